import { addDays, addMonths } from '#kinds/day.ts'
import { microloan, microloanRepayment } from '#township/finance/microloan.ledger.ts'
import type { Household, Person, World } from '../world.ts'
import { booked } from './booked.ts'
import { livesHere } from './lives-here.ts'
import { longRegistered } from './long-registered.ts'

const opened = '2024-01-08'
const uses = [
  ['养殖业', '添置蚕具、扩建蚕室'],
  ['养殖业', '购买种猪和饲料'],
  ['养殖业', '养殖土鸡'],
  ['种植业', '新栽桑园'],
  ['种植业', '搭建蔬菜大棚'],
  ['种植业', '流转土地种粮'],
  ['林果业', '茶园改造'],
  ['林果业', '油茶抚育'],
  ['农产品加工', '购置茶叶加工机械'],
  ['商贸物流', '购置农用运输车'],
  ['乡村旅游', '改造农家乐'],
] as const
/** Rates in hundredths of a percent: up to a year, and longer. */
const rates: Record<string, readonly [number, number]> = {
  2022: [365, 430],
  2023: [345, 420],
  2024: [335, 385],
  2025: [300, 350],
}

interface Loan {
  id: string
  contract: string
  borrowed: Household
  amount: number
  lentOn: string
  dueOn: string
}

/** Microloans of 2022 to 2025: 138 households and 5.95 million yuan in 2025, everything that fell due paid back by the year's end. */
export function finance(world: World): void {
  const { random } = world
  const eligible = random
    .sample(world.households, world.households.length)
    .filter((home) => home.alleviated && longRegistered(home) && borrowerOf(home))
  const next = (count: number) => eligible.splice(0, count)

  const old = [
    ...next(40).map((home) => lend(world, home, evenAmount(world), random.dayIn('2022-03-01', '2022-11-30'), 36)),
    ...next(60).map((home) =>
      lend(world, home, evenAmount(world), random.dayIn('2023-02-15', '2023-11-30'), random.pick([24, 24, 36])),
    ),
    ...next(119).map((home) =>
      lend(world, home, evenAmount(world), random.dayIn('2024-02-20', '2024-12-10'), random.pick([12, 12, 24, 36])),
    ),
  ]
  const due = old.filter((loan) => loan.dueOn <= '2025-12-20').sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
  const late = due.find((loan) => loan.dueOn > '2025-06-16')!
  const extended = due.filter((loan) => loan.lentOn > '2024-01-01' && loan.dueOn > '2025-09-01').slice(0, 2)
  for (const loan of due) {
    if (extended.includes(loan)) extend(world, loan)
    else repay(world, loan, loan === late ? addDays(loan.dueOn, 18) : addDays(loan.dueOn, -random.int(1, 25)))
  }
  for (const loan of old.filter((l) => l.dueOn > '2025-12-31').slice(0, 12)) {
    const on = random.dayIn('2025-03-01', '2025-11-30')
    if (on > loan.lentOn) payBack(world, loan, Math.round(loan.amount / 200_000) * 100_000, on, 'P')
  }

  const again = due
    .filter((loan) => loan !== late && !extended.includes(loan) && loan.dueOn < '2025-11-10')
    .slice(0, 26)
  lend2025(world, next(138 - again.length), again)
}

/** 86 households borrow 50,000 yuan each and 52 less; three draw theirs in two loans. */
function lend2025(world: World, fresh: Household[], again: Loan[]): void {
  const { random } = world
  const amounts = [...Array<number>(86).fill(50), ...random.share(5950 - 86 * 50, 52, 15)].map(
    (thousand) => thousand * 100_000,
  )
  const mixed = random.sample(amounts, amounts.length)
  fresh.forEach((home, i) => {
    const on = random.dayIn('2025-01-10', '2025-12-08')
    const amount = mixed[i]!
    if (i < 3) {
      const first = Math.round(amount / 200_000) * 100_000
      lend(world, home, first, '2025-03-1' + i, 12)
      lend(world, home, amount - first, '2025-08-2' + i, 24)
      return
    }
    const loan = lend(world, home, amount, on, random.pick([12, 12, 24, 36]), i === 5 ? amount / 10 : amount)
    if (i === 5) world.correct(microloan, loan.id, { amount }, booked(on, 40), '金额少录一个零，按借款合同改正')
    if (i === 8) {
      const twice = lend(world, home, amount, on, 12, amount, '重')
      world.void(microloan, twice.id, booked(on, 35), '银行名单里重复的一笔，按合同号核对后作废')
    }
  })
  again.forEach((loan, i) => {
    const amount = mixed[fresh.length + i]!
    lend(world, loan.borrowed, amount, addDays(loan.dueOn, random.int(2, 30)), 12, amount, '续')
  })
}

function borrowerOf(home: Household): Person | undefined {
  return home.people.find((p) => p.labour && livesHere(p) && p.bornOn > '1965-12-31' && p.bornOn < '2002-12-31')
}

function evenAmount({ random }: World): number {
  return random.pick([20, 30, 30, 40, 50, 50, 50]) * 100_000
}

/** Puts a loan into the books; `keyed` is what the clerk typed. */
function lend(
  world: World,
  home: Household,
  amount: number,
  on: string,
  months: number,
  keyed = amount,
  mark = '',
): Loan {
  const { random } = world
  const contract = `XD${on.replaceAll('-', '')}${home.number.slice(-6)}${mark}`
  const dueOn = addMonths(on, months)
  const [purpose, detail] = random.pick(uses)
  const [short, long] = rates[on.slice(0, 4)]!
  const id = world.record(
    microloan,
    {
      contract,
      household: home.id,
      borrower: borrowerOf(home)!.id,
      bank: random.pick(['县农村商业银行', '县农村商业银行', '邮政储蓄银行县支行']),
      amount: keyed,
      lent_on: on,
      due_on: dueOn,
      granted_as: mark === '续' ? '续贷' : '新贷',
      purpose,
      purpose_detail: detail,
      rate: months <= 12 ? short : long,
      subsidised: true,
    },
    booked(on < opened ? opened : on, random.int(2, 15)),
  )
  return { id, contract, borrowed: home, amount, lentOn: on, dueOn }
}

function repay(world: World, loan: Loan, on: string): void {
  const half = Math.round(loan.amount / 200_000) * 100_000
  const earlier = addDays(on, -world.random.int(20, 90))
  if (world.random.chance(0.3) && earlier > loan.lentOn) {
    payBack(world, loan, half, earlier, 'A')
    payBack(world, loan, loan.amount - half, on, 'B')
  } else payBack(world, loan, loan.amount, on, 'A')
}

function payBack(world: World, loan: Loan, principal: number, on: string, part: string): void {
  world.record(
    microloanRepayment,
    { receipt: `HK${loan.contract.slice(2)}${part}`, loan: loan.id, paid_on: on, principal, paid_by: '借款户自还' },
    booked(on, world.random.int(1, 8)),
  )
}

function extend(world: World, loan: Loan): void {
  const to = addMonths(loan.dueOn, 6)
  world.correct(
    microloan,
    loan.id,
    { extended_to: to },
    booked(addDays(loan.dueOn, -12), 2),
    '到期前经银行同意办理展期',
  )
}
