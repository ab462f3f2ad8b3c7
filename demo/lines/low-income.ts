import type { RowOf } from '#define/ledger.ts'
import { addDays, addMonths } from '#kinds/day.ts'
import { dibao, dibaoMember } from '#township/low-income/dibao.ledger.ts'
import { elderlySubsidy } from '#township/low-income/elderly-subsidy.ledger.ts'
import { extremePoverty } from '#township/low-income/extreme-poverty.ledger.ts'
import type { Household, Person, World } from '../world.ts'
import { booked } from './booked.ts'
import { livesHere } from './lives-here.ts'
import { longRegistered } from './long-registered.ts'

/** Before this day nothing was in the books yet; older rows were all put in then. */
const opened = '2024-01-08'
const seventyOn = (person: Person) => addMonths(person.bornOn, 70 * 12)

interface Case {
  id: string
  certificate: string
  household: Household
  grantedOn: string
  members: { id: string; person: Person }[]
}

/** 低保 of town and country, the subsidy of its old people, and 特困供养, so that the year's figures come out. */
export function lowIncome(world: World): void {
  const inCare = extreme(world)
  const free = world.random
    .sample(world.households, world.households.length)
    .filter(
      (home) => longRegistered(home) && home.people.every((person) => livesHere(person) && !inCare.has(person.id)),
    )

  const withElder = free.filter(
    (home) => home.people.length <= 2 && home.people.some((p) => seventyOn(p) <= '2025-06-30'),
  )
  const modest = free.filter((home) => !withElder.includes(home) && (home.alleviated || home.people.length <= 3))
  const since2018 = withElder.splice(0, 226).concat(modest.splice(0, 170))
  const old = since2018.map((home) =>
    grant(world, '农村', home, world.random.dayIn('2018-03-01', '2023-11-30'), elderFirst(home, 2)),
  )
  const lastYear = modest
    .splice(0, 96)
    .map((home) => grant(world, '农村', home, world.random.dayIn('2024-01-15', '2024-12-10'), elderFirst(home, 2)))
  granted2025(world, modest)
  town(world)
  leave(world, old.slice(-20), lastYear)
  misplaced(world, modest.at(-1)!)
  elderly(world, old)
}

/** 122 farm households, 174 people: 82 of one person, 28 of two, 12 of three. */
function granted2025(world: World, modest: Household[]): void {
  const covered = [...Array<number>(82).fill(1), ...Array<number>(28).fill(2), ...Array<number>(12).fill(3)]
  const fitting = covered.map(
    (count) =>
      modest.splice(
        modest.findIndex((home) => home.people.length >= count),
        1,
      )[0]!,
  )
  const cases = fitting.map((home, i) =>
    grant(world, '农村', home, world.random.dayIn('2025-01-06', '2025-12-12'), home.people.slice(0, covered[i])),
  )
  const early = cases.filter((c) => c.grantedOn < '2025-05-01')
  for (const [i, c] of early.slice(0, 3).entries()) {
    const told = booked(c.grantedOn, 45 + i * 9)
    world.correct(
      dibao,
      c.id,
      { monthly: (380 + i * 35) * 100 * c.members.length },
      told,
      '补差金额漏算一人，按审批表改正',
    )
  }
  stop(world, early[3]!, '2025-11-30', '财产超过标准')
}

/** 20 town households, 24 people; four more have had it for years. */
function town(world: World): void {
  const homes = [...world.townHouseholds].sort((a, b) => b.people.length - a.people.length)
  homes.forEach((home, i) => {
    const earlier = i >= 4 && i < 8
    const on = earlier ? world.random.dayIn('2020-05-01', '2023-09-30') : world.random.dayIn('2025-01-08', '2025-12-05')
    grant(world, '城镇', home, on, home.people.slice(0, i < 4 ? 2 : 1))
  })
}

function grant(world: World, kind: '农村' | '城镇', home: Household, on: string, covered: Person[]): Case {
  const { random } = world
  const certificate = `${kind === '农村' ? 'N' : 'C'}${on.slice(0, 4)}-${home.number.slice(-7)}`
  const told = booked(on < opened ? opened : on, random.int(2, 12))
  const all = covered.length === home.people.length
  const old = covered.some((p) => seventyOn(p) <= on)
  const perHead = kind === '城镇' ? random.int(42, 74) * 10 : random.int(28, 62) * 10
  const id = world.record(
    dibao,
    {
      certificate,
      household: home.id,
      kind,
      class: random.pick(all ? ['A类', 'B类', 'B类'] : ['B类', 'C类']),
      applied_on: addDays(on, -random.int(18, 40)),
      granted_on: on,
      monthly: perHead * 100 * covered.length,
      cause: old ? random.pick(['年老', '因病', '因残']) : random.pick(['因病', '因残', '缺劳动力', '因学']),
      review_due: addMonths(on < '2025-01-01' ? `2025${on.slice(4)}`.replace('-02-29', '-02-28') : on, 12),
    },
    told,
  )
  const members = covered.map((person) => ({
    person,
    id: world.record(dibaoMember, { dibao: id, person: person.id, since: on }, told),
  }))
  return { id, certificate, household: home, grantedOn: on, members }
}

function elderFirst(home: Household, most: number): Person[] {
  return [...home.people].sort((a, b) => (a.bornOn < b.bornOn ? -1 : 1)).slice(0, Math.min(most, home.people.length))
}

