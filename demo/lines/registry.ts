/** The registry: everybody on the first day, then births, marriages, moves, deaths, school years, and what had to be put right. */
import type { RowOf } from '#define/ledger.ts'
import { addDays, addMonths, ageOn } from '#kinds/day.ts'
import { area } from '#township/registry/area.ledger.ts'
import { household, householdLabel } from '#township/registry/household.ledger.ts'
import { membership, person } from '#township/registry/person.ledger.ts'
import { later, opened, reportingDay, workdayFrom } from '../calendar.ts'
import { inventPhone, mishear } from '../names.ts'
import type { Made } from '../population.ts'
import type { Random } from '../random.ts'
import { stageOn } from '../residents.ts'
import type { Household, Left, Person, Stay, World } from '../world.ts'

const reasons: Record<Left, string> = {
  死亡: '死亡登记',
  婚嫁: '婚嫁、迁移登记',
  户籍迁出: '婚嫁、迁移登记',
  不再共同生活: '婚嫁、迁移登记',
  服兵役: '婚嫁、迁移登记',
  分户: '分户、并户登记',
  并户: '分户、并户登记',
}

/** When the schools' lists of a new school year are written down. */
const schoolYears = [
  { year: 2024, told: '2024-09-20' },
  { year: 2025, told: '2025-09-19' },
]

/** Days on which the registry is compared with household booklets. */
const comparisons = ['2024-03-12', '2024-06-18', '2024-11-13', '2025-03-11', '2025-06-17', '2025-11-12']

/** What was written wrongly about somebody at first, and when and why it was put right. */
interface Slip {
  wrong: { name?: string; born_on?: string; id_number?: null }
  told: string
  reason: string
}

export function registry({ world, population, book }: Made): void {
  const { random } = world
  areas(world)
  const slips = makeSlips(random, population.people)
  const stays = new Map<Stay, string>()
  const arrivals = new Map<Household, Person[]>()
  for (const resident of population.people) {
    const first = resident.stays[0]!.home
    arrivals.set(first, [...(arrivals.get(first) ?? []), resident])
  }

  for (const home of population.households) {
    const told = toldOf(home, home.registeredOn)
    const there = arrivals.get(home) ?? []
    const former = home.people.find((resident) => resident.succeeded)?.succeeded
    const headName = former?.formerHead ?? home.headName
    const slip = there.flatMap((r) => (r.stays[0]!.relation === '户主' && slips.get(r)) || []).find((s) => s.wrong.name)
    book.enter(household, home.id, homeValues(random, home, slip?.wrong.name ?? headName), told)
    if (slip) world.correct(household, home.id, { head_name: headName }, slip.told, slip.reason)
    labels(world, home, told)
    for (const resident of there) {
      const [stay] = resident.stays as [Stay]
      const met = toldOf(home, stay.since, told)
      const values = personValues(random, resident, met)
      book.enter(person, resident.id, { ...values, ...slips.get(resident)?.wrong }, met)
      stays.set(stay, world.record(membership, stayValues(resident, stay), met))
      putRight(world, resident, values, slips.get(resident))
      schoolings(world, resident, met)
      numberAtLast(world, resident, met)
    }
  }
  for (const resident of population.people) moves(world, resident, stays)
  for (const home of population.households) {
    if (home.closedOn)
      world.correct(
        household,
        home.id,
        { closed_on: home.closedOn },
        toldOf(home, addDays(home.closedOn, 1)),
        '销户登记',
      )
  }
  newTelephones(world)
  doubleEntries(world)
}

/** The day on which the village reports what happened; what was before the registry opened is told on its first day. */
function toldOf(home: Household, happened: string, least = opened): string {
  const told = happened <= opened ? opened : reportingDay(home.village.code, happened)
  return later(told, least)
}

function areas(world: World): void {
  const put = (code: string, name: string, level: RowOf<typeof area>['level']) =>
    world.record(area, { code, name, level, valid_from: '2019-01-01' }, opened)
  put(world.township, world.townshipName, '乡镇')
  for (const village of world.villages) {
    put(village.code, village.name, '村')
    for (const group of village.groups) put(group.code, group.name, '村民组')
  }
}

