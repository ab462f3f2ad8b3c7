import type { RowOf } from '#define/ledger.ts'
import { addDays } from '#kinds/day.ts'
import { dropoutWatch } from '#township/education/dropout-watch.ledger.ts'
import { educationAid } from '#township/education/education-aid.ledger.ts'
import { studentLoan } from '#township/education/student-loan.ledger.ts'
import type { Household, Person, World } from '../world.ts'
import { booked } from './booked.ts'
import { cadreName } from './cadre.ts'
import { livesHere } from './lives-here.ts'
import { helpedHouseholds } from './monitored.ts'
import { stageIn } from './stage-in.ts'

type Aid = RowOf<typeof educationAid>

interface Rate {
  stages: readonly Aid['stage'][]
  boarding?: boolean
  /** Fen a term. */
  amount: number
  /** Pupil-terms in 2024 and 2025. */
  terms: { 2024: number; 2025: number }
}

const items: readonly (readonly [Aid['item'], readonly Rate[]])[] = [
  ['幼儿资助', [{ stages: ['学前教育'], amount: 40_000, terms: { 2024: 158, 2025: 164 } }]],
  [
    '义务教育两免一补',
    [
      { stages: ['小学'], boarding: true, amount: 62_500, terms: { 2024: 320, 2025: 306 } },
      { stages: ['初中'], boarding: true, amount: 75_000, terms: { 2024: 388, 2025: 400 } },
      { stages: ['小学'], boarding: false, amount: 31_250, terms: { 2024: 131, 2025: 120 } },
      { stages: ['初中'], boarding: false, amount: 37_500, terms: { 2024: 46, 2025: 50 } },
      // One pupil changed school in mid-term and got the part of the term that was left.
      { stages: ['小学'], boarding: true, amount: 60_000, terms: { 2024: 0, 2025: 1 } },
    ],
  ],
  ['普通高中免学费', [{ stages: ['普通高中'], amount: 18_000, terms: { 2024: 226, 2025: 240 } }]],
  ['中高职免学费', [{ stages: ['中职', '高职高专'], amount: 150_000, terms: { 2024: 212, 2025: 228 } }]],
]

const schools: Record<string, readonly string[]> = {
  学前教育: ['乡中心幼儿园', '乡第二幼儿园', '阳光幼儿园'],
  小学: ['乡中心小学', '乡第二小学', '东片完全小学'],
  初中: ['乡初级中学', '九年一贯制学校初中部'],
  普通高中: ['县第一中学', '县第二中学', '县实验高级中学'],
  中职: ['县职业技术学校', '市工业学校'],
  高职高专: ['市职业技术学院', '省职业学院', '省工程职业学院'],
  本科: ['省农业大学', '省师范大学', '省理工大学', '市学院'],
}

/** School aid by pupil and term, student loans, and the few children who were watched for dropping out. */
export function education(world: World): void {
  const helped = new Set(helpedHouseholds(world))
  const young = world.people.filter((p) => p.bornOn > '2001' && livesHere(p))
  for (const year of [2024, 2025] as const) {
    for (const [item, rates] of items) aid(world, item, rates, year, young, helped)
    loans(world, year)
  }
  watch(world)
}

/** Pupils of helped households first, then others in the order of a draw; each gets both terms where the stage allows. */
function aid(
  world: World,
  item: Aid['item'],
  rates: readonly Rate[],
  year: 2024 | 2025,
  young: Person[],
  helped: Set<Household>,
): void {
  const { random } = world
  const left = rates.map((rate) => rate.terms[year])
  const pupils = random.sample(young, young.length)
  const order = [...pupils.filter((p) => helped.has(p.household)), ...pupils.filter((p) => !helped.has(p.household))]
  let serial = 0
  for (const pupil of order) {
    const boards = random.chance(0.72)
    for (const autumn of [false, true]) {
      const now = stageIn(pupil, autumn ? year : year - 1)
      const stageOf = (r: number) => rates[r]!.stages.find((stage) => stage === now)
      const fits = (r: number, strictly: boolean) =>
        left[r]! > 0 && stageOf(r) !== undefined && (!strictly || (rates[r]!.boarding ?? boards) === boards)
      const all = rates.map((_, r) => r)
      const chosen = all.find((r) => fits(r, true)) ?? all.find((r) => fits(r, false))
      const stage = chosen === undefined ? undefined : stageOf(chosen)
      if (chosen === undefined || !stage) continue
      left[chosen]!--
      grant(world, item, rates[chosen]!, pupil, stage, year, autumn, serial++, helped.has(pupil.household))
    }
    if (left.every((n) => n === 0)) return
  }
  throw new Error(`${year}年“${item}”还差 ${left.join('、')} 人次，学生不够。`)
}

