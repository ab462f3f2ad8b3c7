import { addDays, addMonths } from '#kinds/day.ts'
import { jobFair, parkPlacement } from '#township/employment/job-fair.ledger.ts'
import { labourRegister } from '#township/employment/labour-register.ledger.ts'
import { employmentSubsidy } from '#township/employment/subsidy.ledger.ts'
import { employmentCheck, workSpell } from '#township/employment/work-spell.ledger.ts'
import type { Person, World } from '../world.ts'
import { booked } from './booked.ts'
import { postPeople, publicPosts } from './employment-posts.ts'
import {
  awayJob,
  countyJob,
  type Job,
  parkJob,
  place,
  placed,
  postSpell,
  type Spell,
  work,
  workshopJob,
} from './employment-spells.ts'
import { trainings } from './employment-training.ts'
import { livesHere } from './lives-here.ts'
import { longRegistered } from './long-registered.ts'

const opened = '2024-01-08'

/** People with work in 2025 and 2024: 4,076 and 3,883. In both years, in 2025 only, in 2024 only. */
const workers = { both: 3743, new: 333, gone: 140 }
const registeredAtEnd = 4580
const parkPeople = { both: 254, new: 110 }
const workshopPeople = 14
const countyPeople = 700

/** Who can work, who does and where, posts, trainings and subsidies. */
export function employment(world: World): void {
  const { random } = world
  const able = random
    .sample(world.people, world.people.length)
    .filter((p) => p.labour && !p.schooling && livesHere(p) && longRegistered(p.household) && p.bornOn < '2004-06-30')
  const alleviated = able.filter((p) => p.household.alleviated)
  const others = able.filter((p) => !p.household.alleviated)
  const [older, younger] = [
    alleviated.filter((p) => bornBefore(p, 1973)),
    alleviated.filter((p) => !bornBefore(p, 1973)),
  ]

  const stints = publicPosts(world, older.splice(0, postPeople.before), older.splice(0, postPeople.new))
  const spells = stints.map((stint) => postSpell(world, stint))
  const pool = [...younger, ...older.filter((p) => !bornBefore(p, 1966)), ...older.filter((p) => bornBefore(p, 1966))]
  const take = (count: number) => pool.splice(0, count)
  const fairs = jobFairs(world)

  const settledHere = take(countyPeople)
  const workshop = take(workshopPeople)
  const away = take(workers.both - postPeople.before - parkPeople.both - workshopPeople - countyPeople)
  spells.push(...workshop.map((p) => work(world, p, workshopJob(world), random.dayIn('2022-03-01', '2024-06-30'))))
  spells.push(
    ...settledHere.flatMap((p, i) => (i < 292 ? [placed2024(world, p, fairs)] : bothYears(world, p, countyJob))),
  )
  spells.push(...away.flatMap((p) => bothYears(world, p, awayJob)))
  spells.push(...parks(world, take(parkPeople.both), take(parkPeople.new), fairs))
  for (const person of take(workers.new - postPeople.new - parkPeople.new)) {
    spells.push(
      work(
        world,
        person,
        random.chance(0.8) ? awayJob(world) : countyJob(world),
        random.dayIn('2025-02-06', '2025-11-20'),
      ),
    )
  }
  const gone = take(workers.gone)
  for (const person of gone) {
    work(
      world,
      person,
      awayJob(world),
      random.dayIn('2021-02-20', '2023-11-30'),
      random.dayIn('2024-02-15', '2024-12-10'),
    )
  }

  register(world, [...new Set(spells.map((s) => s.person)), ...gone, ...pool, ...others])
  trainings(world, pool.slice(0, 160).concat(stints.slice(0, 60).map((s) => s.person)), others.slice(0, 120))
  subsidies(world, spells)
  checks(world, spells)
}

function bornBefore(person: Person, year: number): boolean {
  return person.bornOn < `${year}-01-01`
}

/** Worked in 2024 and 2025: most in one place all along, some changed, some came home in 2025. */
function bothYears(world: World, person: Person, jobOf: (world: World) => Job): Spell[] {
  const { random } = world
  const grown = addMonths(person.bornOn, 17 * 12)
  const earliest = grown > '2020-02-10' ? grown : '2020-02-10'
  const from = random.dayIn(earliest, '2024-06-30')
  const x = random.next()
  if (x < 0.22) {
    const moved = random.dayIn('2024-09-01', '2025-01-15')
    return [
      work(world, person, jobOf(world), from, moved),
      work(world, person, jobOf(world), random.dayIn('2025-02-10', '2025-06-15')),
    ]
  }
  return [work(world, person, jobOf(world), from, x < 0.28 ? random.dayIn('2025-03-10', '2025-11-20') : undefined)]
}

