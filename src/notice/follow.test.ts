import { beforeAll, describe, expect, it } from 'vitest'
import { gather } from '#define/catalog.ts'
import { ask, from } from '#define/measure.ts'
import { noticesAbout } from '#define/notice.ts'
import { parameter } from '#define/parameter.ts'
import { qualityRule, type Rule, riskRule, tell } from '#define/rule.ts'
import { rowsWhere } from '#store/read/rows.ts'
import type { Store } from '#store/store.ts'
import { openStore, scoped } from '#store/store.ts'
import { record } from '#store/write/acts.ts'
import { voiding } from '#store/write/moves.ts'
import { correct, moving, office, set, villager, voided } from '../../test/support/books.ts'
import * as made from '../../test/support/made-up-township.ts'
import { ownBooks } from '../../test/support/own-books.ts'
import { exempt, verifyLead } from './answer.ts'
import { follow } from './follow.ts'
import { leadOf, leads, standingByRule } from './leads.ts'

const { aid, household, label, membership, person, township, villages } = made
const [A, B] = villages
const source = '甲号文'
const basis = '经验值'

const due = parameter('due', {
  says: '核实天数',
  unit: '天',
  values: [
    { from: '2020-01-01', key: '今天看', value: 1, source },
    { from: '2020-01-01', key: '本周看', value: 7, source },
  ],
})
const budget = (n: number) =>
  parameter('budget', { says: '一天几条', unit: '户', values: [{ from: '2020-01-01', value: n, source }] })
const line = (n: number) =>
  parameter('line', { says: '救助线', unit: '元', values: [{ from: '2020-01-01', value: n, source }] })

const helped = ask(from(aid).ever().sum(aid.amount))
const overLine = riskRule('over_line', {
  about: household,
  risk: '因病',
  says: '救助超过线',
  basis,
  level: 2,
  when: helped.above(line(0).value),
  weight: helped,
  notice: tell`救助${helped}`,
})
const marked = riskRule('marked', {
  about: label,
  risk: '因灾',
  says: '有标签',
  basis,
  level: 3,
  when: label.word.is('灾'),
  notice: tell`标着${label.word}`,
})
const noSex = qualityRule('no_sex', {
  about: person,
  says: '没有填性别',
  basis,
  level: 2,
  when: person.sex.missing,
  notice: tell`没有填性别`,
})

const books = await ownBooks()
const refusal = (done: Promise<unknown>) =>
  done.then(
    () => '',
    (error: Error) => error.message,
  )

/** The township whose office follows verdicts up, with a line and a budget. */
async function following(
  rules: readonly Rule[] = [overLine, marked, noSex],
  { cap = 500, perDay = 10 } = {},
): Promise<Store> {
  const perVillage = budget(perDay)
  const notices = noticesAbout(household, { due, budget: perVillage })
  const ledgers = [made.area, household, person, membership, label, aid, made.move, ...notices.ledgers]
  const lines = [{ id: 'test', title: '测试', ledgers, rules, parameters: [due, perVillage, line(cap)] }]
  return openStore(books.store.engine, gather({ lines, reports: [], notices }), { keys: books.store.keys })
}

const write = (store: Store, changes: Parameters<typeof books.write>[0]) =>
  record(store, office, { id: books.newId(), township, kind: 'correct', reason: '测试', slip: true, changes })
const all = (store: Store, ledger: string, field: string, values: (string | null)[]) =>
  scoped(store, office, (tx) => rowsWhere(tx, ledger, field, values))
const signalsOf = async (store: Store, holder: string) =>
  (await all(store, 'signal', 'holder', [holder])).map(({ values }) => values)
const leadsOf = async (store: Store, holder: string) =>
  (await all(store, 'lead', 'holder', [holder])).map(({ values }) => values)