function homeValues(random: Random, home: Household, headName: string): RowOf<typeof household> {
  const group = home.village.groups.find((g) => g.code === home.area)
  return {
    number: home.number,
    head_name: headName,
    area: home.area,
    address: `${home.village.name}${group?.name ?? ''}${random.int(1, 96)}号`,
    phone: home.phone ?? null,
    registered_on: home.registeredOn,
    residence: home.farm ? '农村' : '城镇',
  }
}

function labels(world: World, home: Household, told: string): void {
  const put = (label: RowOf<typeof householdLabel>['label'], since: string, basis: string) =>
    world.record(householdLabel, { household: home.id, label, since, basis }, told)
  if (home.alleviatedSince) put('脱贫户', home.alleviatedSince, `${home.alleviatedSince.slice(0, 4)}年脱贫退出名单`)
  for (const { label, since } of home.labels) put(label, since, '乡镇审核名单')
}

function stayValues(resident: Person, stay: Stay): RowOf<typeof membership> {
  return {
    person: resident.id,
    household: stay.home.id,
    relation: resident.succeeded?.from ?? stay.relation,
    since: stay.since,
    joined_by: stay.joinedBy,
  }
}

/** What is written about somebody on that day: newborn children have no ID number yet. */
function personValues(random: Random, resident: Person, told: string): RowOf<typeof person> {
  const year = Number(told.slice(0, 4)) - (told.slice(5) < '09-15' ? 1 : 0)
  const stage = stageOn(resident.track, resident.bornOn, year)
  const young = stage !== undefined || ageOn(resident.bornOn, told) < 15
  return {
    name: resident.name,
    id_number: resident.bornOn > opened ? null : resident.idNumber,
    sex: resident.sex,
    born_on: resident.bornOn,
    ethnicity: resident.ethnicity,
    education: young ? null : learned(random, resident),
    schooling: stage ?? null,
    health: resident.health,
    labour: young ? '无劳动力' : resident.skill,
    politics: resident.politics ?? null,
    phone: resident.phone ?? null,
  }
}

function learned(random: Random, { bornOn, track }: Person) {
  const year = Number(bornOn.slice(0, 4))
  if (year < 1955) return random.pick(['文盲或半文盲', '文盲或半文盲', '小学', '小学', '小学', '初中'])
  if (year < 1972) return random.pick(['文盲或半文盲', '小学', '小学', '初中', '初中', '高中'])
  if (year < 1990) return random.pick(['小学', '初中', '初中', '初中', '高中', '大专'])
  if (track === 'university') return '本科及以上'
  if (track === 'college' || track === 'vocational college') return '大专'
  return track === 'early' ? '初中' : '高中'
}

/** Some people are written down wrongly: one character of the name, or a birthday without a number, mostly its month and day changed round. */
function makeSlips(random: Random, residents: readonly Person[]): Map<Person, Slip> {
  const steady = residents.filter(
    (r) => r.stays.length === 1 && r.stays[0]!.since < opened && !r.stays[0]!.until && !r.succeeded,
  )
  const slips = new Map<Person, Slip>()
  for (const resident of random.sample(steady, 70)) {
    const name = mishear(resident.name)
    const [year, month, day] = resident.bornOn.split('-') as [string, string, string]
    const told = random.pick(comparisons)
    if (name && slips.size < 26) slips.set(resident, { wrong: { name }, told, reason: '姓名写错，按户口簿更正' })
    else if (day <= '12' && day !== month && year < '2022') {
      const turned = `${year}-${day}-${month}`
      // Nobody joins before being born, not even by mistake: such a one is taken for a year older.
      const born_on = turned > resident.stays[0]!.since ? `${Number(year) - 1}-${month}-${day}` : turned
      const wrong = { born_on, id_number: null }
      slips.set(resident, { wrong, told, reason: '补录身份证号码，出生日期写错，按身份证更正' })
    }
  }
  return slips
}