function placed2024(world: World, person: Person, fairs: string[]): Spell {
  const on = world.random.dayIn('2024-02-26', '2024-11-30')
  return placed(world, person, on, on < '2024-06-01' && world.random.chance(0.4) ? fairs[0] : undefined)
}

/** 364 people in 2025; six of them a second time after the first company let them go. */
function parks(world: World, both: Person[], fresh: Person[], fairs: string[]): Spell[] {
  const { random } = world
  const earlier = both.map((p) =>
    work(world, p, awayJob(world), random.dayIn('2021-03-01', '2023-12-20'), random.dayIn('2024-03-01', '2024-12-20')),
  )
  const after = (on: string) =>
    random.chance(0.55) ? fairs.slice(1).findLast((_, i) => fairDays[i + 1]! <= on) : undefined
  const now = [...both, ...fresh].map((person, i) => {
    const on = random.dayIn('2025-02-10', '2025-11-28')
    if (i >= 6) return placed(world, person, on, after(on))
    const second = random.dayIn('2025-06-01', '2025-08-30')
    place(world, person, parkJob(world), '2025-02-2' + i, undefined)
    return placed(world, person, second, after(second))
  })
  const promised = place(world, fresh[20]!, parkJob(world), '2025-01-10', undefined)
  world.void(parkPlacement, promised, '2025-02-14', '只达成意向，当天没有上岗')
  return [...earlier, ...now]
}

const fairDays = ['2024-02-22', '2025-02-08', '2025-05-16', '2025-09-12']

function jobFairs(world: World): string[] {
  const { random } = world
  return fairDays.map((on, i) =>
    world.record(
      jobFair,
      {
        title: `${on.slice(0, 4)}年${['春风行动', '春风行动', '返乡青年', '秋季'][i]}招聘会`,
        area: world.township,
        held_on: on,
        place: '乡文化广场',
        enterprises: random.int(18, 34),
        openings: random.int(620, 1450),
        visitors: random.int(480, 1100),
        agreed: random.int(90, 260),
        organiser: '县人社局、乡人民政府',
      },
      booked(on, 3),
    ),
  )
}

/** 4,580 files stand at the end of 2025; 25 were closed before. */
function register(world: World, people: Person[]): void {
  const { random } = world
  people.slice(0, registeredAtEnd + 25).forEach((person, i) => {
    const late = i >= workers.both && i < workers.both + workers.new
    const on = late ? random.dayIn('2024-03-01', '2025-01-31') : random.dayIn('2021-04-01', '2023-11-30')
    const id = world.record(
      labourRegister,
      {
        person: person.id,
        registered_on: on,
        ...(random.chance(0.4) && {
          skill: random.pick(['养蚕', '缝纫', '电工', '瓦工', '木工', '会开挖掘机', '厨师', '采茶制茶']),
        }),
        intention:
          i < 4216
            ? random.pick(['愿意外出', '愿意外出', '愿意就近就业'])
            : random.pick(['愿意就近就业', '在家发展产业', '暂无就业意愿']),
        ...(random.chance(0.5) && { service: random.pick(['岗位信息', '技能培训', '创业扶持', '不需要']) }),
        wants_training: random.chance(0.35),
      },
      booked(on < opened ? opened : on, random.int(1, 20)),
    )
    if (i < registeredAtEnd) return
    const until = random.dayIn('2024-06-01', '2025-11-30')
    const because = bornBefore(person, 1965) ? '超过劳动年龄' : random.pick(['丧失劳动能力', '其他'])
    world.correct(
      labourRegister,
      id,
      { removed_on: until, removed_because: because },
      booked(until, 5),
      '年度核对劳动力档案',
    )
  })
}

type Place = '县内' | '县外' | '帮扶车间'

/**
 * 1,574 applications in 2025, 800,200 yuan: 411 inside the county, 1,059 outside, 7 in workshops, and 97 where nobody has written down the
 * place of work.
 */
