/**
 * A small made-up content that uses every feature of the language, for the property tests. Its ledgers are its own:
 * random rows would break the unique keys of the made-up township's areas.
 */
import { gather } from '#define/catalog.ts'
import { age, amount, asked, classify, not, onlyIf, outer, twelveMonths } from '#define/expression.ts'
import { area, choice, day, link, money, quantity, text, yesNo } from '#define/field.ts'
import { entity, event, state, through } from '#define/ledger.ts'
import { ask, fact, from, its } from '#define/measure.ts'
import { parameter } from '#define/parameter.ts'

export const household = entity('household', {
  title: '户',
  row: '户',
  purpose: '户',
  area: 'area',
  namedBy: ['number'],
  ends: 'closed_on',
  fields: {
    number: text('户号'),
    area: area('组'),
    land: quantity('耕地', '亩', { optional: true }),
    kind: choice('类型', ['甲', '乙', '丙'], { optional: true }),
    closed_on: day('销户', { optional: true }),
  },
})
export const person = entity('person', {
  title: '人',
  row: '人',
  purpose: '人',
  area: [],
  ends: 'died_on',
  fields: {
    died_on: day('死亡', { optional: true }),
    name: text('姓名'),
    born_on: day('出生', { optional: true }),
    able: yesNo('有劳动力', { optional: true }),
  },
})
export const membership = state('membership', {
  title: '成员',
  row: '人',
  purpose: '成员',
  of: 'household',
  dated: ['since', 'until'],
  oneAtATime: 'person',
  joins: { from: 'person', to: 'household' },
  fields: {
    person: link(person, '人'),
    household: link(household, '户'),
    since: day('起'),
    until: day('止', { optional: true }),
  },
})
export const company = entity('company', {
  title: '企业',
  row: '家',
  purpose: '企业',
  area: 'area',
  fields: { name: text('名称'), area: area('村') },
})
export const loan = event('loan', {
  title: '贷款',
  row: '笔',
  purpose: '贷款',
  of: 'borrower',
  dated: 'lent_on',
  fields: {
    borrower: link([household, company], '借款人', { optional: true }),
    amount: money('金额', { optional: true }),
    lent_on: day('放款'),
    due_on: day('到期', { optional: true }),
    kind: choice('用途', ['种', '养', '商'], { optional: true }),
  },
})
export const repayment = event('repayment', {
  title: '还款',
  row: '笔',
  purpose: '还款',
  of: 'loan',
  dated: 'paid_on',
  fields: {
    loan: link(loan, '贷款'),
    amount: money('金额', { optional: true }),
    paid_on: day('还款日', { optional: true }),
  },
})
export const spell = state('spell', {
  title: '务工',
  row: '人次',
  purpose: '务工',
  of: 'person',
  dated: ['began_on', 'ended_on'],
  fields: {
    person: link(person, '人', { optional: true }),
    began_on: day('起', { optional: false }),
    ended_on: day('止', { optional: true }),
    pay: money('月薪', { optional: true }),
  },
})
export const course = entity('course', {
  title: '培训',
  row: '次',
  purpose: '培训',
  area: 'area',
  fields: { held_on: day('日期', { optional: true }), area: area('村') },
})
export const attendance = event('attendance', {
  title: '参训',
  row: '人次',
  purpose: '参训',
  of: 'person',
  dated: 'course.held_on',
  fields: { course: link(course, '培训', { optional: true }), person: link(person, '人', { optional: true }) },
})

const place = state('place', {
  title: '区划',
  row: '个',
  purpose: '区划',
  area: 'code',
  dated: ['since', 'until'],
  places: { code: 'code', name: 'name' },
  fields: { code: area('代码'), name: text('名称'), since: day('起'), until: day('止', { optional: true }) },
})

export const householdOf = through(membership, household)

export const line = parameter('line', {
  says: '参考线',
  unit: '元',
  values: [
    { from: '2000-01-01', until: '2024-12-31', value: 5000, source: '甲号文' },
    { from: '2025-01-01', value: 6000, source: '乙号文' },
    { from: '2024-03-01', key: '甲', value: 7000.5, source: '丙号文' },
  ],
})

export const heads = fact(household, 'heads', '人口', from(membership).at(asked.day).count())
export const borrowed = fact(household, 'borrowed', '贷款合计', from(loan).during().sum(loan.amount))
export const borrowedKnown = fact(
  household,
  'borrowed_known',
  '贷款合计（有记录）',
  from(loan).during(twelveMonths).sum(loan.amount).orMissing,
)
export const repaid = fact(
  loan,
  'repaid',
  '已还',
  from(repayment).where(repayment.paid_on.onOrBefore(asked.day)).ever().sum(repayment.amount),
)
export const balance = fact(loan, 'balance', '余额', loan.amount.minus(repaid))
export const overdue = fact(loan, 'overdue', '逾期', not(loan.due_on.onOrAfter(asked.day)))
export const away = fact(household, 'away', '有人务工', from(spell).at(asked.day).any())
export const owes = fact(
  household,
  'owes',
  '欠款合计',
  from(loan)
    .where(balance.above(amount(0, '元')))
    .ever()
    .sum(balance),
)
export const lastKind = fact(household, 'last_kind', '最近用途', from(loan).ever().latest(loan.kind))
export const eldest = fact(
  household,
  'eldest',
  '最早出生',
  from(membership).at(asked.day).min(age(membership.person.born_on, asked.day)),
)
export const trained = fact(person, 'trained', '参训次数', from(attendance).during().count())
export const crowd = fact(household, 'crowd', '分档', classify([[heads.above(amount(3, '人')), '多']], '少'))
export const trainedMembers = fact(
  household,
  'trained_members',
  '参训人数',
  from(membership)
    .where(its(membership.person, trained).above(amount(0, '人次')))
    .at(asked.day)
    .count(),
)
export const settled = fact(
  household,
  'settled',
  '都还清了',
  from(loan)
    .ever()
    .every(balance.atMost(amount(0, '元'))),
)
export const borrowedWhole = fact(
  household,
  'borrowed_whole',
  '贷款合计（都填了）',
  from(loan).ever().wholeSum(loan.amount),
)
export const again = fact(
  loan,
  'again',
  '以前借过同样用途的',
  from(loan)
    .by(loan.borrower)
    .by(loan.kind)
    .where(loan.lent_on.before(outer(loan.lent_on)))
    .ever()
    .any(),
)
export const lineThen = fact(loan, 'line_then', '放款时的参考线', line.on(loan.lent_on, loan.kind))
export const twins = fact(
  person,
  'twins',
  '同名同生日',
  ask(from(person).by(person.name).by(person.born_on).ever().count()),
)
export const landless = fact(
  spell,
  'landless',
  '开始务工时所在的户没有地',
  from(membership)
    .by(membership.person, spell.person)
    .at(outer(spell.began_on))
    .some(membership.household.land.is(amount(0, '亩'))),
)
export const seen = fact(person, 'seen', '参训过（问过的）', onlyIf(from(attendance).ever().any(), trained))
export const facts = [
  settled,
  borrowedWhole,
  again,
  lineThen,
  twins,
  landless,
  seen,
  heads,
  borrowed,
  borrowedKnown,
  repaid,
  balance,
  overdue,
  away,
  owes,
  lastKind,
  eldest,
  trained,
  crowd,
  trainedMembers,
]

export const catalog = gather({
  lines: [
    {
      id: 'all',
      title: '全部',
      ledgers: [household, person, membership, company, loan, repayment, spell, course, attendance, place],
      facts,
      parameters: [line],
    },
  ],
  reports: [],
})
