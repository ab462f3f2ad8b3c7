/**
 * Who lives in the made-up township. The end of 2025 is built first, because the year's figures speak of it;
 * then everybody gets a past: who was born, married, moved, died, and which households split or merged in 2024 and 2025.
 */

import { ageOn, dayOf } from '#kinds/day.ts'
import { checkCharacter } from '#kinds/id-number.ts'
import { household as householdLedger } from '#township/registry/household.ledger.ts'
import { person as personLedger } from '#township/registry/person.ledger.ts'
import { type Book, openBook } from './book.ts'
import { composition, type Member } from './families.ts'
import { groupNames, inventGiven, inventPhone, inventSurname, townshipName, villageNames } from './names.ts'
import { makePast } from './past.ts'
import { type Random, seeded } from './random.ts'
import type { Household, Person, Village, World } from './world.ts'

export const endOfYear = '2025-12-31'
/** The day the registry was first put into the books. */
export const opened = '2024-01-02'

/** Farm households at the end of 2025: in the first five villages, which share the new waterworks, and in all ten. */
export const farmHouseholds = { waterworks: 2737, all: 7141 }
export const waterworksGroups = 98
const otherGroups = 158
const alleviatedHouseholds = 2056
/** Living people: about 1.1万 in the waterworks' villages, about 2.8万 in all. */
const farmPeople = { waterworks: 11_024, others: 17_062 }
const townSizes = [...Array<number>(17).fill(1), ...Array<number>(5).fill(2), 3, 3]

export type Relation = '户主' | '配偶' | '之子' | '之女' | '之儿媳' | '之孙子' | '之孙女' | '之父' | '之母'

export type Joined = '建档' | '新生儿' | '婚嫁' | '户籍迁入' | '共同生活' | '分户' | '并户'
export type Left = '死亡' | '婚嫁' | '户籍迁出' | '分户' | '并户' | '不再共同生活' | '服兵役'

/** One stretch of somebody's membership of one household. */
export interface Stay {
  home: Home
  relation: Relation
  since: string
  joinedBy: Joined
  until?: string
  leftBy?: Left
}

export interface Resident extends Person {
  idNumber: string
  household: Home
  stays: Stay[]
  diedOn?: string
  ethnicity: string
  health: '健康' | '长期慢性病' | '患有大病' | '残疾'
  skill: '普通劳动力' | '技能劳动力' | '弱劳动力或半劳动力' | '丧失劳动力' | '无劳动力'
  /** Which way somebody goes through school. */
  track: Track
  politics?: '中共党员' | '共青团员' | '群众'
  phone?: string
  /** Was 户主 only since the former head died: what the member was to him before. */
  succeeded?: { on: string; from: Relation; formerHead: string }
}

export interface Home extends Household {
  people: Resident[]
  surname: string
  registeredOn: string
  closedOn?: string
  phone?: string
  alleviatedSince?: string
  labels: { label: '军烈属户' | '五保老党员户' | '整户无劳动能力兜底保障户'; since: string }[]
}

export type Track = 'early' | 'vocational' | 'vocational college' | 'academic' | 'college' | 'university'
export type Stage = NonNullable<Person['schooling']> | '学龄前儿童'

/** Everybody and every household that the registry of 2024–2025 knows, gone ones too. */
export interface Population {
  homes: Home[]
  residents: Resident[]
}

export interface Made {
  world: World
  population: Population
  book: Book
}

