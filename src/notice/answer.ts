/** What people answer: a lead looked into, and a rule that is not to speak of a row any more. Both are acts of whoever answers. */
import { idFrom } from '#capture/ids.ts'
import { type Outcome, outcomes } from '#define/notice.ts'
import { townshipOf } from '#kinds/area.ts'
import { type Problem, problem, refuse } from '#problem.ts'
import type { Change } from '#store/act.ts'
import type { Actor } from '#store/actor.ts'
import { lastSeq, receiptOf } from '#store/read/acts.ts'
import { type Row, rowsWhere } from '#store/read/rows.ts'
import { type Store, scoped } from '#store/store.ts'
import { type Receipt, record } from '#store/write/acts.ts'
import { inTurn, noticesOf, program, unlessOvertaken } from './follow.ts'
import { byProgram, dayToJudge, ruleOf } from './judge.ts'
import { leadOf } from './leads.ts'
import { readPrint, versionOf } from './prints.ts'
import { subjectOf } from './why.ts'

export interface Answer {
  lead: string
  outcome: string
  reason: string
  /** Who looked. Default: whoever answers, alone, which is told as doubtful. */
  by?: readonly string[]
  /** Default: the day on which rules are asked. */
  day?: string
  /** Id of the act: sent twice it is answered once. */
  act: string
}

/** Closes a lead with what was found. Throws a Refusal where it is not in sight or was closed before. */
export async function verifyLead(store: Store, actor: Actor, answer: Answer): Promise<Receipt> {
  const { lead: id, outcome, act } = answer
  const notices = noticesOf(store)
  const reason = answer.reason.trim()
  if (!(outcomes as readonly string[]).includes(outcome))
    refuse('notice.outcome', `核实结果没有“${outcome}”。`, {
      at: { input: 'outcome' },
      remedy: `请从这几种里选：${outcomes.join('、')}。`,
    })
  if (!reason)
    refuse('notice.reason_missing', '没有写核实的情况。', {
      at: { input: 'reason' },
      remedy: '请写一两句：看到什么、问了谁。',
    })
  const by = [...new Set((answer.by ?? []).map((name) => name.trim()).filter(Boolean))]
  const township = townshipOf((await leadOf(store, actor, id)).area)
  const day = answer.day ?? (await dayToJudge(store, actor))
  const receipt = await inTurn(async () => {
    const { seq, known } = await since(store, township, act)
    if (known) return known
    const { opened, closed } = await leadOf(store, actor, id)
    if (closed)
      refuse('notice.closed', `这条线索已经办结（${closed.on}，${closed.by}）。`, {
        remedy: '以后又有预警，会另开一条线索。',
      })
    if (opened && day < opened)
      refuse('notice.before_opened', `核实日期 ${day} 在线索开出（${opened}）以前。`, {
        at: { input: 'day' },
        remedy: '请核对核实日期。',
      })
    const correct = {
      outcome: outcome as Outcome,
      reason,
      verified_on: day,
      verified_by: (by.length ? by : [actor.name]).join('、'),
      ...{ closed_on: day, closed_by: '已核实' },
    }
    return write(store, actor, township, seq, { act, reason, changes: [{ ledger: notices.lead, id, correct }] })
  })
  const alone: Problem[] =
    by.length < 2
      ? [problem('notice.alone', '核实一般不少于两人，这里只写了一人。', { doubt: true, remedy: '请写上同去的人。' })]
      : []
  return { ...receipt, ...(alone.length > 0 && { doubts: [...(receipt.doubts ?? []), ...alone] }) }
}

export interface Exempting {
  rule: string
  /** The id of the row, or a name that people write for it. */
  subject: string
  reason: string
  evidence?: string
  /** Last day; none: until what the rule reads changes. */
  until?: string
  /** Who decided. Default: whoever asks. */
  by?: string
  act: string
}

