/** What happened in 2024 and 2025: births are in the people's ages; here are marriages, moves, deaths, splits and merges. */
import { addDays } from '#kinds/day.ts'
import { later } from './calendar.ts'
import type { Member } from './families.ts'
import { inventGiven } from './names.ts'
import type { Random } from './random.ts'
import type { Maker } from './residents.ts'
import type { Household, Joined, Left, Person, Population, Relation } from './world.ts'

/** Business days of the two years; the last fortnight is left for writing them down. */
const yearFrom = '2024-01-08'
const yearUntil = '2025-12-12'

/** Gives households their past. Returns who and which households were there and are gone. */
export function makePast(random: Random, farms: Household[], maker: Maker): Population {
  const past: Population = { households: [], people: [] }
  const touched = new Set<Household>()
  const anyDay = () => random.dayIn(yearFrom, yearUntil)
  const choose = (fits: (home: Household) => boolean, count: number): Household[] => {
    const found = random.sample(
      farms.filter((home) => !touched.has(home) && fits(home)),
      count,
    )
    for (const home of found) touched.add(home)
    return found
  }
  splits(random, farms, touched)
  merges(choose, maker, past, random)
  marriages(random, farms, touched, anyDay)
  successions(choose, maker, past, anyDay)

  const gone = (home: Household, member: Member, left: Left, until: string) => {
    const person = maker.resident(home, member)
    const since = later(person.bornOn, home.registeredOn)
    person.stays = [
      {
        home,
        relation: member.relation,
        since,
        joinedBy: since === person.bornOn ? '新生儿' : '建档',
        until,
        leftBy: left,
      },
    ]
    if (left === '死亡') person.diedOn = until
    past.people.push(person)
    return person
  }

  const spouseless = (home: Household) => home.people.every((p) => p.relation !== '之父' && p.relation !== '之母')
  for (const home of choose((h) => spouseless(h) && between(headAge(h), 33, 58), 260)) {
    const sex = random.chance(0.5) ? '男' : '女'
    const age = Math.min(96, headAge(home) + random.int(23, 33))
    gone(home, { relation: sex === '男' ? '之父' : '之母', sex, age, blood: sex === '男' }, '死亡', anyDay())
  }
  const widower = (h: Household) =>
    h.people[0]!.sex === '男' && headAge(h) >= 62 && h.people.every((p) => p.relation !== '配偶')
  for (const home of choose(widower, 80)) {
    gone(home, { relation: '配偶', sex: '女', age: headAge(home) - random.int(-3, 4), blood: false }, '死亡', anyDay())
  }
  for (const home of choose((h) => between(headAge(h), 46, 62) && h.people.length >= 2 && hasWife(h), 170)) {
    gone(
      home,
      { relation: '之女', sex: '女', age: Math.min(31, headAge(home) - random.int(23, 26)), blood: true },
      '婚嫁',
      anyDay(),
    )
  }
  for (const home of choose((h) => between(headAge(h), 42, 55) && h.people.length >= 2 && hasWife(h), 14)) {
    const until = random.dayIn('2024-09-08', '2024-09-25')
    gone(
      home,
      { relation: '之子', sex: '男', age: random.int(19, 20), blood: true },
      '服兵役',
      random.chance(0.5) ? until : until.replace('2024', '2025'),
    )
  }
  for (const home of choose((h) => between(headAge(h), 48, 62), 60)) {
    gone(
      home,
      { relation: '之子', sex: '男', age: headAge(home) - random.int(24, 26), blood: true },
      '户籍迁出',
      anyDay(),
    )
  }
  for (const home of choose((h) => hasWife(h) && h.people.length >= 3, 40)) arrive(random, home, anyDay())
  emptied(random, farms, maker, past, anyDay)
  return past
}