function subsidies(world: World, spells: Spell[]): void {
  const { random } = world
  const steady = random
    .sample(spells, spells.length)
    .filter((s) => s.from < '2025-06-30' && (s.until ?? '9999') > '2025-10-31')
  const seen = new Set<string>()
  const choose = (fits: (s: Spell) => boolean, count: number) => {
    const found = steady.filter((s) => !seen.has(s.person.id) && fits(s)).slice(0, count)
    for (const s of found) seen.add(s.person.id)
    return found
  }
  const near = (s: Spell) =>
    s.job.place === '县内' &&
    (s.job.channel === '自主就业' || s.job.channel === '亲友介绍' || s.job.channel === '园区招工')
  const rows = (found: Spell[], yuan: (i: number) => number, at?: Place) =>
    found.map((s, i) => ({ s, at, amount: yuan(i) * 100 }))
  const unplaced = [...choose(near, 60), ...choose((s) => s.job.place === '省外', 37)]
  const inCounty = choose(near, 411)
  const all = [
    ...rows(
      choose((s) => s.job.place === '省外', 900),
      () => 500,
      '县外',
    ),
    ...rows(
      choose((s) => s.job.place === '省内市外', 120),
      () => 400,
      '县外',
    ),
    ...rows(
      choose((s) => s.job.place === '市内县外', 39),
      () => 300,
      '县外',
    ),
    ...rows(
      choose((s) => s.job.channel === '帮扶车间', 7),
      () => 1000,
      '帮扶车间',
    ),
    ...rows(inCounty, (i) => (i < 255 ? 600 : 500), '县内'),
    ...rows(unplaced, (i) => (i < 40 ? 600 : 500)),
  ]
  for (const [i, { s, at, amount }] of all.entries()) apply(world, s, 2025, at, amount, i)
  for (const s of choose((s) => s.job.place === '省外', 2)) {
    const id = apply(world, s, 2025, '县外', 50_000, -1)
    world.void(employmentSubsidy, id, '2025-12-25', '公示期有人反映已返乡一年，核实后退回补贴、作废申报')
  }

  const lastYear = random
    .sample(spells, spells.length)
    .filter(
      (s) =>
        s.from < '2024-06-30' &&
        (s.until ?? '9999') > '2024-11-01' &&
        s.job.channel !== '公益性岗位' &&
        s.job.channel !== '帮扶车间',
    )
  const once = [...new Map(lastYear.map((s) => [s.person.id, s])).values()].slice(0, 1406)
  for (const s of once)
    apply(
      world,
      s,
      2024,
      s.job.place === '县内' ? '县内' : '县外',
      { 县内: 60_000, 市内县外: 30_000, 省内市外: 40_000, 省外: 50_000 }[s.job.place],
      100,
    )
}

/** One application, paid before the year closes. The first few were first written down with a slip. */
function apply(world: World, s: Spell, year: number, at: Place | undefined, amount: number, i: number): string {
  const { random } = world
  const on = random.dayIn(`${year}-09-02`, `${year}-11-20`)
  const approved = addDays(on, random.int(6, 14))
  const paid = approved < `${year}-10-25` ? `${year}-10-30` : `${year}-12-16`
  const months = 12 - (s.from.slice(0, 4) === String(year) ? Number(s.from.slice(5, 7)) - 1 : 0)
  const slip = i >= 0 && i < 8
  const late = i >= 1100 && i < 1106
  const id = world.record(
    employmentSubsidy,
    {
      person: s.person.id,
      year,
      ...(at && !late && { place: at, county: s.job.county }),
      ...(at && { months: Math.max(3, months) }),
      evidence: random.pick(at ? ['劳动合同', '工资流水', '务工证明', '村级核实'] : ['村级核实']),
      applied_on: on,
      approved_on: approved,
      amount: slip ? amount / 10 : amount,
      paid_on: paid,
    },
    booked(paid, random.int(1, 4)),
  )
  if (slip) world.correct(employmentSubsidy, id, { amount }, `${year}-12-24`, '少录一个零，按打卡清单改正')
  if (late)
    world.correct(
      employmentSubsidy,
      id,
      { place: at!, county: s.job.county },
      `${year}-12-26`,
      '电话核实后补登就业区域',
    )
  return id
}

const rounds = [
  ['2025-03-10', '2025-03-28'],
  ['2025-06-09', '2025-06-27'],
  ['2025-09-08', '2025-09-26'],
] as const

/** Three rounds of calls in 2025: place, time and basics compared with what the person says. */
function checks(world: World, spells: Spell[]): void {
  const { random } = world
  const away = spells.filter((s) => s.job.place !== '县内' && s.from < '2025-03-01' && !s.until)
  for (const [i, s] of random.sample(away, 640).entries()) {
    const [first, last] = rounds[i % 3]!
    const on = random.dayIn(first, last)
    const outcome = random.pick(['本人接听', '本人接听', '本人接听', '本人接听', '家人接听', '无人接听', '号码有误'])
    const reached = outcome === '本人接听' || outcome === '家人接听'
    const moved = reached && random.chance(0.05)
    const mended = booked(on, 6)
    world.record(
      employmentCheck,
      {
        person: s.person.id,
        spell: s.id,
        checked_on: on,
        checker: `乡青年干部${['甲', '乙', '丙', '丁', '戊'][i % 5]}`,
        outcome,
        ...(reached && { place_right: !moved, time_right: random.chance(0.97), basics_right: random.chance(0.98) }),
        ...(moved && { said: '已换到别的县上班', mended_on: mended }),
      },
      booked(on, 1),
    )
    if (moved)
      world.correct(
        workSpell,
        s.id,
        { county: awayJob(world).county, monitored_on: on },
        mended,
        '电话核查发现务工地点不符，按本人所述改正',
      )
  }
}
