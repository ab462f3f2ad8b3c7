import { insuranceClaim, insurancePolicy } from '#township/insurance/policy.ledger.ts'
import type { Household, Person, World } from '../world.ts'
import { booked } from './booked.ts'
import { cadreName } from './cadre.ts'
import { livesHere } from './lives-here.ts'
import { longRegistered } from './long-registered.ts'
import { helpedHouseholds } from './monitored.ts'
import { stageIn } from './stage-in.ts'

/** Fen by the stage that a pupil was admitted to, and how many claimed in 2024 and 2025: 51 people and 7.7万元 in 2025. */
const admissions = [
  { stage: '普通高中', amount: 100_000, people: { 2024: 15, 2025: 17 } },
  { stage: '高职高专', amount: 150_000, people: { 2024: 14, 2025: 16 } },
  { stage: '本科', amount: 200_000, people: { 2024: 15, 2025: 18 } },
] as const

/** Policies of helped households, and what was claimed on them. */
export function insurance(world: World): void {
  const households = helpedHouseholds(world).filter(longRegistered)
  for (const year of [2024, 2025] as const) {
    const policies = insure(world, households, year)
    const insured = households.flatMap((h) => h.people).filter(livesHere)
    admitted(world, insured, policies, year)
    otherClaims(world, insured, policies, year)
  }
}

function insure(world: World, households: Household[], year: number): Map<Household, string> {
  return new Map(
    households.map((household, i) => [
      household,
      world.record(
        insurancePolicy,
        {
          household: household.id,
          product: '防贫保综合保险',
          number: `FPB${year}${String(i + 1).padStart(5, '0')}`,
          insurer: '县财产保险支公司',
          insured: household.people.length,
          premium: household.people.length * 5000,
          paid_by: '县级财政',
          from_day: `${year}-03-01`,
          until_day: `${year + 1}-02-28`,
        },
        booked(`${year}-03-01`, 4 + (i % 3)),
      ),
    ]),
  )
}

function admitted(world: World, insured: Person[], policies: Map<Household, string>, year: 2024 | 2025): void {
  const { random } = world
  for (const { stage, amount, people } of admissions) {
    const fresh = insured.filter((p) => stageIn(p, year) === stage && stageIn(p, year - 1) !== stage)
    random.sample(fresh, people[year]).forEach((person, i) => {
      const claimed = random.dayIn(`${year}-08-12`, `${year}-10-20`)
      const slip = i === 3
      const id = world.record(
        insuranceClaim,
        {
          person: person.id,
          policy: policies.get(person.household)!,
          item: '教育升学补助',
          cause: `考取${stage}`,
          claimed_on: claimed,
          amount: slip ? amount * 10 : amount,
          handled_by: cadreName(random),
        },
        booked(claimed, 1),
      )
      if (slip) world.correct(insuranceClaim, id, { amount }, booked(claimed, 12), '金额多写一个零')
      const paid = random.dayIn(`${year}-11-03`, `${year}-12-12`)
      world.correct(insuranceClaim, id, { paid_on: paid }, booked(paid, 2), '理赔款到账')
    })
  }
}

function otherClaims(world: World, insured: Person[], policies: Map<Household, string>, year: 2024 | 2025): void {
  const { random } = world
  random.sample(insured, year === 2024 ? 48 : 63).forEach((person) => {
    const claimed = random.dayIn(`${year}-03-20`, `${year}-11-25`)
    const item = random.pick([
      '住院医疗补偿',
      '住院医疗补偿',
      '意外伤害补偿',
      '自然灾害补偿',
      '家庭财产损失补偿',
    ] as const)
    world.record(
      insuranceClaim,
      {
        person: person.id,
        policy: policies.get(person.household)!,
        item,
        claimed_on: claimed,
        amount: random.int(4, 60) * 10_000,
        handled_by: cadreName(random),
      },
      booked(claimed, 3),
    )
  })
}