const between = (n: number, from: number, to: number) => n >= from && n <= to
const headAge = (home: Household) => 2025 - Number(home.people[0]!.bornOn.slice(0, 4))
const hasWife = (home: Household) => home.people.some((p) => p.relation === '配偶')
const settledIn = (home: Household) => home.people.every((p) => p.stays.length === 1 && p.stays[0]!.since < yearFrom)

/** Lets members of a household have lived elsewhere until the day before. */
function cameFrom(person: Person, former: Household, as: Relation, on: string, joined: Joined, left: Left): void {
  const stay = person.stays[0]!
  const before = { ...stay, home: former, relation: as, until: addDays(on, -1), leftBy: left }
  before.since = later(before.since, former.registeredOn)
  person.stays = [before, { home: stay.home, relation: stay.relation, since: on, joinedBy: joined }]
}

/** 分户: a young family that was part of an old couple's household of the same group and surname. */
function splits(random: Random, farms: Household[], touched: Set<Household>): void {
  const old = new Map<string, Household>()
  for (const home of farms) {
    if (between(headAge(home), 56, 68) && home.people.length === 2 && hasWife(home) && settledIn(home))
      old.set(home.area + home.surname, home)
  }
  let made = 0
  for (const home of farms) {
    const parents = old.get(home.area + home.surname)
    if (!parents || parents === home || home.alleviated || touched.has(parents) || made === 14) continue
    const husband = home.people[0]!
    const motherAge = 2025 - Number(parents.people[1]!.bornOn.slice(0, 4))
    const nuclear =
      home.people.length <= 4 &&
      hasWife(home) &&
      home.people.every((p) => ['户主', '配偶', '之子', '之女'].includes(p.relation))
    if (!nuclear || husband.sex !== '男' || !between(motherAge - headAge(home), 19, 32) || !settledIn(home)) continue
    made++
    touched.add(home).add(parents)
    const on = made % 2 ? random.dayIn(yearFrom, '2024-12-10') : random.dayIn('2025-01-06', yearUntil)
    for (const person of home.people) {
      const child = person.relation === '之子' ? '之孙子' : '之孙女'
      cameFrom(
        person,
        parents,
        person.relation === '户主' ? '之子' : person.relation === '配偶' ? '之儿媳' : child,
        on,
        '分户',
        '分户',
      )
    }
    home.registeredOn = on
  }
}

/** 并户: an old couple or a widowed parent gives up a household of their own and joins the son's. */
function merges(
  choose: (fits: (home: Household) => boolean, count: number) => Household[],
  maker: Maker,
  past: Population,
  random: Random,
): void {
  const withParent = (h: Household) =>
    h.people[0]!.sex === '男' && settledIn(h) && h.people.some((p) => p.relation === '之母')
  choose(withParent, 10).forEach((home, i) => {
    const elders = home.people
      .filter((p) => p.relation === '之父' || p.relation === '之母')
      .sort((a) => (a.relation === '之父' ? -1 : 1))
    const on = i % 2 ? random.dayIn(yearFrom, '2024-12-10') : random.dayIn('2025-01-06', yearUntil)
    const former = maker.home(
      home.village,
      home.area,
      `${home.village.code}B${String(i + 1).padStart(3, '0')}`,
      true,
      home.surname,
    )
    former.registeredOn = home.registeredOn
    former.closedOn = addDays(on, -1)
    former.headName = elders[0]!.name
    for (const [e, elder] of elders.entries()) cameFrom(elder, former, e === 0 ? '户主' : '配偶', on, '并户', '并户')
    past.households.push(former)
  })
}

