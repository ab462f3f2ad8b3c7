/** Fingerprints: of a rule with its parameters, and of what a rule reads about one row. They tell why a verdict is another than before. */
import { createHash } from 'node:crypto'
import type { Catalog } from '#define/catalog.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { type Node, visit } from '#define/node.ts'
import type { RuleDefinition } from '#define/rule.ts'
import type { Value } from '#kinds/index.ts'
import type { Row } from '#measure/evaluate.ts'
import { fetchIn, sliceOf } from '#measure/slice.ts'
import type { Scoped } from '#store/store.ts'
import { linksOf } from '#store/tables/schema.ts'

const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')

/** Of whom the rule is asked and when it holds, the facts it uses, and the values of its parameters on the day. */
export function versionOf(catalog: Catalog, { among, when }: RuleDefinition, day: string): string {
  const facts = new Map<string, Node>()
  const parameters = new Map<string, unknown>()
  const look = (node: Node): void =>
    visit(node, (n) => {
      if (n.node === 'parameter') {
        const { values } = catalog.parameters.get(n.id)!
        const ruled = n.on ? values : values.filter(({ from, until }) => from <= day && !(until && until < day))
        parameters.set(`${n.id}${n.on ? '@' : ''}`, ruled)
      }
      if (n.node === 'fact' && !facts.has(n.id)) {
        facts.set(n.id, catalog.facts.get(n.id)!.node)
        look(facts.get(n.id)!)
      }
    })
  for (const node of [among, when]) if (node) look(node)
  return digest([among, when, [...facts].sort(), [...parameters].sort()]).slice(0, 16)
}

/** Of what is sealed only whether it is there: sealed anew it is another text. */
const valueIn = ({ fields }: LedgerDefinition, field: string, row: Row): Value =>
  fields[field]!.kind.sealed ? row[field] != null : (row[field] ?? null)

/** What the rule reads about a row: which rows there are, and what stands in the columns that it names, in links and in days. */
export async function readPrint(tx: Scoped, { about, among, when }: RuleDefinition, id: string): Promise<string> {
  const { catalog } = tx.store
  const nodes = [...(among ? [among] : []), when]
  const slice = await sliceOf(catalog, nodes, { ledger: about, id }, fetchIn(tx))
  if (!slice) return ''
  const named = new Set<string>()
  const look = (node: Node): void =>
    visit(node, (n) => {
      if (n.node === 'field') named.add(`${n.steps.at(-1)?.to ?? n.ledger}.${n.field}`)
      if (n.node === 'fact') look(catalog.facts.get(n.id)!.node)
    })
  for (const node of nodes) look(node)
  const rows = [...slice.books].flatMap(([ledger, found]) => {
    const definition = catalog.ledgers.get(ledger)!
    const links = new Set(linksOf(definition).map(({ field }) => field))
    const read = Object.keys(definition.fields).filter(
      (field) => links.has(field) || definition.fields[field]!.kind.reads === 'day' || named.has(`${ledger}.${field}`),
    )
    return found.map((row) => JSON.stringify([ledger, row.id, read.map((field) => valueIn(definition, field, row))]))
  })
  return digest(rows.sort())
}