describe('verdicts are followed up', () => {
  let store: Store
  beforeAll(async () => {
    store = await following()
  })
  const only = (rule: string, day: string) => follow(store, office, { day, rules: [rule] })

  it('opens one lead for a household on whom signals stand, due by the most urgent, and says the same twice as once', async () => {
    const one = await books.family(A, '甲家')
    const [paid, mark] = [books.newId(), books.newId()]
    await write(store, [
      set('aid', paid, { person: one.person, paid_on: '2024-06-01', amount: 80_000 }),
      set('label', mark, { household: one.household, word: '灾', since: '2024-01-01' }),
    ])
    const trial = await follow(store, office, { day: '2024-07-01', dryRun: true })
    const done = await follow(store, office, { day: '2024-07-01' })
    expect(done).toMatchObject({ opened: 3, closed: 0, leads: { opened: 1, closed: 0 }, waiting: 0 })
    expect({ ...trial, found: [] }).toEqual({ ...done, found: [] })
    const found = await leads(store, office)
    expect(found).toMatchObject({ kept: 0, waiting: [] })
    expect(found.leads).toMatchObject([
      {
        holder: { id: one.household, title: '甲家' },
        village: '地001',
        level: 3,
        opened: '2024-07-01',
        due: '2024-07-02',
        reasons: [
          { rule: 'marked', risk: '因灾', said: '标着灾', subject: { ledger: 'label', id: mark } },
          { rule: 'over_line', risk: '因病', said: '救助800元', subject: { ledger: 'household', id: one.household } },
        ],
      },
    ])
    expect(await all(store, 'finding', 'subject', [one.person])).toMatchObject([
      { area: A, values: { rule: 'no_sex', raised_on: '2024-07-01', due_on: '2024-07-08', gone_on: null } },
    ])
    expect(await follow(store, office, { day: '2024-07-01' })).toMatchObject({
      ...{ opened: 0, closed: 0, leads: { opened: 0, closed: 0 }, waiting: 0 },
    })
    expect((await leads(store, villager(1))).leads).toEqual([])
    expect((await leads(store, villager(0))).leads).toHaveLength(1)
  })

  it('a correction that ends what led to it closes signal and lead with the reason; coming back calls anew', async () => {
    const one = await books.family(A, '乙家')
    const paid = books.newId()
    await write(store, [set('aid', paid, { person: one.person, paid_on: '2024-06-01', amount: 60_000 })])
    await only('over_line', '2024-07-02')
    await write(store, [correct('aid', paid, { amount: 10_000 })])
    expect(await only('over_line', '2024-07-03')).toMatchObject({ closed: 1, leads: { closed: 1 } })
    expect(await signalsOf(store, one.household)).toMatchObject([
      { raised_on: '2024-07-02', gone_on: '2024-07-03', gone_by: '资料或日期变了' },
    ])
    expect(await leadsOf(store, one.household)).toMatchObject([
      { closed_on: '2024-07-03', closed_by: '预警消失，没有核实', outcome: null },
    ])
    await write(store, [correct('aid', paid, { amount: 70_000 })])
    // The same day it had never gone; on another it is a new one.
    expect(await only('over_line', '2024-07-03')).toMatchObject({ opened: 1, leads: { opened: 1 } })
    expect(await signalsOf(store, one.household)).toMatchObject([
      { raised_on: '2024-07-02', gone_on: null, gone_by: null },
    ])
    expect(await leadsOf(store, one.household)).toMatchObject([{ opened_on: '2024-07-02', closed_on: null }])
    await write(store, [correct('aid', paid, { amount: 10_000 })])
    await only('over_line', '2024-07-04')
    await write(store, [correct('aid', paid, { amount: 70_000 })])
    await only('over_line', '2024-07-05')
    expect(await signalsOf(store, one.household)).toHaveLength(2)
    expect((await leadsOf(store, one.household)).map(({ closed_on }) => closed_on).sort()).toEqual(['2024-07-04', null])
  })

  it('a row that was voided ends its signal; what was written of it stays', async () => {
    const one = await books.family(A, '丙家')
    const mark = books.newId()
    await write(store, [set('label', mark, { household: one.household, word: '灾', since: '2024-01-01' })])
    await only('marked', '2024-07-05')
    await write(store, [voided('label', mark)])
    await only('marked', '2024-07-05')
    expect(await signalsOf(store, one.household)).toMatchObject([{ gone_on: '2024-07-05', gone_by: '那一行作废了' }])
    expect(await leadsOf(store, one.household)).toMatchObject([{ closed_by: '预警消失，没有核实' }])
  })

  it('what nobody can tell any more does not end it', async () => {
    const one = await books.family(A, '丁家')
    const paid = books.newId()
    await write(store, [set('aid', paid, { person: one.person, paid_on: '2024-06-01', amount: 60_000 })])
    await only('over_line', '2024-07-05')
    const unruled = await following([overLine, marked, noSex])
    const bare = { ...unruled.catalog.parameters.get('line')!, values: [] }
    const parameters = new Map([...unruled.catalog.parameters, ['line', bare]])
    const unknown = { ...unruled, catalog: { ...unruled.catalog, parameters } }
    const done = await follow(unknown, office, { day: '2024-07-05', rules: ['over_line'] })
    expect(done.rules.over_line).toMatchObject({ yes: 0 })
    expect(done).toMatchObject({ closed: 0, leads: { closed: 0 } })
    expect(await signalsOf(store, one.household)).toMatchObject([{ gone_on: null }])
  })

  it('says that the line moved where the line moved, and that nobody’s figures did', async () => {
    const [one, two] = [await books.family(B, '戊家'), await books.family(B, '己家')]
    await write(store, [
      set('aid', books.newId(), { person: one.person, paid_on: '2024-06-01', amount: 60_000 }),
      set('aid', books.newId(), { person: two.person, paid_on: '2024-06-01', amount: 90_000 }),
    ])
    await only('over_line', '2024-07-06')
    const higher = await following(undefined, { cap: 700 })
    await follow(higher, office, { day: '2024-07-07', rules: ['over_line'] })
    expect(await signalsOf(store, one.household)).toMatchObject([{ gone_by: '规则或参数变了' }])
    expect(await signalsOf(store, two.household)).toMatchObject([{ gone_on: null }])
    const unpaid = (await all(higher, 'aid', 'person', [two.person]))[0]!
    await write(store, [correct('aid', unpaid.id, { amount: 100 })])
    await follow(higher, office, { day: '2024-07-08', rules: ['over_line'] })
    expect(await signalsOf(store, two.household)).toMatchObject([{ gone_by: '资料或日期变了' }])
    store = higher
  })

  it('goes with a household that moves, and with a row that becomes another household’s', async () => {
    const [one, two] = [await books.family(A, '庚家'), await books.family(B, '辛家')]
    const mark = books.newId()
    await write(store, [set('label', mark, { household: one.household, word: '灾', since: '2024-01-01' })])
    await only('marked', '2024-07-08')
    await record(store, office, {
      ...{ id: books.newId(), township, kind: 'correct', reason: '搬家' },
      changes: moving(books, one.household, A, B, '2024-07-08'),
    })
    expect((await all(store, 'lead', 'holder', [one.household])).map(({ area }) => area)).toEqual([B])
    await write(store, [correct('label', mark, { household: two.household })])
    expect(await only('marked', '2024-07-09')).toMatchObject({ opened: 0, closed: 0, leads: { opened: 1, closed: 1 } })
    expect(await leadsOf(store, one.household)).toMatchObject([{ closed_by: '预警消失，没有核实' }])
    expect(await leadsOf(store, two.household)).toMatchObject([{ opened_on: '2024-07-09', closed_on: null }])
    expect(await signalsOf(store, two.household)).toMatchObject([{ gone_on: null }])
  })

  it('opens no more leads in a village on one day than the budget, but for the most urgent, and says who waits', async () => {
    const tight = await following(undefined, { cap: 700, perDay: 1 })
    const families = [await books.family(A, '子家'), await books.family(A, '丑家'), await books.family(A, '寅家')]
    await write(store, [
      ...families.map(({ person: who }, i) =>
        set('aid', books.newId(), { person: who, paid_on: '2024-06-01', amount: 80_000 + i }),
      ),
      set('label', books.newId(), { household: families[0]!.household, word: '灾', since: '2024-01-01' }),
    ])
    const run = (day: string) => follow(tight, office, { day })
    expect(await run('2024-07-10')).toMatchObject({ leads: { opened: 2 }, waiting: 1 })
    // Another run of the day brings no budget of its own; the next day does.
    expect(await run('2024-07-10')).toMatchObject({ opened: 0, leads: { opened: 0 }, waiting: 1 })
    expect((await leads(tight, office)).waiting).toMatchObject([{ id: null, holder: { title: '丑家' }, due: null }])
    expect(await run('2024-07-11')).toMatchObject({ leads: { opened: 1 }, waiting: 0 })
  })

  it('joins the open lead, and makes it more urgent where what joins is', async () => {
    const one = await books.family(B, '午家')
    await write(store, [set('aid', books.newId(), { person: one.person, paid_on: '2024-06-01', amount: 90_000 })])
    await only('over_line', '2024-07-12')
    expect(await leadsOf(store, one.household)).toMatchObject([{ level: '本周看', due_on: '2024-07-19' }])
    await write(store, [set('label', books.newId(), { household: one.household, word: '灾', since: '2024-01-01' })])
    await only('marked', '2024-07-12')
    expect(await leadsOf(store, one.household)).toMatchObject([{ level: '今天看', due_on: '2024-07-13' }])
    expect(new Set((await signalsOf(store, one.household)).map(({ lead }) => lead)).size).toBe(1)
  })

  it('tells nobody of a lead that a kept list led to, but how many there are', async () => {
    const one = await books.family(B, '未家')
    await write(store, [set('aid', books.newId(), { person: one.person, paid_on: '2024-06-01', amount: 90_000 })])
    await only('over_line', '2024-07-12')
    const secret = { ...store.catalog.ledgers.get('aid')!, sensitive: 'health' as const }
    const kept = {
      ...store,
      catalog: { ...store.catalog, ledgers: new Map([...store.catalog.ledgers, ['aid', secret]]) },
    }
    const [open, told] = [await leads(store, office), await leads(kept, office)]
    const mine = open.leads.find(({ holder }) => holder.id === one.household)!
    expect(told.leads.map(({ holder }) => holder.id)).not.toContain(one.household)
    expect(told.leads.flatMap(({ reasons }) => reasons.map(({ rule }) => rule))).not.toContain('over_line')
    expect(told.leads.length + told.kept).toBe(open.leads.length)
    expect(await refusal(leadOf(kept, office, mine.id!))).toContain('没有找到')
    expect((await standingByRule(kept, office)).get('over_line')).toBeGreaterThan(0)
    const opened = { ...office, opened: ['aid'] }
    expect((await leads(kept, opened)).leads).toHaveLength(open.leads.length)
  })

  it('two that judge at once leave one lead', async () => {
    const one = await books.family(A, '卯家')
    await write(store, [set('aid', books.newId(), { person: one.person, paid_on: '2024-06-01', amount: 90_000 })])
    await Promise.all([only('over_line', '2024-07-12'), only('over_line', '2024-07-12')])
    expect(await leadsOf(store, one.household)).toHaveLength(1)
    expect(await signalsOf(store, one.household)).toHaveLength(1)
  })

  it('is written forward only, and by the program alone', async () => {
    expect(await refusal(follow(store, office, { day: '2024-07-01' }))).toContain('不能再按更早的')
    expect(await follow(store, office, { day: '2024-07-01', dryRun: true })).toMatchObject({ day: '2024-07-01' })
    expect(await refusal(follow(store, office, { day: '2999-01-01' }))).toContain('还没有到')
    const [lead] = (await leads(store, office)).leads
    expect(await refusal(write(store, [voided('lead', lead!.id!)]))).toContain('由程序按规则记')
    expect(await refusal(write(store, [correct('lead', lead!.id!, { due_on: '2030-01-01' })]))).toContain('由程序')
    expect(await refusal(leadOf(store, villager(1), lead!.id!))).toContain('没有找到')
  })

  it('does not keep a household from being voided', async () => {
    const id = books.newId()
    await write(store, [set('household', id, { number: 'X1', head_name: '辰家', area: A })])
    const mark = books.newId()
    await write(store, [set('label', mark, { household: id, word: '灾', since: '2024-01-01' })])
    await only('marked', '2024-07-12')
    await write(store, [voided('label', mark)])
    const changes = await voiding(store, office, { ledger: 'household', township, id })
    expect(changes.map(({ ledger }) => ledger).sort()).toEqual(['household', 'lead', 'signal'])
    await write(store, changes)
    expect(await leadsOf(store, id)).toEqual([])
  })
})