/** 婚嫁: wives without children came in these two years, some of them from another household of the township. */
function marriages(random: Random, farms: Household[], touched: Set<Household>, anyDay: () => string): void {
  const brides = farms.flatMap((home) => {
    if (touched.has(home) || home.people.some((p) => p.relation === '之孙子' || p.relation === '之孙女')) return []
    const bride = home.people.find((p) => p.relation === '之儿媳')
    return bride && bride.bornOn > '1993-01-01' && bride.bornOn < '2003-01-01' ? [{ bride, home }] : []
  })
  const parents = random.sample(
    farms.filter((h) => !touched.has(h) && between(headAge(h), 50, 60) && hasWife(h) && settledIn(h)),
    45,
  )
  for (const [i, { bride, home }] of random.sample(brides, Math.min(brides.length, 190)).entries()) {
    touched.add(home)
    const on = anyDay()
    const former = parents[i]
    if (former && former !== home && !touched.has(former)) {
      touched.add(former)
      bride.name = former.surname + inventGiven(random, '女', Number(bride.bornOn.slice(0, 4)))
      bride.stays[0]!.since = former.registeredOn
      bride.stays[0]!.joinedBy = '建档'
      cameFrom(bride, former, '之女', on, '婚嫁', '婚嫁')
    } else {
      bride.stays = [{ home, relation: '之儿媳', since: on, joinedBy: '婚嫁' }]
    }
  }
}

/** A head died, and the widow became 户主. */
function successions(
  choose: (fits: (home: Household) => boolean, count: number) => Household[],
  maker: Maker,
  past: Population,
  anyDay: () => string,
): void {
  const widow = (h: Household) => h.people[0]!.sex === '女' && headAge(h) >= 60 && settledIn(h) && h.people.length === 1
  for (const home of choose(widow, 36)) {
    const [first] = home.people as [Person]
    const until = anyDay()
    const husband = maker.resident(home, {
      relation: '户主',
      sex: '男',
      age: Math.min(95, headAge(home) + 3),
      blood: true,
    })
    husband.diedOn = until
    husband.stays = [{ home, relation: '户主', since: home.registeredOn, joinedBy: '建档', until, leftBy: '死亡' }]
    past.people.push(husband)
    home.headName = first.name
    first.succeeded = { on: until, from: '配偶', formerHead: husband.name }
  }
}

/** 户籍迁入 and 共同生活: a member who has been here only since that day. */
function arrive(random: Random, home: Household, on: string): void {
  const person = home.people.at(-1)!
  if (person.stays.length > 1 || person.stays[0]!.since >= yearFrom || person.bornOn >= on) return
  person.stays = [
    { home, relation: person.stays[0]!.relation, since: on, joinedBy: random.chance(0.6) ? '户籍迁入' : '共同生活' },
  ]
}

/** Households that are no more: the last member died, or all moved away. */
function emptied(random: Random, farms: Household[], maker: Maker, past: Population, anyDay: () => string): void {
  for (let i = 0; i < 52; i++) {
    const neighbour = random.pick(farms)
    const home = maker.home(
      neighbour.village,
      neighbour.area,
      `${neighbour.village.code}A${String(i + 1).padStart(3, '0')}`,
      true,
    )
    home.registeredOn = random.dayIn('2014-03-01', '2020-12-20')
    home.closedOn = anyDay()
    past.households.push(home)
    const moved = i % 4 === 0
    const age = moved ? random.int(32, 44) : random.int(74, 95)
    const members: Member[] = moved
      ? [
          { relation: '户主', sex: '男', age, blood: true },
          { relation: '配偶', sex: '女', age: age - 1, blood: false },
          { relation: '之子', sex: '男', age: 12, blood: true },
        ]
      : [{ relation: '户主', sex: random.chance(0.6) ? '男' : '女', age, blood: true }]
    for (const member of members) {
      const person = maker.resident(home, member)
      const born = person.bornOn > home.registeredOn
      const since = born ? person.bornOn : home.registeredOn
      person.stays = [
        {
          home,
          relation: member.relation,
          since,
          joinedBy: born ? '新生儿' : '建档',
          until: home.closedOn,
          leftBy: moved ? '户籍迁出' : '死亡',
        },
      ]
      if (!moved) person.diedOn = home.closedOn
      past.people.push(person)
    }
  }
}
