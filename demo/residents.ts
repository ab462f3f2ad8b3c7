/** Makes people and the households they live in: names, numbers, school, health and work that fit their age. */
import { ageOn, dayOf } from '#kinds/day.ts'
import { checkCharacter } from '#kinds/id-number.ts'
import type { Book } from './book.ts'
import { opened } from './calendar.ts'
import type { Member } from './families.ts'
import { inventGiven, inventPhone, inventSurname } from './names.ts'
import type { Random } from './random.ts'
import type { Household, Person, Stage, Track, Village } from './world.ts'

export type Maker = ReturnType<typeof residentMaker>

/** Makes households and people with ids, names and numbers of their own. */
export function residentMaker(random: Random, book: Book, township: string) {
  const taken = new Set<string>()
  const idNumberOf = (bornOn: string, sex: '男' | '女'): string => {
    for (;;) {
      const order = random.int(0, 498) * 2 + (sex === '男' ? 1 : 2)
      const first17 = `${township.slice(0, 6)}${bornOn.replaceAll('-', '')}${String(order).padStart(3, '0')}`
      const number = first17 + checkCharacter(first17)
      // Numbers that end in 000 look as if Excel had eaten their end, and are asked for again.
      if (taken.has(number) || number.endsWith('000')) continue
      taken.add(number)
      return number
    }
  }
  const home = (
    village: Village,
    area: string,
    number: string,
    farm: boolean,
    surname = inventSurname(random),
  ): Household => ({
    id: book.newId(opened),
    number,
    village,
    area,
    headName: '',
    alleviated: false,
    farm,
    people: [],
    surname,
    registeredOn: opened,
    phone: random.chance(0.88) ? inventPhone(random) : undefined,
    labels: [],
  })
  const resident = (home: Household, member: Member): Person => {
    const bornOn = random.dayIn(
      dayOf(2025 - member.age, 1, 1),
      dayOf(2025 - member.age, 12, member.age === 0 ? 10 : 31),
    )
    const own = member.blood || (member.sex === '女' && random.chance(0.03))
    const track = trackOf(random)
    const schooling = stageOn(track, bornOn, 2025)
    const health = healthOf(random, member.age)
    const skill = skillOf(random, member.age, health, !!schooling)
    const adult = member.age >= 16
    const person: Person = {
      id: book.newId(opened),
      name: (own ? home.surname : inventSurname(random)) + inventGiven(random, member.sex, 2025 - member.age),
      sex: member.sex,
      bornOn,
      household: home,
      relation: member.relation,
      labour: skill === '普通劳动力' || skill === '技能劳动力' || skill === '弱劳动力或半劳动力',
      schooling: schooling === '学龄前儿童' ? undefined : schooling,
      settled: true,
      idNumber: idNumberOf(bornOn, member.sex),
      stays: [],
      ethnicity: '汉族',
      health,
      skill,
      track,
      politics:
        member.age >= 18
          ? random.chance(0.05)
            ? '中共党员'
            : member.age < 26 && random.chance(0.5)
              ? '共青团员'
              : '群众'
          : undefined,
      phone: adult && member.age < 75 && random.chance(0.8) ? inventPhone(random) : undefined,
    }
    if (member.relation === '户主') home.headName = person.name
    return person
  }
  return { home, resident }
}

function trackOf(random: Random): Track {
  const way = random.next()
  if (way < 0.08) return 'early'
  if (way < 0.28) return 'vocational'
  if (way < 0.43) return 'vocational college'
  if (way < 0.51) return 'academic'
  if (way < 0.65) return 'college'
  return 'university'
}

/** Where somebody goes to school from 1 September of a year; undefined when not at school or grown up. */
export function stageOn(track: Track, bornOn: string, year: number): Stage | undefined {
  if (bornOn > `${year}-12-31`) return undefined
  const age = bornOn > `${year}-08-31` ? -1 : ageOn(bornOn, `${year}-08-31`)
  if (age < 3) return '学龄前儿童'
  if (age < 6) return '学前教育'
  if (age < 12) return '小学'
  if (age < 15) return '初中'
  if (track === 'early') return undefined
  if (age < 18) return track === 'vocational' || track === 'vocational college' ? '中职' : '普通高中'
  if (track === 'university' && age < 22) return '本科'
  return (track === 'college' || track === 'vocational college') && age < 21 ? '高职高专' : undefined
}

function healthOf(random: Random, age: number): Person['health'] {
  const [chronic, serious, disabled] =
    age < 40 ? [0.015, 0.004, 0.012] : age < 60 ? [0.08, 0.015, 0.03] : [0.25, 0.03, 0.07]
  const x = random.next()
  if (x < chronic) return '长期慢性病'
  if (x < chronic + serious) return '患有大病'
  return x < chronic + serious + disabled ? '残疾' : '健康'
}

function skillOf(random: Random, age: number, health: Person['health'], atSchool: boolean): Person['skill'] {
  if (age < 16 || atSchool || age >= 70) return '无劳动力'
  if (health === '患有大病') return '丧失劳动力'
  if (health === '残疾') return random.chance(0.6) ? '弱劳动力或半劳动力' : '丧失劳动力'
  if (age >= 60) return random.pick(['普通劳动力', '弱劳动力或半劳动力', '弱劳动力或半劳动力', '无劳动力'] as const)
  if (health === '长期慢性病') return random.pick(['普通劳动力', '弱劳动力或半劳动力'] as const)
  return random.chance(0.18) ? '技能劳动力' : '普通劳动力'
}