/** Grants an exemption and closes what the rule had opened about the row. */
export async function exempt(store: Store, actor: Actor, asked: Exempting): Promise<Receipt> {
  const { catalog } = store
  const notices = noticesOf(store)
  const rule = ruleOf(catalog, asked.rule)
  const reason = asked.reason.trim()
  if (!reason)
    refuse('notice.reason_missing', '没有写为什么免除。', {
      at: { input: 'reason' },
      remedy: '请写一两句：为什么不用再提醒。',
    })
  const subject = await subjectOf(store, actor, rule, asked.subject)
  const day = await dayToJudge(store, actor)
  if (asked.until !== undefined && asked.until < day)
    refuse('notice.until_past', `截止日期 ${asked.until} 已经过了。`, {
      at: { input: 'until' },
      remedy: `请填 ${day} 或以后。`,
    })
  const township = townshipOf(subject.area)
  const key = `${rule.id}/${subject.id}`
  const ledger = rule.kind === 'risk' ? notices.signal : notices.finding
  return inTurn(async () => {
    const { seq, known } = await since(store, township, asked.act)
    if (known) return known
    // Read with the program's eyes, as it will be held against later.
    const found = await scoped(
      store,
      program(township),
      async (tx) => {
        const mine = (row: Row) => `${row.values.rule}/${row.values.subject}` === key
        const [opened] = (await rowsWhere(tx, ledger, 'gone_on', [null])).filter(mine)
        const before = (await rowsWhere(tx, notices.exemption, 'lapsed_on', [null])).filter(mine)
        const led = rule.kind === 'risk' ? ((opened?.values.lead as string | null | undefined) ?? null) : null
        const others = led === null ? [] : await rowsWhere(tx, notices.signal, 'lead', [led])
        return {
          opened,
          led: others.every(({ id, values }) => id === opened?.id || values.gone_on !== null) ? led : null,
          open: (await rowsWhere(tx, notices.lead, 'closed_on', [null])).some(({ id }) => id === led),
          before: before.some(({ values }) => values.until === null || String(values.until) >= day),
          read: await readPrint(tx, rule, subject.id),
        }
      },
      { readOnly: true, snapshot: true },
    )
    if (found.before)
      refuse('notice.exempt_already', `“${rule.says}”对这一行已经免除了。`, { remedy: '到期或资料变了以后会再提醒。' })
    const { opened, led, open, read } = found
    const holder = opened?.values.holder ?? null
    const set = {
      ...(holder === null ? { place: subject.area } : { holder }),
      ...{ rule: rule.id, about: rule.about, subject: subject.id, since: day, reason },
      ...(asked.until !== undefined && { until: asked.until }),
      ...(asked.evidence?.trim() && { evidence: asked.evidence.trim() }),
      ...{ granted_by: asked.by?.trim() || actor.name, version: versionOf(catalog, rule, day), read },
    }
    const changes: Change[] = [{ ledger: notices.exemption, id: idFrom(['exemption', asked.act]), set }]
    if (opened) changes.push({ ledger, id: opened.id, correct: { gone_on: day, gone_by: '已经免除' } })
    if (led !== null && open)
      changes.push({ ledger: notices.lead, id: led, correct: { closed_on: day, closed_by: '预警消失，没有核实' } })
    return write(store, actor, township, seq, { act: asked.act, reason, changes })
  })
}

/** From which act on it is worked out, and the first receipt where the act was sent before. */
const since = (store: Store, township: string, act: string) =>
  scoped(
    store,
    program(township),
    async (tx) => ({ seq: await lastSeq(tx, township), known: await receiptOf(tx, township, act) }),
    { readOnly: true, snapshot: true },
  )

function write(
  store: Store,
  actor: Actor,
  township: string,
  seq: number,
  { act, reason, changes }: { act: string; reason: string; changes: Change[] },
): Promise<Receipt> {
  const whole = { id: act, township, kind: 'correct', reason, source: byProgram, changes } as const
  return record(store, actor, whole, { keeps: true, also: unlessOvertaken(township, seq) })
}
