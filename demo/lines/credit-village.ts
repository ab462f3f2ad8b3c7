import type { RowOf } from '#define/ledger.ts'
import { addDays, addMonths } from '#kinds/day.ts'
import { creditAssessment, creditLoan } from '#township/credit-village/credit.ledger.ts'
import {
  collective,
  collectiveContract,
  collectiveIncome,
  enterprise,
} from '#township/credit-village/subject.ledger.ts'
import type { Village, World } from '../world.ts'
import { booked } from './booked.ts'
import { cadreName } from './cadre.ts'
import { longRegistered } from './long-registered.ts'

type Kind = '农户' | '新型农业经营主体' | '村集体经济组织'
type Grade = 'AAA' | 'AA' | 'A' | '暂不评级'

interface Subject {
  id: string
  kind: Kind
  village: Village
}

interface Assessed extends Subject {
  on: string
  grade: Grade
}

/** 10,000 yuan in fen. */
const wan = 1_000_000
const lines: Record<Kind, Record<Grade, number>> = {
  农户: { AAA: 20, AA: 10, A: 5, 暂不评级: 0 },
  新型农业经营主体: { AAA: 100, AA: 60, A: 30, 暂不评级: 0 },
  村集体经济组织: { AAA: 100, AA: 60, A: 30, 暂不评级: 0 },
}
const uses: Record<Kind, readonly string[]> = {
  农户: ['桑园管护和蚕具', '茶园管理', '生猪养殖', '购置农机具', '农家乐经营', '蔬菜种植'],
  新型农业经营主体: ['流动资金', '收购蚕茧', '扩建大棚', '购置加工设备', '土地流转租金'],
  村集体经济组织: ['茶叶加工厂房周转', '光伏电站维护', '集体桑园建设'],
}

/** Businesses and collectives, their assessment with all farm households in 2025, and the lending that followed. */
export function creditVillage(world: World): void {
  const collectives = world.villages.map((village, i) => collectiveOf(world, village, i))
  const enterprises = enterprisesOf(world)
  pilot(world, enterprises)
  const assessed = [
    ...households(world),
    ...enterprises.slice(0, 68).map((e) => assess(world, e, world.random.dayIn('2025-04-10', '2025-08-20'))),
    ...collectives.map((c) => assess(world, c, world.random.dayIn('2025-03-20', '2025-04-30'), 88)),
  ]
  lend(world, assessed)
}

function collectiveOf(world: World, village: Village, i: number): Subject {
  const { random } = world
  const id = world.record(
    collective,
    {
      code: `N${village.code}`,
      name: `${village.name}股份经济合作社`,
      area: village.code,
      head: cadreName(random),
      bank: '乡农商银行网点',
      registered_on: '2019-11-15',
    },
    '2024-01-09',
  )
  const contracts = [
    ['资产出租', '茶叶加工厂房', 3],
    ['土地流转', '集体机动地', 5],
    ['入股分红', '光伏电站', 10],
  ] as const
  contracts.slice(0, 2 + (i % 2)).forEach(([kind, subject, years], c) => {
    const since = `${2022 + c}-01-01`
    const yearly = random.int(8, 60) * 100_000
    const contract = world.record(
      collectiveContract,
      {
        collective: id,
        number: `${village.code.slice(-3)}-HT-${c + 1}`,
        subject,
        kind,
        partner: `${cadreName(random)}经营户`,
        yearly,
        since,
        until: addDays(addMonths(since, years * 12), -1),
      },
      booked('2024-01-11', c),
    )
    for (const year of [2024, 2025]) {
      income(
        id,
        year,
        `${year}-12-${10 + c}`,
        kind === '入股分红' ? '投资收益' : kind === '土地流转' ? '发包及上交收入' : '资产租金',
        yearly,
        contract,
      )
    }
  })
  for (const year of [2024, 2025]) income(id, year, `${year}-06-20`, '经营收入', random.int(10, 90) * 100_000)
  return { id, kind: '村集体经济组织', village }

  function income(of: string, year: number, on: string, kind: Income, amount: number, contract?: string): void {
    const voucher = `${year}-${on.slice(5).replace('-', '')}`
    world.record(
      collectiveIncome,
      { collective: of, received_on: on, kind, amount, voucher, ...(contract && { contract }) },
      booked(on, 4),
    )
  }
}

type Income = RowOf<typeof collectiveIncome>['kind']

const trades = [
  ['家庭农场', '家庭农场', '蚕桑种养'],
  ['农民合作社', '种养专业合作社', '蚕茧收购烘干'],
  ['农民合作社', '茶叶专业合作社', '茶叶加工'],
  ['家庭农场', '家庭农场', '大棚蔬菜'],
  ['农业企业', '农业发展有限公司', '农产品加工'],
  ['种养大户', '养殖户', '黑猪养殖'],
] as const

/** 74 businesses; the last six are closed or too new to be assessed. */
function enterprisesOf(world: World): Subject[] {
  const { random } = world
  const firsts = random.sample(
    [...'恒丰禾盛瑞嘉茂源和裕顺景润泰益宏清泽绿岭'].flatMap((a) => [...'农田谷园桑野'].map((b) => a + b)),
    74,
  )
  return firsts.map((first, i) => {
    const [kind, suffix, business] = trades[i % trades.length]!
    const village = world.villages[i % world.villages.length]!
    const fresh = i >= 71
    const founded = fresh ? random.dayIn('2025-10-08', '2025-11-20') : random.dayIn('2014-03-01', '2023-06-30')
    const id = world.record(
      enterprise,
      {
        ...(kind !== '种养大户' && { code: `99${village.code.slice(0, 6)}DM${String(i + 1).padStart(8, '0')}` }),
        name: `${village.name}${first}${suffix}`,
        kind,
        area: village.code,
        head: cadreName(random),
        business,
        founded_on: founded,
      },
      booked(fresh ? founded : '2024-01-10', 2),
    )
    if (i >= 68 && !fresh)
      world.correct(enterprise, id, { closed_on: '2024-11-30' }, booked('2024-12-02', 2), '已注销，补填日期')
    return { id, kind: '新型农业经营主体', village }
  })
}