describe('people answer', () => {
  let store: Store
  beforeAll(async () => {
    store = await following(undefined, { cap: 700 })
  })
  const only = (day: string, rule = 'over_line') => follow(store, office, { day, rules: [rule] })
  const leadFor = async (holder: string) =>
    (await leads(store, office)).leads.find((lead) => lead.holder.id === holder)!.id!
  const poor = async (name: string, village: string = A) => {
    const one = await books.family(village, name)
    const paid = books.newId()
    await write(store, [set('aid', paid, { person: one.person, paid_on: '2024-06-01', amount: 90_000 })])
    return { ...one, paid }
  }

  it('a lead by what was found, by two people; what it was about is quiet until something new is raised', async () => {
    const one = await poor('一家')
    await only('2024-08-01')
    const lead = await leadFor(one.household)
    const act = books.newId()
    const given = { lead, outcome: '不属实', reason: '到户看了，是笔误', by: ['甲', '乙'], day: '2024-08-02', act }
    const [refused, unseen] = [
      { ...given, outcome: '算了' },
      { ...given, reason: ' ' },
    ]
    expect(await refusal(verifyLead(store, villager(0), refused))).toContain('请从这几种里选')
    expect(await refusal(verifyLead(store, villager(0), unseen))).toContain('没有写核实的情况')
    expect(await refusal(verifyLead(store, villager(1), given))).toContain('没有找到')
    expect(await refusal(verifyLead(store, office, { ...given, day: '2024-07-01' }))).toContain('开出')
    const done = await verifyLead(store, villager(0), given)
    expect(done.doubts).toBeUndefined()
    expect(await verifyLead(store, villager(0), given)).toMatchObject({ seq: done.seq, repeated: true })
    expect(await refusal(verifyLead(store, office, { ...given, act: books.newId() }))).toContain('已经办结')
    expect(await leadOf(store, villager(0), lead)).toMatchObject({
      answer: { on: '2024-08-02', by: '甲、乙', outcome: '不属实', reason: '到户看了，是笔误' },
      closed: { on: '2024-08-02', by: '已核实' },
      reasons: [{ rule: 'over_line', gone: null }],
    })
    expect(await only('2024-08-03')).toMatchObject({ leads: { opened: 0 }, waiting: 0 })
    await write(store, [set('label', books.newId(), { household: one.household, word: '灾', since: '2024-01-01' })])
    expect(await only('2024-08-04', 'marked')).toMatchObject({ leads: { opened: 1 } })
    expect((await leadsOf(store, one.household)).map(({ outcome }) => outcome).sort()).toEqual([null, '不属实'])
    const next = await leadFor(one.household)
    const alone = await verifyLead(store, office, {
      lead: next,
      outcome: '转识别',
      reason: '房子倒了',
      act: books.newId(),
    })
    expect(alone.doubts).toMatchObject([{ code: 'notice.alone' }])
  })

  it('of two who answer at once the second is told', async () => {
    const one = await poor('二家')
    await only('2024-08-05')
    const given = { lead: await leadFor(one.household), outcome: '不属实', reason: '看了', day: '2024-08-05' }
    const both = await Promise.allSettled([
      verifyLead(store, office, { ...given, act: books.newId() }),
      verifyLead(store, villager(0), { ...given, outcome: '转识别', act: books.newId() }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('that a rule is to be silent about a row, until what it reads of it changes, the line does, or the day comes', async () => {
    const [one, two, three] = [await poor('三家'), await poor('四家'), await poor('五家', B)]
    await only('2024-08-06')
    const given = { rule: 'over_line', reason: '已经查过', evidence: '走访照片', by: '丙' }
    const act = books.newId()
    await exempt(store, office, { ...given, subject: one.household, act })
    expect(await exempt(store, office, { ...given, subject: one.household, act })).toMatchObject({ repeated: true })
    const again = exempt(store, office, { ...given, subject: one.household, act: books.newId() })
    expect(await refusal(again)).toContain('已经免除了')
    expect(await refusal(exempt(store, villager(0), { ...given, subject: three.household, act }))).toContain('没有找到')
    await exempt(store, office, { ...given, subject: two.household, act: books.newId() })
    await exempt(store, office, { ...given, subject: three.household, until: '2090-01-01', act: books.newId() })
    const today = (await signalsOf(store, one.household))[0]!.gone_on
    expect(await signalsOf(store, one.household)).toMatchObject([{ gone_by: '已经免除' }])
    expect((await leads(store, office)).leads.map(({ holder }) => holder.id)).not.toContain(one.household)
    // What the rule does not read leaves it as it is.
    await write(store, [correct('person', one.person, { sex: '男' }), correct('aid', two.paid, { amount: 95_000 })])
    expect(await only(String(today))).toMatchObject({ opened: 1, closed: 0 })
    expect(await all(store, 'exemption', 'subject', [one.household])).toMatchObject([{ values: { lapsed_on: null } }])
    expect(await all(store, 'exemption', 'subject', [two.household])).toMatchObject([
      { values: { lapsed_by: '资料变了' } },
    ])
    const lower = await following(undefined, { cap: 600 })
    await follow(lower, office, { day: String(today), rules: ['over_line'] })
    expect(await all(store, 'exemption', 'subject', [one.household])).toMatchObject([
      { values: { lapsed_by: '规则或参数变了' } },
    ])
    expect(await signalsOf(lower, one.household)).toMatchObject([{ gone_on: null }])
  })
})