/** The township, its people and an empty book. `nth` townships differ in name. */
export function makeWorld(options: { seed?: number; townshipCode?: string } = {}): Made {
  const { seed = 1, townshipCode = '990101201' } = options
  const random = seeded(seed)
  const book = openBook(townshipCode, seed)
  const nth = Math.max(0, Number(townshipCode.slice(6)) - 201)
  const villages = makeVillages(random, townshipCode)
  const maker = residentMaker(random, book, townshipCode)

  const farms = [
    ...makeFarms(random, villages.slice(0, 5), farmHouseholds.waterworks, farmPeople.waterworks, maker),
    ...makeFarms(random, villages.slice(5), farmHouseholds.all - farmHouseholds.waterworks, farmPeople.others, maker),
  ]
  const seat = villages[5]!
  const towns = townSizes.map((size, i) => {
    const home = maker.home(
      seat,
      random.pick(seat.groups).code,
      `${seat.code}C${String(i + 1).padStart(3, '0')}`,
      false,
    )
    fill(random, home, composition(random, size), maker)
    return home
  })
  settle(random, farms)
  const past = makePast(random, farms, maker)

  const homes = [...farms, ...towns, ...past.homes]
  const residents = [...farms, ...towns].flatMap((home) => home.people).concat(past.residents)
  for (const home of homes) book.expect(householdLedger, home.id, home.area)
  for (const resident of residents) {
    resident.settled = resident.stays.at(-1)!.since < '2025-01-01'
    book.expect(personLedger, resident.id, resident.stays[0]!.home.area)
  }
  const world: World = {
    random,
    township: townshipCode,
    townshipName: townshipName(nth),
    villages,
    households: farms,
    townHouseholds: towns,
    people: farms.flatMap((home) => home.people),
    record: book.record,
    correct: book.correct,
    void: book.void,
  }
  return { world, population: { homes, residents }, book }
}

function makeVillages(random: Random, township: string): Village[] {
  const groups = [...random.share(waterworksGroups, 5, 17), ...random.share(otherGroups, 5, 27)]
  return villageNames(random, 10).map((name, v) => {
    const code = `${township}${String(200 + v)}`
    const names = groupNames(random, groups[v]!)
    return {
      code,
      name,
      groups: names.map((group, g) => ({ code: `${code}${String(g + 1).padStart(2, '0')}`, name: group })),
    }
  })
}

/** Farm households of some villages: so many households in all, so many people in all, spread over their groups. */
function makeFarms(random: Random, villages: Village[], count: number, people: number, maker: Maker): Home[] {
  const places = villages.flatMap((village) => village.groups.map((group) => ({ village, area: group.code })))
  const counts = random.share(count, places.length, 12)
  const local = new Map(
    villages.map((village) => [village, [inventSurname(random), inventSurname(random), inventSurname(random)]]),
  )
  const numbers = new Map<Village, number>()
  const homes = places.flatMap(({ village, area }, p) => {
    const kin = [random.pick(local.get(village)!), random.pick(local.get(village)!), inventSurname(random)]
    return Array.from({ length: counts[p]! }, () => {
      const number = (numbers.get(village) ?? 0) + 1
      numbers.set(village, number)
      const surname = random.chance(0.7) ? random.pick(kin) : inventSurname(random)
      return maker.home(village, area, `${village.code}${String(number).padStart(4, '0')}`, true, surname)
    })
  })
  const sizes = householdSizes(random, count, people)
  for (const [i, home] of homes.entries()) fill(random, home, composition(random, sizes[i]!), maker)
  return homes
}

/** Sizes of households as villages have them, moved by ones until they add up to so many people. */
function householdSizes(random: Random, count: number, people: number): number[] {
  const shares = [0.08, 0.14, 0.18, 0.22, 0.2, 0.13, 0.05]
  const sizes = Array.from({ length: count }, () => {
    let size = 1
    for (let rest = random.next(); size < 7 && rest >= shares[size - 1]!; size++) rest -= shares[size - 1]!
    return size
  })
  let missing = people - sizes.reduce((a, b) => a + b, 0)
  while (missing !== 0) {
    const i = random.int(0, count - 1)
    const step = Math.sign(missing)
    if (sizes[i]! + step < 2 || sizes[i]! + step > 7 || sizes[i] === 1) continue
    sizes[i]! += step
    missing -= step
  }
  return sizes
}

export type Maker = ReturnType<typeof residentMaker>

