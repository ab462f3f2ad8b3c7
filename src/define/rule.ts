/** Rules: when somebody deserves attention (risk), or when what is recorded contradicts itself (quality). Each stands on a document. */
import type { Bool, Expression, Num, Said } from './expression.ts'
import type { AnyLedger } from './ledger.ts'
import type { Measure } from './measure.ts'
import type { Node } from './node.ts'

export const ruleKinds = ['risk', 'quality'] as const
export type RuleKind = (typeof ruleKinds)[number]

/** How soon somebody has to look: 3 today, 2 this week, 1 at the next round. */
export type Level = 1 | 2 | 3

export interface RuleDefinition {
  id: string
  kind: RuleKind
  /** The ledger of whose rows it is asked. */
  about: string
  /** What it is when it holds: 借款人不是这一户的人. */
  says: string
  /** The document it rests on, with number and clause; 经验值 where there is none. */
  basis: string
  level: Level
  /** The kind of risk: 因病, 因学 … Leads are ranked over different ones. */
  risk?: string
  /** Of whom it is asked at all. Where this is not surely so there is no verdict, not even unknown. */
  among?: Node
  when: Node
  /** By which those for whom it holds are ranked. */
  weight?: Node
  /** What is said of one for whom it holds: words, and what is read on the row. */
  notice: readonly NoticePart[]
}

export type NoticePart = string | Node

/** What `riskRule` and `qualityRule` declare. */
export interface Rule {
  readonly rule: RuleDefinition
}

interface Given {
  about: AnyLedger
  says: string
  basis: string
  level: Level
  among?: Bool
  when: Bool
  weight?: Num | Measure
  notice: readonly NoticePart[]
}

function rule(id: string, kind: RuleKind, { about, among, when, weight, ...rest }: Given & { risk?: string }): Rule {
  return {
    rule: {
      id,
      kind,
      about: about.ledger.id,
      ...rest,
      ...(among && { among: among.node }),
      when: when.node,
      ...(weight && { weight: weight.node }),
    },
  }
}

/** Declares when a household deserves attention. */
export function riskRule(id: string, given: Given & { risk: string }): Rule {
  return rule(id, 'risk', given)
}

/** Declares what cannot be right. The line of work that lists it is the one that repairs it. */
export function qualityRule(id: string, given: Given): Rule {
  return rule(id, 'quality', given)
}

/** What is said of one for whom a rule holds: `` tell`${loan.lent_on}放款，${loan.amount}` ``. */
export function tell(words: TemplateStringsArray, ...slots: readonly (Expression | Measure | Said)[]): NoticePart[] {
  return words.flatMap((word, i): NoticePart[] => {
    const slot = slots[i]
    return [...(word ? [word] : []), ...(slot ? [slot.node] : [])]
  })
}
