/** Families as villages have them: who lives together, how they are related, how old they are at the end of 2025. */
import type { Random } from './random.ts'
import type { Relation } from './world.ts'

export interface Member {
  relation: Relation
  sex: '男' | '女'
  age: number
  /** Bears the family's surname: the head and his or her own children, grandchildren and father. */
  blood: boolean
}

/** A family of 1–7; the head comes first. */
export function composition(random: Random, size: number): Member[] {
  if (size === 1) return alone(random)
  if (size === 2) return pair(random)
  return random.chance(0.46) ? youngFamily(random, size) : olderFamily(random, size)
}

function head(random: Random, from: number, to: number, sex: '男' | '女' = '男'): Member {
  return { relation: '户主', sex, age: random.int(from, to), blood: true }
}

function wifeOf(random: Random, husband: Member, relation: '配偶' | '之儿媳' = '配偶'): Member {
  return { relation, sex: '女', age: Math.max(22, husband.age - random.int(-2, 5)), blood: false }
}

function child(random: Random, age: number): Member {
  const sex = random.chance(0.52) ? '男' : '女'
  return { relation: sex === '男' ? '之子' : '之女', sex, age, blood: true }
}

function parent(random: Random, of: Member, sex: '男' | '女'): Member {
  const age = Math.min(96, of.age + random.int(21, 30))
  return { relation: sex === '男' ? '之父' : '之母', sex, age, blood: sex === '男' }
}

function alone(random: Random): Member[] {
  if (random.chance(0.76)) return [head(random, 62, 93, random.chance(0.58) ? '男' : '女')]
  return [head(random, 36, 61, random.chance(0.88) ? '男' : '女')]
}

function pair(random: Random): Member[] {
  const kind = random.next()
  if (kind < 0.5) {
    const husband = head(random, 60, 84)
    return [husband, wifeOf(random, husband)]
  }
  if (kind < 0.66) {
    const son = head(random, 36, 58)
    return [son, parent(random, son, '女')]
  }
  if (kind < 0.74) {
    const old = head(random, 60, 76, random.chance(0.5) ? '男' : '女')
    const sex = random.chance(0.5) ? '男' : '女'
    return [old, { relation: sex === '男' ? '之孙子' : '之孙女', sex, age: random.int(7, 17), blood: true }]
  }
  if (kind < 0.84) {
    const mother = head(random, 36, 52, random.chance(0.6) ? '女' : '男')
    return [mother, child(random, random.int(6, Math.min(20, mother.age - 22)))]
  }
  const husband = head(random, 46, 61)
  return [husband, wifeOf(random, husband)]
}

/** Ages of brothers and sisters, none twice, for a mother of that age. */
function childrenAges(random: Random, mother: number, count: number): number[] {
  const oldest = Math.max(0, mother - 20)
  const youngest = Math.max(0, mother - 33)
  const ages = Array.from({ length: oldest - youngest + 1 }, (_, i) => youngest + i)
  return random.sample(ages, Math.min(count, ages.length)).sort((a, b) => b - a)
}

/** A couple of 33–51 with children, and as many of his parents as there is room for. */
function youngFamily(random: Random, size: number): Member[] {
  const husband = head(random, 33, 51)
  const wife = wifeOf(random, husband)
  const rest = size - 2
  const most = Math.min(3, rest)
  const least = Math.max(1, rest - 2)
  const wanted = random.chance(0.75) ? 2 : random.int(1, 3)
  const ages = childrenAges(random, wife.age, Math.min(most, Math.max(least, wanted)))
  const family = [husband, wife, ...ages.map((age) => child(random, age))]
  if (family.length < size) family.push(parent(random, husband, '女'))
  if (family.length < size) family.push(parent(random, husband, '男'))
  while (family.length < size) family.push(child(random, Math.max(0, wife.age - 26 - family.length)))
  return family
}

/** A couple of 48–68 with a grown child, then a daughter-in-law and grandchildren, an old mother, another child. */
function olderFamily(random: Random, size: number): Member[] {
  const husband = head(random, 48, 68)
  const wife = wifeOf(random, husband)
  if (size === 3 && random.chance(0.3))
    return [husband, wife, parent(random, husband, random.chance(0.75) ? '女' : '男')]
  const eldest = Math.min(wife.age - 20, 43)
  const grown = Math.max(wife.age - 26, 10)
  const son: Member = { relation: '之子', sex: '男', age: random.int(Math.min(grown, eldest), eldest), blood: true }
  const family = [husband, wife, son]
  const married = son.age >= 25 && random.chance(size > 4 ? 0.9 : 0.5)
  if (married && family.length < size) {
    const bride = wifeOf(random, son, '之儿媳')
    family.push(bride)
    for (const age of childrenAges(random, bride.age, Math.min(size - 4, 2))) {
      const sex = random.chance(0.52) ? '男' : '女'
      family.push({ relation: sex === '男' ? '之孙子' : '之孙女', sex, age, blood: true })
    }
  }
  if (family.length < size)
    family.push(married ? parent(random, husband, '女') : child(random, Math.max(3, son.age - random.int(2, 6))))
  if (family.length < size) family.push(married ? parent(random, husband, '男') : parent(random, husband, '女'))
  for (let younger = 7; family.length < size; younger += 2) family.push(child(random, Math.max(2, son.age - younger)))
  return family
}