/** Two villages tried it in 2024; what they did then is not of this year. */
function pilot(world: World, enterprises: readonly Subject[]): void {
  const { random, villages } = world
  const tried = world.households.filter((h) => longRegistered(h) && villages.indexOf(h.village) < 2)
  const assessed = random
    .sample(tried, 640)
    .map((h) => assess(world, { id: h.id, kind: '农户', village: h.village }, random.dayIn('2024-06-03', '2024-09-20')))
  assessed.push(...enterprises.slice(0, 12).map((e) => assess(world, e, random.dayIn('2024-07-01', '2024-09-10'))))
  const able = assessed.filter((a) => a.grade === 'AAA' || a.grade === 'AA')
  random.sample(able, 57).forEach((who, i) => {
    const lent = random.dayIn('2024-10-08', '2024-12-20')
    const repaid = i % 4 === 3 ? undefined : random.dayIn('2025-08-01', '2025-12-20')
    loan(
      world,
      who,
      `XY2024${String(i + 1).padStart(4, '0')}`,
      random.int(2, 10) * wan,
      lent,
      12 + (repaid ? 0 : 24),
      repaid,
    )
  })
}

function households(world: World): Assessed[] {
  const { random, villages } = world
  return world.households.map((household, i) => {
    const who: Subject = { id: household.id, kind: '农户', village: household.village }
    if (!longRegistered(household)) return assess(world, who, '2025-12-30')
    const month = 3 + Math.floor(villages.indexOf(household.village) * 0.6)
    const first = `2025-${String(month).padStart(2, '0')}-05`
    const assessed = assess(world, who, random.dayIn(first, addDays(first, 40)))
    if (i % 120 === 7) return assess(world, who, random.dayIn('2025-10-13', '2025-11-28'))
    return assessed
  })
}

function assess(world: World, who: Subject, on: string, least = 58): Assessed {
  const { random } = world
  const score = Math.min(99, Math.max(random.int(least, 98), random.int(least, 98)))
  const grade: Grade = score >= 90 ? 'AAA' : score >= 80 ? 'AA' : score >= 70 ? 'A' : '暂不评级'
  const limit = lines[who.kind][grade]
  world.record(
    creditAssessment,
    {
      subject: who.id,
      subject_kind: who.kind,
      collected_on: addDays(on, -random.int(5, 25)),
      assessed_on: on,
      score,
      grade,
      ...(limit && { credit_line: limit * wan }),
      chaired_by: `${who.village.name}党支部书记`,
    },
    booked(on, on === '2025-12-30' ? 1 : random.int(1, 6)),
  )
  return { ...who, on, grade }
}

/** 152 borrowers of 2025 (128 households, 20 businesses, 4 collectives), some with two loans: 1,686万元 together. */
function lend(world: World, assessed: readonly Assessed[]): void {
  const { random } = world
  const able = (kind: Kind, n: number) => {
    const best = assessed.filter((a) => a.kind === kind && a.grade === 'AAA' && a.on < '2025-10-01')
    const good = assessed.filter((a) => a.kind === kind && a.grade === 'AA' && a.on < '2025-10-01')
    return [...random.sample(best, Math.min(best.length, n)), ...random.sample(good, Math.max(0, n - best.length))]
  }
  let serial = 0
  const out = (borrowers: readonly Assessed[], loans: number, total: number, least: number) => {
    random.share(total, loans, least).forEach((amount, i) => {
      const who = borrowers[i % borrowers.length]!
      const later = i >= borrowers.length
      const lent = later ? random.dayIn('2025-11-20', '2025-12-19') : random.dayIn(addDays(who.on, 8), '2025-11-14')
      const contract = `XY2025${String(++serial).padStart(4, '0')}`
      const wrong = serial === 21
      const id = loan(world, who, contract, (wrong ? amount * 10 : amount) * wan, lent, random.pick([12, 24, 36]))
      if (wrong) world.correct(creditLoan, id, { amount: amount * wan }, booked(lent, 14), '多录一个零，按借款合同更正')
      if (serial === 40) {
        const twice = loan(world, who, `${contract}-1`, amount * wan, lent, 12)
        world.void(creditLoan, twice, booked(lent, 9), '与银行回单核对，同一笔贷款重复登记')
      }
    })
  }
  out(able('农户', 128), 140, 840, 2)
  out(able('新型农业经营主体', 20), 24, 700, 10)
  out(able('村集体经济组织', 4), 4, 146, 20)
}

function loan(
  world: World,
  who: Assessed,
  contract: string,
  amount: number,
  lent: string,
  months: number,
  repaid?: string,
): string {
  const { random } = world
  const id = world.record(
    creditLoan,
    {
      borrower: who.id,
      borrower_kind: who.kind,
      contract,
      bank: '乡农商银行网点',
      amount,
      rate: random.pick([345, 360, 395, 420]),
      use: random.pick(uses[who.kind]),
      lent_on: lent,
      due_on: addMonths(lent, months),
    },
    booked(lent, random.int(0, 4)),
  )
  if (repaid) world.correct(creditLoan, id, { repaid_on: repaid }, booked(repaid, 3), '贷款结清')
  return id
}
