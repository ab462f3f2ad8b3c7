import { beforeAll, describe, expect, it } from 'vitest'
import { all, amount, asked, not, outer, yuan } from '#define/expression.ts'
import { ask, from } from '#define/measure.ts'
import { parameter } from '#define/parameter.ts'
import { qualityRule, riskRule, tell } from '#define/rule.ts'
import { explainedLines } from '#measure/explain.ts'
import { lackInWords } from '#measure/words.ts'
import { dayOfMoment } from '#store/moment.ts'
import { set, villager, office as works } from '../../test/support/books.ts'
import { aid, household, label, membership, person, villages } from '../../test/support/made-up-township.ts'
import { ownBooks } from '../../test/support/own-books.ts'
import { dayToJudge, findings, gaps, judge } from './judge.ts'
import { why } from './why.ts'

const basis = '经验值'
const line = parameter('line', { says: '救助线', unit: '元', values: [] })
const ruled = parameter('ruled', {
  says: '救助上限',
  unit: '元',
  values: [{ from: '2024-01-01', value: 500, source: '甲号文第三条' }],
})

const twin = qualityRule('twin', {
  about: person,
  says: '一人两档',
  basis,
  level: 2,
  when: ask(from(person).by(person.name).by(person.born_on).ever().count()).above(amount(1, '人')),
  notice: tell`姓名和生日都相同`,
})

const stranger = qualityRule('stranger', {
  about: aid,
  says: '领救助那天不在户里',
  basis,
  level: 1,
  when: not(from(membership).by(membership.person, aid.person).at(outer(aid.paid_on)).any()),
  notice: tell`${aid.paid_on}领了${aid.amount}`,
})

const helped = ask(from(aid).ever().sum(aid.amount))

const overLine = riskRule('over_line', {
  about: household,
  risk: '因病',
  says: '救助超过线',
  basis,
  level: 3,
  when: helped.above(line.value),
  notice: tell`救助${helped}`,
})

const overCap = riskRule('over_cap', {
  about: household,
  risk: '因病',
  says: '救助超过上限',
  basis,
  level: 3,
  among: all(household.land.known, helped.above(yuan(0))),
  when: helped.above(ruled.value),
  weight: helped.minus(ruled.value),
  notice: tell`救助${helped}，上限${ruled.value}`,
})

const [A, B] = villages
const books = await ownBooks()
const rules = new Map([twin, stranger, overLine, overCap].map(({ rule }) => [rule.id, rule]))
const parameters = new Map([line, ruled].map((one) => [one.parameter.id, one.parameter]))
const store = { ...books.store, catalog: { ...books.store.catalog, rules, parameters } }
const day = '2024-12-31'

