/** Why a rule comes to what it comes to for one row. */
import type { Node } from '#define/node.ts'
import type { RuleDefinition } from '#define/rule.ts'
import { townshipOf } from '#kinds/area.ts'
import type { Value } from '#kinds/index.ts'
import { askerOf } from '#measure/asker.ts'
import { evaluator, type Row } from '#measure/evaluate.ts'
import { type Explained, explain, missingIn, type Show } from '#measure/explain.ts'
import { fetchIn, sliceOf } from '#measure/slice.ts'
import { judgedHere, keptStatement, readKept, type Verdict } from '#measure/verdicts.ts'
import { refuse } from '#problem.ts'
import { type Actor, system } from '#store/actor.ts'
import { lookupIn } from '#store/read/lookup.ts'
import { areaNames, placeName } from '#store/read/office-words.ts'
import { rowsById, type Row as StoredRow } from '#store/read/rows.ts'
import { hidden, type Named, shown, titleOf } from '#store/read/show.ts'
import { covers, type Store, scoped } from '#store/store.ts'
import { keptFrom, noticeSaid, ruleOf } from './judge.ts'
import { veil } from './veil.ts'

export interface Why {
  rule: string
  says: string
  basis: string
  subject: { ledger: string; id: string; title: string }
  day: string
  /** Undefined: the rule is not asked of it. */
  verdict: Verdict | undefined
  /** What is said of it where the rule holds. */
  reason?: string
  tree: Explained
  missing: string[]
}

/** The row of which a rule is asked. Throws a Refusal where it is not in sight, or the rule reads who is in a list that is kept. */
export async function subjectOf(store: Store, actor: Actor, rule: RuleDefinition, subject: string): Promise<StoredRow> {
  const ledger = store.catalog.ledgers.get(rule.about)!
  if (keptFrom(store.catalog, rule, actor))
    refuse('rule.kept', `“${rule.says}”要看涉及健康或未成年人的名单，是谁不对您公开。`, {
      remedy: '请向乡镇办公室申请查看，并写明原因。',
    })
  return scoped(
    store,
    actor,
    async (tx) => {
      const [found] = (await lookupIn(tx).rows(rule.about, [subject])).values()
      if (found === 'many')
        return refuse('rule.subject_ambiguous', `叫“${subject}”的${ledger.title}不止一个。`, {
          remedy: '请改写编号，或者行编号。',
        })
      const [one] = found === undefined ? [] : await rowsById(tx, rule.about, [found])
      return (
        one ??
        refuse('row.unknown', `在您的范围内没有找到“${subject}”。`, {
          at: { ledger: rule.about },
          remedy: '请写它的编号，或者清单里列出的行编号。',
        })
      )
    },
    { readOnly: true },
  )
}

/** `subject`: the id of the row, or a name that people write for it: 户编号, 合同号. */
export async function why(store: Store, actor: Actor, id: string, subject: string, day: string): Promise<Why> {
  const { catalog } = store
  const rule = ruleOf(catalog, id)
  const ledger = catalog.ledgers.get(rule.about)!
  const row = await subjectOf(store, actor, rule, subject)
  const nodes: Node[] = [
    ...(rule.among ? [rule.among] : []),
    rule.when,
    ...rule.notice.filter((p) => typeof p !== 'string'),
  ]
  return scoped(
    store,
    system('按规则核对', [townshipOf(row.area)]),
    async (tx) => {
      const slice = await sliceOf(catalog, nodes, { ledger: rule.about, id: row.id }, fetchIn(tx))
      const names = new Map<string, Named>()
      const places = await areaNames(tx, { day })
      for (const code of places.keys()) names.set(code, { ledger: '', id: code, name: placeName(places, code)! })
      for (const [of, rows] of slice!.books)
        for (const one of rows)
          names.set(one.id, { ledger: of, id: one.id, name: titleOf({ store, actor }, catalog.ledgers.get(of)!, one) })
      const sees = (one: Row) => covers(actor, String(one._area))
      const show: Show = (of, field, one) => {
        if (!sees(one)) return '（不在您的范围内）'
        const text = shown({ store, actor }, catalog.ledgers.get(of)!, { ...one }, names)[field]
        const unit = catalog.ledgers.get(of)!.fields[field]?.kind.unit ?? ''
        return text === undefined ? null : text === hidden ? hidden : `${text}${unit}`
      }
      const asker = askerOf({ from: day, day })
      const scope = { townships: tx.townships }
      const [line] = await tx.run<Record<string, Value>>(keptStatement(catalog, scope, rule, row.id, asker))
      const kept = readKept(catalog, rule, line, asker)
      const here = evaluator(catalog, slice!.books, kept).at(rule.about, slice!.row as Row, asker)
      const judged = judgedHere(catalog, rule, here)
      const veiled = (node: Node, of: string, asker?: string) => veil(catalog, node, of, actor, asker)
      const [asked, by] = judged ? [rule.when, here.evident()] : [rule.among!, here]
      return {
        rule: rule.id,
        says: rule.says,
        basis: rule.basis,
        subject: { ledger: rule.about, id: row.id, title: titleOf({ store, actor }, ledger, row.values) },
        day,
        verdict: judged?.verdict,
        ...(judged?.verdict === 'yes' && { reason: noticeSaid(catalog, rule, judged.slots, actor) }),
        tree: explain(catalog, asked, by, { show, sees, veiled, hidden }),
        missing: judged?.verdict === 'unknown' ? missingIn(catalog, rule.when, here.evident()) : [],
      }
    },
    { readOnly: true, snapshot: true },
  )
}
