/**
 * Zero needs evidence (ADR 0025), of one row too: that nothing is found says something only where somebody keeps that ledger. A verdict that
 * would follow from no rows is unknown where the township has none at that time.
 */
import type { Catalog } from '#define/catalog.ts'
import { type AggregateNode, boolType, daysOf, type Node, visit } from '#define/node.ts'
import { aggregates, ofNone } from './aggregates.ts'

const anybody: Node = { node: 'value', type: boolType, value: true }

/** Whether the township has any row of the ledger then; undefined where no rows are no answer anyway. Where the day is a row's own: any at all. */
export function witness(catalog: Catalog, node: AggregateNode): AggregateNode | undefined {
  const { ledger, time } = node.query
  const empty = aggregates[node.of].js([], { value: () => null, day: () => null })
  if ((empty ?? ofNone(node, catalog.ledgers.get(ledger)!.complete)) === null) return undefined
  return {
    node: 'aggregate',
    of: 'any',
    query: {
      ledger,
      where: [],
      time: daysOf(time).every(isFixed) ? time : { verb: 'ever' },
      keys: [{ inner: anybody, outer: anybody }],
    },
  }
}

/** Whether it is one that `witness` made. */
export const isWitness = (node: Node): node is AggregateNode =>
  node.node === 'aggregate' && node.query.keys?.[0]?.inner.node === 'value'

/** All that a verdict may rest on. What a condition in `where` does not find is not counted, and needs none. */
export function witnessesIn(catalog: Catalog, node: Node): Node[] {
  const found = new Map<string, Node>()
  const look = (at: Node, months: number): void => {
    visit(at, (n) => {
      if (n.node === 'shift') look(n.inner, months + n.months)
      if (n.node === 'fact') look(catalog.facts.get(n.id)!.node, months)
      if (n.node === 'aggregate') {
        const own = witness(catalog, n)
        const then: Node | undefined = own && months !== 0 ? { node: 'shift', months, inner: own } : own
        if (then) found.set(JSON.stringify(then), then)
        if (n.value) look(n.value, months)
      }
      return n.node !== 'shift' && n.node !== 'aggregate'
    })
  }
  look(node, 0)
  return [...found.values()]
}

function isFixed(day: Node): boolean {
  let fixed = true
  visit(day, (n) => {
    if (['field', 'fact', 'aggregate', 'outer'].includes(n.node)) fixed = false
  })
  return fixed
}
