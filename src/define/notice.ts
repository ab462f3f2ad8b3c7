/**
 * What becomes of verdicts, as ordinary ledgers that the program keeps itself: signals and leads about those on whom risks gather,
 * findings about rows that cannot be right, and exemptions that people grant. Made from the content's own ledger, so that the platform
 * knows none by name.
 */
import { area, choice, day, link, text } from './field.ts'
import { type AnyLedger, state } from './ledger.ts'
import type { Parameter } from './parameter.ts'
import type { Level } from './rule.ts'

/** How soon somebody has to look, in words. */
export const levelSaid: Record<Level, string> = { 1: '下一轮看', 2: '本周看', 3: '今天看' }
const levels = [levelSaid[1], levelSaid[2], levelSaid[3]] as const

export const levelOfWord = (word: unknown): Level => (levels.indexOf(String(word)) + 1) as Level

/** What looking into a lead comes to. */
export const outcomes = ['不属实', '属实，暂无风险', '属实，已帮扶解决', '转识别'] as const
export type Outcome = (typeof outcomes)[number]

/** Why a signal or a finding stands no longer. */
export const goneBy = ['资料或日期变了', '规则或参数变了', '那一行作废了', '规则取消了', '已经免除'] as const
export type GoneBy = (typeof goneBy)[number]

export const leadClosedBy = ['已核实', '预警消失，没有核实'] as const

export interface NoticesDefinition {
  /** The ledger of those on whom risks gather. */
  holder: string
  signal: string
  lead: string
  finding: string
  exemption: string
  /** Parameter: days in which a lead has to be looked into, by `levelSaid`. */
  due: string
  /** Parameter: leads opened in one village on one day, beside those of the highest level. */
  budget: string
}

/** What `noticesAbout` declares. */
export interface Notices {
  readonly notices: NoticesDefinition
  readonly ledgers: readonly AnyLedger[]
}

/** Declares the four ledgers about `holder`. That there is a row about somebody can tell who is ill: who is in them is kept. */
export function noticesAbout(
  holder: AnyLedger,
  { due, budget }: { due: Parameter<'天'>; budget: Parameter<'户'> },
): Notices {
  const { title } = holder.ledger
  const kept = { sensitive: 'health', keptBy: 'program' } as const
  const judged = {
    rule: text('规则编号', { max: 100, sensitive: 'health' }),
    about: text('规则问的台账', { max: 40 }),
    subject: text('规则问的那一行', { max: 36 }),
    level: choice('缓急', levels),
    said: text('说明', { max: 500, sensitive: 'health' }),
    version: text('规则和参数的指纹', { max: 16 }),
    raised_on: day('出现日期'),
    gone_on: day('消失日期', { optional: true }),
    gone_by: choice('为什么消失', goneBy, { optional: true }),
  } as const
  const lead = state('lead', {
    title: '预警线索',
    row: '条',
    purpose: '要人去核实的一户：哪天开的、最迟哪天核实、谁核实的、结果如何。由程序按预警开，由人答复。',
    of: 'holder',
    dated: ['opened_on', 'closed_on'],
    ...kept,
    shownAs: 'holder',
    fields: {
      holder: link(holder, title),
      level: choice('缓急', levels),
      opened_on: day('开出日期'),
      due_on: day('最迟核实日期'),
      verified_on: day('核实日期', { optional: true }),
      verified_by: text('核实人', { optional: true, max: 60 }),
      outcome: choice('核实结果', outcomes, { optional: true }),
      reason: text('核实情况', { optional: true, max: 500, sensitive: 'health' }),
      closed_on: day('办结日期', { optional: true }),
      closed_by: choice('怎么办结的', leadClosedBy, { optional: true }),
    },
  })
  const signal = state('signal', {
    title: '预警',
    row: '条',
    purpose: '一条风险规则对一户成立的时段：哪天出现、为什么、哪天消失。由程序记。',
    of: 'holder',
    dated: ['raised_on', 'gone_on'],
    unique: [['rule', 'subject', 'raised_on']],
    ...kept,
    shownAs: 'holder',
    fields: {
      holder: link(holder, title),
      lead: link(lead, '并入的线索', { optional: true }),
      risk: text('风险类别', { max: 40, sensitive: 'health' }),
      ...judged,
    },
  })
  const finding = state('finding', {
    title: '数据疑点',
    row: '条',
    purpose: '一条数据规则对一行成立的时段：哪天出现、为什么、最迟哪天改、哪天消失。由程序记。',
    of: 'holder',
    area: ['holder', 'place'],
    dated: ['raised_on', 'gone_on'],
    unique: [['rule', 'subject', 'raised_on']],
    ...kept,
    shownAs: 'subject',
    fields: {
      holder: link(holder, title, { optional: true }),
      place: area('所在地', { optional: true }),
      due_on: day('最迟改正日期'),
      ...judged,
    },
  })
  const exemption = state('exemption', {
    title: '规则免除',
    row: '条',
    purpose: '一条规则对某一行不再提醒：为什么、凭什么、谁定的、到哪天。这一户的资料变了就不再算数。',
    of: 'holder',
    area: ['holder', 'place'],
    dated: ['since', 'until'],
    ...kept,
    shownAs: 'subject',
    fields: {
      holder: link(holder, title, { optional: true }),
      place: area('所在地', { optional: true }),
      rule: text('规则编号', { max: 100, sensitive: 'health' }),
      about: text('规则问的台账', { max: 40 }),
      subject: text('规则问的那一行', { max: 36 }),
      since: day('起始日期'),
      until: day('截止日期', { optional: true }),
      reason: text('原因', { max: 300, sensitive: 'health' }),
      evidence: text('凭据', { max: 300, sensitive: 'health', optional: true }),
      granted_by: text('谁定的', { max: 60 }),
      version: text('规则和参数的指纹', { max: 16 }),
      read: text('资料的指纹', { max: 64 }),
      lapsed_on: day('失效日期', { optional: true }),
      lapsed_by: choice('为什么失效', ['资料变了', '规则或参数变了'], { optional: true }),
    },
  })
  return {
    notices: {
      holder: holder.ledger.id,
      signal: signal.ledger.id,
      lead: lead.ledger.id,
      finding: finding.ledger.id,
      exemption: exemption.ledger.id,
      due: due.parameter.id,
      budget: budget.parameter.id,
    },
    ledgers: [lead, signal, finding, exemption],
  }
}
