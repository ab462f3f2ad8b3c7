/** Names that people wrote become ids and codes. Who is who, a lookup given from outside says. */
import type { LedgerDefinition } from '#define/ledger.ts'
import { type Problem, problem } from '#problem.ts'
import { type BadRow, badRow, type GoodRow, inOrder, type Reading } from './validate.ts'

/** Name → id or code; 'none' when nothing bears it, 'many' when several do. A name that is absent counts as 'none'. */
export type Found = ReadonlyMap<string, string>

export interface Lookup {
  /** Rows of a ledger by what they are named by. */
  rows(ledger: string, names: readonly string[]): Promise<Found>
  /** Areas by name. */
  areas(names: readonly string[]): Promise<Found>
}

/** Puts ids and codes in place of names. Each name is asked once. Rows with names that lead nowhere, or to several, become bad ones. */
export async function resolveNames(ledger: LedgerDefinition, reading: Reading, lookup: Lookup): Promise<Reading> {
  const found = new Map<string, Found[]>()
  for (const [name, field] of Object.entries(ledger.fields)) {
    const names = [...new Set(reading.good.flatMap((row) => row.names[name] ?? []))]
    if (names.length === 0) continue
    const targets = field.to ?? []
    found.set(
      name,
      field.kind.place
        ? [await lookup.areas(names)]
        : await Promise.all(targets.map((to) => lookup.rows(to.ledger.id, names))),
    )
  }
  const good: GoodRow[] = []
  const bad: BadRow[] = [...reading.bad]
  for (const { names, ...row } of reading.good) {
    const { values } = row
    const problems: Problem[] = []
    const resolved = { ...values }
    for (const [field, name] of Object.entries(names)) {
      const answer = oneOf(found.get(field) ?? [], name)
      if (answer === 'none' || answer === 'many') problems.push(unresolved(ledger, field, name, answer))
      else resolved[field] = answer
    }
    if (problems.length > 0) bad.push(badRow(reading.blocks, row, problems))
    else good.push({ ...row, values: resolved, names: {} })
  }
  return { ...reading, good, bad: inOrder(bad) }
}

function oneOf(found: readonly Found[], name: string): string {
  const answers = found.map((each) => each.get(name) ?? 'none').filter((answer) => answer !== 'none')
  return answers.length > 1 ? 'many' : (answers[0] ?? 'none')
}

function unresolved(ledger: LedgerDefinition, name: string, written: string, answer: 'none' | 'many'): Problem {
  const field = ledger.fields[name]
  const at = { ledger: ledger.id, field: name }
  if (field?.kind.place) {
    const remedy = '请填行政区划代码，或核对村名、组名。'
    return answer === 'none'
      ? problem('area.not_listed', `没有叫“${written}”的村或村民组。`, { at, remedy })
      : problem('import.area_ambiguous', `叫“${written}”的地方不止一个。`, { at, remedy })
  }
  const titles = (field?.to ?? []).map((to) => to.ledger.title).join('、')
  const labels = [
    ...new Set((field?.to ?? []).flatMap(({ ledger: to }) => to.namedBy.map((by) => to.fields[by]?.label ?? by))),
  ]
  return answer === 'none'
    ? problem('act.link_missing', `“${titles}”里没有“${written}”。`, {
        at,
        remedy: `请核对${labels.join('或')}；确实没有的，请先登记。`,
      })
    : problem('import.link_ambiguous', `“${titles}”里叫“${written}”的不止一个。`, {
        at,
        remedy: `请改填${labels[0] ?? '编号'}。`,
      })
}
