/**
 * Who lives in the made-up township. The end of 2025 is built first, because the year's figures speak of it;
 * then everybody gets a past: who was born, married, moved, died, and which households split or merged in 2024 and 2025.
 */

import { dayOf } from '#kinds/day.ts'
import { household as householdLedger } from '#township/registry/household.ledger.ts'
import { person as personLedger } from '#township/registry/person.ledger.ts'
import { type Book, openBook } from './book.ts'
import { composition, type Member } from './families.ts'
import { groupNames, inventSurname, townshipName, villageNames } from './names.ts'
import { makePast } from './past.ts'
import { type Random, seeded } from './random.ts'
import { type Maker, residentMaker } from './residents.ts'
import type { Household, Population, Village, World } from './world.ts'

/** Farm households at the end of 2025: in the first five villages, which share the new waterworks, and in all ten. */
export const farmHouseholds = { waterworks: 2737, all: 7141 }
export const waterworksGroups = 98
const otherGroups = 158
const alleviatedHouseholds = 2056
/** Living people: about 1.1万 in the waterworks' villages, about 2.8万 in all. */
const farmPeople = { waterworks: 11_024, others: 17_062 }
const townSizes = [...Array<number>(17).fill(1), ...Array<number>(5).fill(2), 3, 3]

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

  const homes = [...farms, ...towns, ...past.households]
  const residents = [...farms, ...towns].flatMap((home) => home.people).concat(past.people)
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
  return { world, population: { households: homes, people: residents }, book }
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
function makeFarms(random: Random, villages: Village[], count: number, people: number, maker: Maker): Household[] {
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

/** Puts the members of a family into an empty household, there since it was registered, or since they were born or married. */
function fill(random: Random, home: Household, members: readonly Member[], maker: Maker): void {
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
function settle(random: Random, farms: Household[]): void {
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