/** Makes households and people with ids, names and numbers of their own. */
function residentMaker(random: Random, book: Book, township: string) {
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
  ): Home => ({
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
  const resident = (home: Home, member: Member): Resident => {
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
    const person: Resident = {
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

function healthOf(random: Random, age: number): Resident['health'] {
  const [chronic, serious, disabled] =
    age < 40 ? [0.015, 0.004, 0.012] : age < 60 ? [0.08, 0.015, 0.03] : [0.25, 0.03, 0.07]
  const x = random.next()
  if (x < chronic) return '长期慢性病'
  if (x < chronic + serious) return '患有大病'
  return x < chronic + serious + disabled ? '残疾' : '健康'
}

function skillOf(random: Random, age: number, health: Resident['health'], atSchool: boolean): Resident['skill'] {
  if (age < 16 || atSchool || age >= 70) return '无劳动力'
  if (health === '患有大病') return '丧失劳动力'
  if (health === '残疾') return random.chance(0.6) ? '弱劳动力或半劳动力' : '丧失劳动力'
  if (age >= 60) return random.pick(['普通劳动力', '弱劳动力或半劳动力', '弱劳动力或半劳动力', '无劳动力'] as const)
  if (health === '长期慢性病') return random.pick(['普通劳动力', '弱劳动力或半劳动力'] as const)
  return random.chance(0.18) ? '技能劳动力' : '普通劳动力'
}

/** Puts the members of a family into an empty household, there since it was registered, or since they were born or married. */
function fill(random: Random, home: Home, members: readonly Member[], maker: Maker): void {
  const adult = dayOf(2025 - members[0]!.age + 21, 6, 30)
  const registered = random.dayIn('2014-03-01', '2020-12-20')
  home.registeredOn = registered > adult ? registered : adult < '2023-06-30' ? adult : '2023-06-30'
  const ethnicity = random.chance(0.015) ? random.pick(['回族', '畲族', '苗族', '土家族']) : '汉族'
  home.people = members.map((member) => {
    const person = maker.resident(home, member)
    if (member.blood) person.ethnicity = ethnicity
    const born = person.bornOn > home.registeredOn
    const ofAge = `${Number(person.bornOn.slice(0, 4)) + 20}-12-20`
    const wed = (member.relation === '配偶' || member.relation === '之儿媳') && ofAge > home.registeredOn
    const since = born ? person.bornOn : wed ? (ofAge < '2023-12-20' ? ofAge : '2023-12-20') : home.registeredOn
    person.stays = [{ home, relation: member.relation, since, joinedBy: born ? '新生儿' : wed ? '婚嫁' : '建档' }]
    return person
  })
}

/** Which households are 脱贫户 and since when, and what else they are called. */
function settle(random: Random, farms: Home[]): void {
  const known = farms.filter((home) => home.registeredOn < '2020-12-31')
  const weighed = known.map((home) => {
    const workers = home.people.filter((p) => p.labour).length
    const learners = home.people.filter((p) => p.schooling && p.bornOn < '2011-01-01').length
    return {
      home,
      weight:
        random.next() +
        (workers >= 2 ? 0.28 : 0) +
        (workers >= 3 ? 0.12 : 0) +
        0.12 * learners -
        (home.people.length === 1 ? 0.3 : 0),
    }
  })
  weighed.sort((a, b) => b.weight - a.weight)
  for (const { home } of weighed.slice(0, alleviatedHouseholds)) {
    home.alleviated = true
    const year = random.pick([2014, 2015, 2016, 2016, 2017, 2017, 2018, 2018, 2018, 2019, 2019, 2020])
    const since = `${Math.max(year, Number(home.registeredOn.slice(0, 4)))}-12-31`
    home.alleviatedSince = since
    if (home.people.every((p) => !p.labour)) home.labels.push({ label: '整户无劳动能力兜底保障户', since })
  }
  for (const home of random.sample(farms, 60)) home.labels.push({ label: '军烈属户', since: '2020-06-30' })
  const veterans = farms.filter((home) => home.people.some((p) => p.politics === '中共党员' && p.bornOn < '1950-01-01'))
  for (const home of random.sample(veterans, Math.min(30, veterans.length)))
    home.labels.push({ label: '五保老党员户', since: '2021-07-01' })
}