function grant(
  world: World,
  item: Aid['item'],
  rate: Rate,
  pupil: Person,
  stage: Aid['stage'],
  year: number,
  autumn: boolean,
  serial: number,
  helped: boolean,
): void {
  const { random } = world
  const paid = autumn ? random.dayIn(`${year}-10-27`, `${year}-12-12`) : random.dayIn(`${year}-04-21`, `${year}-06-20`)
  const slip = serial % 97 === 11
  const id = world.record(
    educationAid,
    {
      person: pupil.id,
      item,
      stage,
      school: school(pupil, stage),
      ...(rate.boarding !== undefined && { boarding: rate.boarding }),
      school_year: autumn ? `${year}-${year + 1}` : `${year - 1}-${year}`,
      term: autumn ? '秋季学期' : '春季学期',
      basis: helped
        ? pupil.household.alleviated
          ? '脱贫户'
          : '监测对象'
        : random.pick(['其他家庭经济困难', '其他家庭经济困难', '低保', '残疾'] as const),
      amount: slip ? rate.amount * 2 : rate.amount,
      applied_on: addDays(paid, -random.int(25, 45)),
      paid_on: paid,
    },
    booked(paid, random.int(1, 8)),
  )
  if (slip)
    world.correct(educationAid, id, { amount: rate.amount }, booked(paid, 16), '误按全学年标准填写，应为一学期标准')
  if (serial % 211 === 5) {
    const wrong = world.record(
      educationAid,
      {
        person: pupil.id,
        item: '其他',
        stage,
        school: school(pupil, stage),
        school_year: `${year - 1}-${year}`,
        term: '春季学期',
        basis: '其他家庭经济困难',
        amount: rate.amount,
        paid_on: paid,
      },
      booked(paid, 9),
    )
    world.void(educationAid, wrong, booked(paid, 14), '与已发放项目重复登记')
  }
}

function school(pupil: Person, stage: string): string {
  const names = schools[stage]!
  return names[Number(pupil.bornOn.slice(-2)) % names.length]!
}

function loans(world: World, year: 2024 | 2025): void {
  const { random } = world
  const levelIn = (p: Person, when: number) =>
    (['本科', '高职高专'] as const).find((level) => level === stageIn(p, when))
  const students = random.sample(
    world.people.filter((p) => livesHere(p) && levelIn(p, year)),
    year === 2025 ? 222 : 204,
  )
  students.forEach((student, i) => {
    const applied = random.dayIn(`${year}-07-18`, `${year}-09-12`)
    const level = levelIn(student, year)!
    const elder = student.household.people.find((p) => p !== student && p.bornOn < '1985')
    const id = world.record(
      studentLoan,
      {
        person: student.id,
        school: school(student, level),
        level,
        school_year: `${year}-${year + 1}`,
        kind: levelIn(student, year - 1) ? '续贷' : '首贷',
        ...(elder && { co_borrower: elder.name }),
        bank: '国家开发银行',
        amount: random.int(60, 160) * 10_000,
        applied_on: applied,
      },
      booked(applied, 3),
    )
    if (i % 9) {
      const lent = random.dayIn(`${year}-11-05`, `${year}-12-05`)
      world.correct(studentLoan, id, { lent_on: lent }, booked(lent, 5), '银行放款')
    }
  })
}

function watch(world: World): void {
  const { random } = world
  const children = world.people.filter(
    (p) => livesHere(p) && ['小学', '初中'].includes(stageIn(p, 2025) ?? '') && stageIn(p, 2023) !== '学前教育',
  )
  random.sample(children, 9).forEach((child, i) => {
    const cannotCome = i >= 6
    const found = cannotCome
      ? '2023-09-11'
      : random.dayIn(i < 2 ? '2024-03-05' : '2025-02-24', i < 2 ? '2024-05-20' : '2025-10-15')
    const told = found < '2024-01-01' ? '2024-01-05' : booked(found, 1)
    const id = world.record(
      dropoutWatch,
      {
        person: child.id,
        school: school(child, stageIn(child, 2025)!),
        situation: cannotCome ? '因身体原因不能到校' : i % 2 ? '长期请假' : '疑似辍学',
        reason: cannotCome ? '因残' : random.pick(['厌学', '随父母外出', '因病'] as const),
        responsible: cadreName(random),
        found_on: found,
        measure: cannotCome ? '送教上门' : '跟踪联系',
      },
      told,
    )
    if (cannotCome) return
    const back = addDays(found, random.int(9, 40))
    world.correct(
      dropoutWatch,
      id,
      { persuaded_on: addDays(back, -3), measure: '劝返复学', ended_on: back, result: '已返校' },
      booked(back, 1),
      '学生已返校',
    )
  })
}