describe('rules judged over everyone', () => {
  const rows = { late: '', early: '' }
  let one: { household: string; person: string }
  let two: { household: string; person: string }

  beforeAll(async () => {
    one = await books.family(A, '甲家')
    two = await books.family(B, '甲家')
    Object.assign(rows, { late: books.newId(), early: books.newId() })
    await books.write(
      [
        { ledger: 'person', id: one.person, correct: { born_on: '1980-01-01', sex: '男' } },
        { ledger: 'person', id: two.person, correct: { born_on: '1980-01-01' } },
        { ledger: 'household', id: one.household, correct: { land: 300 } },
        set('aid', rows.late, { person: one.person, paid_on: '2024-06-01', amount: 80_000 }),
        set('aid', rows.early, { person: one.person, paid_on: '2023-06-01', amount: 10_000 }),
      ],
      { reason: '补登' },
    )
  })

  it('says of how many each holds, does not hold, and cannot be said, and of whom it is not asked', async () => {
    const { rules: told } = await judge(store, works, { day })
    expect(told).toMatchObject({
      twin: { yes: 2, no: 0, unknown: 0 },
      stranger: { yes: 1, no: 1, unknown: 0 },
      over_line: { yes: 0, no: 0, unknown: 2 },
      over_cap: { yes: 1, no: 0, unknown: 0 },
    })
  })

  it('is asked about today unless the books were left before', async () => {
    const today = dayOfMoment(store.clock())
    expect(await dayToJudge(store, works)).toBe(today)
    const yearLater = { ...store, clock: () => store.clock() + 365 * 24 * 3600 * 1_000_000 }
    expect(await dayToJudge(yearLater, works)).toBe(today)
  })

  it('reads the whole township, and tells of the asker’s own village only', async () => {
    const judgement = await judge(store, villager(1), { day, rules: ['twin', 'over_cap'] })
    expect(judgement.rules).toEqual({
      twin: { yes: 1, no: 0, unknown: 0 },
      over_cap: { yes: 0, no: 0, unknown: 0 },
    })
    expect((await findings(store, villager(1), judgement)).map(({ id }) => id)).toEqual([two.person])
  })

  it('lists them with the most urgent first, whose they are and why', async () => {
    const list = await findings(store, works, await judge(store, works, { day }))
    expect(list.map(({ rule }) => rule)).toEqual(['over_cap', 'twin', 'twin', 'stranger'])
    expect(list[0]).toMatchObject({ title: '甲家', village: '地001', level: 3, reason: '救助800元，上限500元' })
    expect(list[3]).toMatchObject({ subject: '甲家', reason: '2023年6月1日领了100元' })
  })

  it('says once what is missing, however many it stands in the way of', async () => {
    const told = gaps(store, await judge(store, works, { day }))
    expect(told).toMatchObject([{ rule: 'over_line', rows: 2, missing: [{ node: 'parameter', id: 'line' }] }])
    const { verdict, missing } = await why(store, works, 'over_line', one.household, day)
    expect([verdict, missing]).toEqual(['unknown', ['参数“救助线”还没有定值，请乡镇按文件填写']])
  })

  it('cannot say that a household lacks what nobody in the township records', async () => {
    const rest = { says: '没有标签', basis, level: 1, notice: tell`没有标签` } as const
    const lacking = not(from(label).at(asked.day).any())
    const unmarked = qualityRule('unmarked', { ...rest, about: household, when: lacking })
    const marked = qualityRule('marked', { ...rest, about: label, when: label.word.missing })
    const both = new Map([unmarked, marked].map(({ rule }) => [rule.id, rule]))
    const bare = { ...store, catalog: { ...store.catalog, rules: both } }
    const judgement = await judge(bare, works, { day })
    expect(judgement.rules).toEqual({ unmarked: { yes: 0, no: 0, unknown: 2 }, marked: { yes: 0, no: 0, unknown: 0 } })
    expect(judgement.rows).toEqual({ household: 2, label: 0 })
    const said = gaps(bare, judgement).map(({ rows: n, missing }) => [n, lackInWords(bare.catalog, missing[0]!)])
    const lack = '这一天在册的“标签”（全乡一行也没有，没有和没查分不清）'
    expect(said).toEqual([[2, lack]])
    const { verdict, missing } = await why(bare, works, 'unmarked', one.household, day)
    expect([verdict, missing]).toEqual(['unknown', [lack]])
  })

  it('explains a verdict with its rows and the document of each line', async () => {
    const found = await why(store, works, 'over_cap', one.household, day)
    expect(found).toMatchObject({ verdict: 'yes', reason: '救助800元，上限500元' })
    expect(explainedLines(found.tree)).toEqual([
      '“救助”的金额合计大于救助上限：是',
      '  救助上限：500元，依据：甲号文第三条',
      // What was paid while nobody belonged to the household is not the household's.
      '  “救助”的金额合计：800元',
      expect.stringMatching(/^ {4}救助.*：800元$/),
      expect.stringMatching(/^ {6}金额：800元/),
    ])
  })

  it('is not asked of whom it is not about, and of nobody out of sight', async () => {
    expect((await why(store, works, 'over_cap', two.household, day)).verdict).toBeUndefined()
    await expect(why(store, villager(0), 'over_cap', two.household, day)).rejects.toThrow('在您的范围内没有找到')
    await expect(why(store, works, 'no.such', two.household, day)).rejects.toThrow('没有编号为“no.such”的规则')
  })

  it('shows no money to whom money is hidden', async () => {
    const leader = { ...works, role: 'leader' as const }
    const money = {
      ...aid.ledger,
      fields: { ...aid.ledger.fields, amount: { ...aid.ledger.fields.amount!, sensitive: 'money' as const } },
    }
    const kept = {
      ...store,
      catalog: { ...store.catalog, ledgers: new Map([...store.catalog.ledgers, ['aid', money]]) },
    }
    const list = await findings(kept, leader, await judge(kept, leader, { day, rules: ['over_cap'] }))
    expect(list[0]?.reason).toBe('救助（已隐去），上限500元')
    const { tree } = await why(kept, leader, 'over_cap', one.household, day)
    expect(explainedLines(tree).join('\n')).not.toMatch(/800元/)
  })

  it('ranks by no amount that is hidden, for the order alone would tell it', async () => {
    const byId = [rows.late, rows.early].sort()
    const ranked = riskRule('ranked', {
      about: aid,
      risk: '其他',
      says: '领过救助',
      basis,
      level: 1,
      when: aid.amount.known,
      weight: byId[0] === rows.late ? yuan(10_000).minus(aid.amount) : aid.amount,
      notice: tell`领过救助`,
    })
    const money = { ...aid.ledger.fields.amount!, sensitive: 'money' as const }
    const hidden = { ...aid.ledger, fields: { ...aid.ledger.fields, amount: money } }
    const ledgers = new Map([...store.catalog.ledgers, ['aid', hidden]])
    const kept = { ...store, catalog: { ...store.catalog, ledgers, rules: new Map([['ranked', ranked.rule]]) } }
    const order = async (actor: typeof works) =>
      (await findings(kept, actor, await judge(kept, actor, { day }))).map(({ id }) => id)
    expect(await order(works)).toEqual([...byId].reverse())
    expect(await order({ ...works, role: 'leader' })).toEqual(byId)
  })

  it('does not say of whom in the family a condition holds that reads what is hidden', async () => {
    const members = from(membership).at(asked.day)
    const ill = riskRule('ill', {
      about: household,
      risk: '因病',
      says: '户里有病人',
      basis,
      level: 1,
      when: all(
        members.some(membership.person.sex.isIn('男', '女')),
        ask(members.where(membership.person.sex.is('男')).count()).above(amount(0, '人')),
      ),
      notice: tell`户里有病人`,
    })
    const secret = { ...person.ledger.fields.sex!, sensitive: 'health' as const }
    const hidden = { ...person.ledger, fields: { ...person.ledger.fields, sex: secret } }
    const ledgers = new Map([...store.catalog.ledgers, ['person', hidden]])
    const kept = { ...store, catalog: { ...store.catalog, ledgers, rules: new Map([['ill', ill.rule]]) } }
    const { verdict, tree } = await why(kept, works, 'ill', one.household, day)
    const lines = explainedLines(tree)
    expect(verdict).toBe('yes')
    expect(lines.some((said) => said.includes('家庭成员'))).toBe(true)
    expect(lines.filter((said) => /：(是|否|\d+人)/.test(said))).toEqual([])
    // Who is counted is who is ill: not one of them is listed.
    expect(JSON.stringify(tree).match(/"ledger":"membership"/g)).toHaveLength(1)
  })

  it('says how many rows of other places it read, and nothing of them', async () => {
    const { tree } = await why(store, villager(1), 'twin', two.person, day)
    expect(explainedLines(tree)).toContain('    不在您的范围内的 1 行')
    expect(JSON.stringify(tree)).not.toContain(one.person)
    expect(JSON.stringify(tree)).toContain(two.person)
  })

  it('tells nobody for whom a rule holds that reads a list of who is ill', async () => {
    const secret = { ...aid.ledger, sensitive: 'health' as const }
    const kept = {
      ...store,
      catalog: { ...store.catalog, ledgers: new Map([...store.catalog.ledgers, ['aid', secret]]) },
    }
    const judgement = await judge(kept, works, { day, rules: ['over_cap'] })
    expect(judgement.rules.over_cap).toEqual({ yes: 1, no: 0, unknown: 0 })
    expect(await findings(kept, works, judgement)).toEqual([])
    await expect(why(kept, works, 'over_cap', one.household, day)).rejects.toThrow('不对您公开')
    // Nor how many, where so few live.
    const group = { ...villager(0), areas: [`${A}01`] }
    expect((await judge(kept, group, { day })).rules).not.toHaveProperty('over_cap')
    await expect(judge(kept, group, { day, rules: ['over_cap'] })).rejects.toThrow('猜到是谁')
  })
})
