/** An act checked as far as it can be by itself, and turned into the form in which it is stored. */

import { fieldOf, judge } from '#capture/judge.ts'
import type { Catalog } from '#define/catalog.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Value } from '#kinds/index.ts'
import { keepable } from '#kinds/kind.ts'
import { type At, type Problem, problem, Refusal } from '#problem.ts'
import { type Act, bodyOf, type Change } from '#store/act.ts'
import type { Cipher } from '#store/keys.ts'
import { blindColumn } from '#store/tables/schema.ts'

/** Column → value, ID numbers sealed and with their blind index beside them. */
export type Stored = Record<string, Value>

export interface PreparedRow {
  /** Place among the act's changes of the ledger, from 1. */
  n: number
  id: string
  given: Stored
}

export interface LedgerChanges {
  ledger: LedgerDefinition
  sets: PreparedRow[]
  corrections: PreparedRow[]
  voids: { n: number; id: string }[]
}

export interface Prepared {
  act: Act
  body: string
  /** The key that its numbers are sealed with. */
  key: string
  byLedger: Map<string, LedgerChanges>
  /** Ledger → ids of the rows that the act records, which its links may lead to. */
  newIds: Map<string, Set<string>>
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Throws a Refusal with one Problem for each fault. */
export function prepare(catalog: Catalog, keys: Cipher, act: Act): Prepared {
  const faults: Problem[] = []
  if (!uuid.test(act.id)) throw new Error(`act id is not a lower-case UUID: ${act.id}`)
  if (act.changes.length === 0)
    faults.push(problem('act.empty', '这次提交里没有要记的内容。', { remedy: '请至少填一行。' }))
  if (act.changes.some((change) => !('set' in change)) && !act.reason?.trim()) {
    faults.push(
      problem('act.reason_missing', '更正或作废已经记下的内容，要写明原因。', {
        at: { input: 'reason' },
        remedy: '请写一句原因，例如“姓名录错，按户口簿更正”。',
      }),
    )
  }
  for (const input of ['reason', 'source'] as const) {
    if (keepable(act[input] ?? '')) continue
    const what = input === 'reason' ? '原因' : '来源'
    faults.push(
      problem('text.unstorable', `${what}里有不能保存的字符。`, { at: { input }, remedy: '请手工重打这段文字。' }),
    )
  }
  const byLedger = new Map<string, LedgerChanges>()
  const stored: Change[] = []
  const seen = new Set<string>()
  for (const change of act.changes) {
    const ledger = catalog.ledgers.get(change.ledger)
    if (!ledger) throw new Error(`no such ledger: ${change.ledger}`)
    if (!uuid.test(change.id)) throw new Error(`row id is not a lower-case UUID: ${change.id}`)
    const changes = byLedger.get(ledger.id) ?? { ledger, sets: [], corrections: [], voids: [] }
    byLedger.set(ledger.id, changes)
    const n = changes.sets.length + changes.corrections.length + changes.voids.length + 1
    if (seen.has(change.id)) {
      faults.push(
        problem('act.row_twice', '同一行在一次提交里出现了两次。', {
          at: placeOf(ledger, n),
          remedy: '请合成一行再提交。',
        }),
      )
      continue
    }
    seen.add(change.id)
    if ('void' in change) {
      changes.voids.push({ n, id: change.id })
      stored.push(change)
      continue
    }
    const isNew = 'set' in change
    const values = isNew ? change.set : change.correct
    faults.push(...placed(judge(ledger, values, isNew ? 'new' : 'changed'), ledger, n))
    const given = storedForm(ledger, values, keys)
    ;(isNew ? changes.sets : changes.corrections).push({ n, id: change.id, given })
    const kept = withoutBlind(ledger, given)
    stored.push(
      isNew ? { ledger: ledger.id, id: change.id, set: kept } : { ledger: ledger.id, id: change.id, correct: kept },
    )
  }
  throwIfAny(faults)
  const newIds = new Map([...byLedger].map(([id, { sets }]) => [id, new Set(sets.map((row) => row.id))]))
  return { act, body: bodyOf(stored), key: keys.key, byLedger, newIds }
}

/** Doubts are no faults. */
export function throwIfAny(faults: readonly Problem[]): void {
  const [first, ...others] = faults.filter((one) => !one.doubt)
  if (first) throw new Refusal(first, ...others)
}

/** The nth row of a ledger in an act. */
export function placeOf(ledger: LedgerDefinition, n: number, field?: string): At {
  return { ledger: ledger.id, n, ...(field !== undefined && { field }) }
}

/** Faults of a row, each told where it lies in the act. */
export function placed(faults: readonly Problem[], ledger: LedgerDefinition, n: number): Problem[] {
  return faults.map((fault) => ({ ...fault, at: placeOf(ledger, n, fault.at?.field) }))
}

/** Sealed fields sealed, each with its blind index beside it. */
export function storedForm(ledger: LedgerDefinition, values: Readonly<Record<string, Value>>, keys: Cipher): Stored {
  // Nothing filled in is no value: an empty text is neither a day nor a number.
  const stored: Stored = { ...values }
  for (const name in values) {
    if (values[name] === '') stored[name] = null
    if (!fieldOf(ledger, name)?.kind.sealed) continue
    const value = stored[name]
    stored[name] = typeof value === 'string' ? keys.seal(value, `${ledger.id}.${name}`) : null
    stored[blindColumn(name)] = typeof value === 'string' ? keys.blind(value) : null
  }
  return stored
}

/** Blind indexes follow from the values and the key: the act does not carry them. */
function withoutBlind(ledger: LedgerDefinition, stored: Stored): Stored {
  const kept: Stored = {}
  for (const name in stored) if (name in ledger.fields) kept[name] = stored[name]!
  return kept
}