/** Some leave: children found work, a member moved out, property came to light. */
function leave(world: World, old: Case[], lastYear: Case[]): void {
  for (const c of old.slice(0, 9)) stop(world, c, world.random.dayIn('2024-04-01', '2024-11-30'), '收入超过标准')
  for (const c of old.slice(9))
    stop(world, c, world.random.dayIn('2025-02-01', '2025-11-30'), world.random.pick(['收入超过标准', '自愿退出']))
  stop(world, lastYear[0]!, '2025-07-31', '财产超过标准')
}

function stop(world: World, c: Case, on: string, because: RowOf<typeof dibao>['stopped_because']): void {
  const told = booked(on, world.random.int(2, 9))
  world.correct(dibao, c.id, { stopped_on: on, stopped_because: because }, told, '复核后停保')
  for (const { id } of c.members)
    world.correct(dibaoMember, id, { until: on, left_because: '全户停保' }, told, '复核后停保')
}

/** Written down under the wrong household of two whose heads have like names, and voided when the list came back. */
function misplaced(world: World, home: Household): void {
  const id = world.record(
    dibao,
    {
      certificate: `N2025-${home.number.slice(-7)}X`,
      household: home.id,
      kind: '农村',
      granted_on: '2025-04-16',
      monthly: 46_000,
    },
    '2025-04-22',
  )
  world.void(dibao, id, '2025-05-09', '户主姓名相近，登记到了别人名下，县民政局名册上没有这一户')
}

/** 208 of the old people on 低保 have the subsidy at the end of 2025; a few who could have it have not applied yet. */
function elderly(world: World, old: Case[]): void {
  const { random } = world
  const elders = old
    .slice(0, -20)
    .flatMap((c) =>
      c.members.map(({ person }) => ({
        person,
        from: [c.grantedOn, seventyOn(person)].sort().at(-1)!,
      })),
    )
    .filter(({ from }) => from <= '2025-06-30')
    .sort((a, b) => (a.from < b.from ? 1 : -1))
  for (const [i, { person, from }] of elders.slice(0, 213).entries()) {
    const since = addMonths(`${from.slice(0, 7)}-01`, random.int(1, 4))
    const told = booked(since < opened ? opened : since, random.int(5, 20))
    const carer = random.next()
    const id = world.record(
      elderlySubsidy,
      {
        person: person.id,
        since,
        monthly: carer < 0.8 ? 10_000 : 20_000,
        paid_as: random.chance(0.75) ? '一卡通打卡' : '购买服务',
        self_care: carer < 0.8 ? '能自理' : carer < 0.93 ? '部分失能' : '完全失能',
      },
      told,
    )
    if (i < 208) continue
    if (i < 211) {
      const until = `2025-${['03-31', '06-30', '09-30'][i - 208]}`
      world.correct(
        elderlySubsidy,
        id,
        { until, stopped_because: '其他' },
        booked(until, 6),
        '本人改享县里另一项补贴，不再重复发放',
      )
    } else {
      world.void(elderlySubsidy, id, booked(told, 30), '与另一张名册重复申报，核对后作废')
    }
  }
}

/** 258 people in care at the end of 2025, 46 of them in a home. Returns who is or was in care. */
function extreme(world: World): Set<string> {
  const { random } = world
  const alone = world.people.filter(
    (p) =>
      livesHere(p) &&
      longRegistered(p.household) &&
      p.household.people.length === 1 &&
      !p.labour &&
      seventyOn(p) <= '2034-06-30',
  )
  const chosen = random.sample(alone, 261)
  const homes = [`${world.townshipName}敬老院`, `${world.townshipName}敬老院`, '县区域性养老服务中心']
  const firstTold = (since: string) => booked(since < opened ? opened : since, random.int(3, 15))
  const begin = (person: Person, care: '集中供养' | '分散供养', since: string, told = firstTold(since)) =>
    world.record(
      extremePoverty,
      {
        person: person.id,
        care,
        ...(care === '集中供养'
          ? { institution: random.pick(homes) }
          : { carer: `${person.household.village.name}照料员` }),
        self_care: random.pick(care === '集中供养' ? ['能自理', '半失能', '全失能'] : ['能自理', '能自理', '半失能']),
        monthly: (care === '集中供养' ? random.int(118, 152) : random.int(98, 112)) * 1_000,
        since,
      },
      told,
    )
  const end = (id: string, until: string, because: RowOf<typeof extremePoverty>['ended_because'], reason: string) =>
    world.correct(extremePoverty, id, { until, ended_because: because }, booked(until, random.int(2, 8)), reason)

  chosen.forEach((person, i) => {
    const sixty = addMonths(person.bornOn, 60 * 12)
    const earliest = sixty > '2012-01-01' ? addDays(sixty, 20) : '2012-01-01'
    const since = earliest < '2023-10-01' ? random.dayIn(earliest, '2023-10-31') : random.dayIn(earliest, '2024-12-31')
    const first = begin(person, i < 42 ? '集中供养' : '分散供养', since)
    if (i >= 42 && i < 46) {
      const until = random.dayIn('2025-02-10', '2025-10-20')
      end(first, until, '供养方式变更', '本人自愿入住供养机构')
      begin(person, '集中供养', addDays(until, 1), booked(until, 12))
    }
    if (i >= 258) end(first, random.dayIn('2025-03-01', '2025-11-20'), '收入财产超过标准', '年度复核后终止')
  })
  return new Set(chosen.map((p) => p.id))
}
