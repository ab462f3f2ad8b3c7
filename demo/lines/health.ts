import { addDays, ageOn } from '#kinds/day.ts'
import { familyDoctor } from '#township/health/family-doctor.ledger.ts'
import { medicalCover } from '#township/health/medical-cover.ledger.ts'
import { medicalExpense } from '#township/health/medical-expense.ledger.ts'
import { seriousIllness } from '#township/health/serious-illness.ledger.ts'
import { inventPhone } from '../names.ts'
import type { Person, World } from '../world.ts'
import { booked } from './booked.ts'
import { cadreName } from './cadre.ts'
import { livesHere } from './lives-here.ts'
import { helpedHouseholds } from './monitored.ts'

const diseases = [
  '肺癌',
  '胃癌',
  '乳腺癌',
  '终末期肾病',
  '脑卒中',
  '急性心肌梗死',
  '慢性阻塞性肺疾病',
  '儿童先天性心脏病',
  '肝硬化',
  '结直肠癌',
] as const

/** Medical cover and expenses of helped households, their family doctors, and illness newly found in the township. */
export function health(world: World): void {
  const people = helpedHouseholds(world).flatMap((h) => h.people)
  cover(world, people)
  expenses(world, people.filter(livesHere))
  doctors(world, people)
  illness(world)
}

function cover(world: World, people: Person[]): void {
  const { random } = world
  people.forEach((person, i) => {
    const born = person.bornOn > '2025-01-01'
    if (!born && !person.settled) return
    if (i % 900 === 77) return
    const employee = person.labour && random.chance(0.06)
    const enrolled = born ? addDays(person.bornOn, 10) : random.dayIn('2025-01-06', '2025-02-25')
    const aided = !employee && random.chance(0.35)
    const id = world.record(
      medicalCover,
      {
        person: person.id,
        kind: employee ? '城镇职工基本医疗保险' : '城乡居民基本医疗保险',
        serious_illness: true,
        supplementary: i % 3 === 0,
        ...(!employee && { contribution: aided ? 20_000 : 40_000, ...(aided && { subsidy: 20_000 }) }),
        enrolled_on: enrolled,
        from_day: born ? person.bornOn : '2025-01-01',
        until_day: '2025-12-31',
      },
      born ? '2025-12-31' : booked('2025-02-26', i % 3),
    )
    if (i % 701 === 3 && !born) world.correct(medicalCover, id, { supplementary: true }, '2025-05-15', '补录惠民保')
  })
}

function expenses(world: World, people: Person[]): void {
  const { random } = world
  const sick = people.filter((p) => p.health !== '健康')
  const fen = (yuan: number) => Math.round(yuan) * 100
  const settledAlready = new Set<string>()
  for (const [year, cases] of [
    [2024, 390],
    [2025, 640],
  ] as const) {
    for (let i = 0; i < cases; i++) {
      const person = random.pick(i % 5 ? sick : people)
      const [level, hospital] = random.pick([
        ['乡镇卫生院', '乡卫生院'],
        ['县内医院', '县人民医院'],
        ['县内医院', '县中医院'],
        ['市级医院', '市第一人民医院'],
        ['省级医院', '省立医院'],
      ] as const)
      const kind = i % 4 === 1 ? '门诊慢特病' : person.health === '患有大病' && i % 2 ? '大病专项救治' : '住院'
      const near = level === '乡镇卫生院' || level === '县内医院'
      const yuan =
        kind === '门诊慢特病' ? random.int(300, 2600) : near ? random.int(1800, 14_000) : random.int(9000, 68_000)
      const basic = yuan * (near ? 0.76 : 0.6)
      const serious = yuan > 22_000 ? (yuan - basic - 4000) * 0.55 : 0
      const aided = (yuan - basic - serious) * (random.chance(0.5) ? 0.55 : 0.2)
      const settled = random.dayIn(`${year}-01-${year === 2024 ? 15 : 10}`, `${year}-12-15`)
      if (settledAlready.has(person.id + settled)) continue
      settledAlready.add(person.id + settled)
      const parts = { total: fen(yuan), basic_paid: fen(basic), serious_paid: fen(serious), aid_paid: fen(aided) }
      world.record(
        medicalExpense,
        {
          person: person.id,
          kind,
          hospital,
          level,
          ...(kind !== '门诊慢特病' && { admitted_on: addDays(settled, -random.int(5, 16)) }),
          settled_on: settled,
          ...parts,
          own_paid: parts.total - parts.basic_paid - parts.serious_paid - parts.aid_paid,
          pay_later: near && kind !== '门诊慢特病',
          one_stop: near || random.chance(0.6),
        },
        booked(settled, random.int(4, 12)),
      )
    }
  }
}

function doctors(world: World, people: Person[]): void {
  const { random } = world
  const clinic = new Map(
    world.villages.map((v) => [
      v,
      { clinic: `${v.name}卫生室`, doctor: cadreName(random), doctor_phone: inventPhone(random) },
    ]),
  )
  const groupOf = (p: Person) => {
    if (p.health === '残疾') return '残疾人'
    if (p.health === '长期慢性病') return Number(p.bornOn.slice(-1)) % 3 ? '高血压' : '糖尿病'
    if (ageOn(p.bornOn, '2025-01-01') >= 65) return '老年人'
    return p.health === '患有大病' ? '一般人群' : undefined
  }
  for (const person of people.filter(livesHere)) {
    const group = groupOf(person)
    if (!group) continue
    for (const year of [2024, 2025]) {
      if (year === 2024 && random.chance(0.7)) continue
      const signed = random.dayIn(`${year}-01-08`, `${year}-04-25`)
      const id = world.record(
        familyDoctor,
        {
          person: person.id,
          ...clinic.get(person.household.village)!,
          group,
          signed_on: signed,
          expires_on: `${year}-12-31`,
        },
        booked(signed, 5),
      )
      if (group !== '老年人' && random.chance(0.12)) {
        const followed = random.dayIn(`${year}-06-01`, `${year}-12-10`)
        world.correct(
          familyDoctor,
          id,
          { followed_up_on: followed, advice: '按时服药，定期复查' },
          booked(followed, 3),
          '家庭医生随访',
        )
      }
    }
  }
}

function illness(world: World): void {
  const { random } = world
  const patients = random.sample(
    world.people.filter((p) => livesHere(p) && p.health === '患有大病'),
    81,
  )
  patients.forEach((person, i) => {
    const year = i < 38 ? 2024 : 2025
    const diagnosed = random.dayIn(`${year}-01-12`, `${year}-12-05`)
    const child = person.bornOn > '2010'
    const id = world.record(
      seriousIllness,
      {
        person: person.id,
        disease: child ? '儿童先天性心脏病' : random.pick(diseases.filter((d) => d !== '儿童先天性心脏病')),
        hospital: random.pick(['市第一人民医院', '省立医院', '县人民医院'] as const),
        diagnosed_on: diagnosed,
        found_by: random.pick(['医保数据推送', '卫健数据推送', '网格员摸排', '村医报告', '本人申报'] as const),
        special_treatment: random.chance(0.7),
        burden: random.pick(['负担可控', '负担可控', '负担较重', '负担很重'] as const),
      },
      booked(diagnosed, 8),
    )
    const guided = addDays(diagnosed, 20)
    if (guided < '2025-12-20')
      world.correct(seriousIllness, id, { guided_on: guided }, booked(guided, 2), '村医上门指导')
  })
}