function putRight(world: World, resident: Person, values: RowOf<typeof person>, slip: Slip | undefined): void {
  if (!slip) return
  const { name, born_on, id_number } = values
  const right = slip.wrong.name ? { name } : { born_on, id_number }
  world.correct(person, resident.id, right, slip.told, slip.reason)
}

/** Each September those who enter or leave a stage of school. */
function schoolings(world: World, resident: Person, met: string): void {
  for (const { year, told } of schoolYears) {
    const before = stageOn(resident.track, resident.bornOn, year - 1)
    const now = stageOn(resident.track, resident.bornOn, year)
    const gone = resident.stays.at(-1)!.until
    if (before === undefined || before === now || met >= told || (gone && gone < told)) continue
    const values: Partial<RowOf<typeof person>> = { schooling: now ?? null }
    if (!now) {
      values.education = learned(world.random, resident)
      values.labour = resident.skill
    }
    world.correct(person, resident.id, values, told, '新学年在校情况更新')
  }
}

/** A newborn child's ID number follows some months later; those of the last months still lack it when the year closes. */
function numberAtLast(world: World, resident: Person, met: string): void {
  if (resident.bornOn <= opened) return
  const told = reportingDay(resident.household.village.code, addMonths(met, world.random.int(1, 3)))
  if (told <= '2025-12-19')
    world.correct(person, resident.id, { id_number: resident.idNumber }, told, '新生儿落户，补录身份证号码')
}

/** How somebody left a household, and into which he or she came. */
function moves(world: World, resident: Person, ids: Map<Stay, string>): void {
  resident.stays.forEach((stay, i) => {
    if (!stay.until || !stay.leftBy) return
    const next = resident.stays[i + 1]
    const left = toldOf(stay.home, stay.until)
    const told = next ? toldOf(next.home, next.since, left) : left
    const reason = reasons[stay.leftBy]
    world.correct(membership, ids.get(stay)!, { until: stay.until, left_by: stay.leftBy }, told, reason)
    if (next) ids.set(next, world.record(membership, stayValues(resident, next), told))
    if (resident.diedOn && !next) world.correct(person, resident.id, { died_on: resident.diedOn }, told, reason)
  })
  const { succeeded } = resident
  if (!succeeded) return
  const stay = resident.stays.at(-1)!
  const told = toldOf(stay.home, succeeded.on)
  world.correct(household, stay.home.id, { head_name: resident.name }, told, '户主去世，变更户主')
  world.correct(membership, ids.get(stay)!, { relation: stay.relation }, told, '户主去世，变更户主')
}

function newTelephones(world: World): void {
  const { random } = world
  for (const home of random.sample(
    world.households.filter((h) => h.registeredOn < opened),
    60,
  )) {
    const told = random.pick(['2024-04-16', '2024-10-15', '2025-04-15', '2025-10-15'])
    world.correct(household, home.id, { phone: inventPhone(random) }, told, '联系电话变更')
  }
}

/** Each year one child is written down twice, by the village and by the clinic; the second entry is voided. */
function doubleEntries(world: World): void {
  for (const year of ['2024', '2025']) {
    const born = world.people.filter((p) => p.bornOn > `${year}-02-01` && p.bornOn < `${year}-09-01`)
    const child = world.random.pick(born)
    const told = workdayFrom(addDays(child.bornOn, 40))
    const again = world.record(
      person,
      { name: child.name, sex: child.sex, born_on: child.bornOn, labour: '无劳动力' },
      told,
    )
    const stay = world.record(
      membership,
      {
        person: again,
        household: child.household.id,
        relation: child.relation,
        since: child.bornOn,
        joined_by: '新生儿',
      },
      told,
    )
    const noticed = workdayFrom(addDays(told, 26))
    world.void(membership, stay, noticed, '同一新生儿重复登记')
    world.void(person, again, noticed, '同一新生儿重复登记')
  }
}
