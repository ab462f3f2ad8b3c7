/** What of the books an answer depends on, taken from the statement that asks it: what is not read can change without changing the answer. */
import type { Catalog } from '#define/catalog.ts'
import type { AggregateNode } from '#define/node.ts'
import { compiled } from '#store/sql.ts'
import { ANYTHING, BEGUN, PLACED, touchOf } from '#store/tables/touch.ts'
import { figureStatement, type Leaf } from './statements.ts'

/** How a question is put, as far as what it reads goes. */
export interface Put {
  level: number | undefined
  /** Of one area. */
  within: boolean
  /** By who does not see the whole township: which rows there are for them depends on where those are. */
  narrow: boolean
}

const known = new WeakMap<Catalog, WeakMap<AggregateNode, Map<string, readonly string[]>>>()

/** What a leaf reads, as acts note what they touch. */
export function readsOf(catalog: Catalog, leaf: Leaf, put: Put): readonly string[] {
  const nodes = known.get(catalog) ?? new WeakMap<AggregateNode, Map<string, readonly string[]>>()
  known.set(catalog, nodes)
  const ways = nodes.get(leaf.node) ?? new Map<string, readonly string[]>()
  nodes.set(leaf.node, ways)
  const way = `${put.level}|${put.within}|${put.narrow}`
  const reads = ways.get(way) ?? columnsRead(statementOf(catalog, leaf, put), put.narrow)
  ways.set(way, reads)
  return reads
}

/** The statement as it reads most: as if rows of its ledger had moved. */
export function statementOf(catalog: Catalog, leaf: Leaf, { level, within, narrow }: Put): string {
  const asking = { ...(within && { area: '0' }), ...(narrow && { sight: ['0'] }) }
  return compiled(figureStatement(catalog, [], leaf.node.query.ledger, [leaf], asking, level)).text
}

/**
 * A table reached by the id that a link holds is read for its columns only: a link leads to a row that was there before, and a row that
 * is linked cannot be voided. Of all others it matters too which rows there are.
 */
function columnsRead(text: string, narrow: boolean): readonly string[] {
  const reads = new Set<string>()
  const ledgers = new Map<string, string>()
  for (const [use, ledger, alias] of text.matchAll(/\b(?:FROM|JOIN) "row_([a-z0-9_]+)" (\w+)/g)) {
    ledgers.set(alias!, ledger!)
    reads.add(touchOf(ledger!, ANYTHING))
    const linked = `JOIN "row_${ledger}" ${alias} ON ${alias}.township = `
    const byId = new RegExp(`^t\\d+\\.township AND "${alias}"\\."id" = "t\\d+"\\."\\w+" AND `)
    const at = text.indexOf(linked)
    if (!use.startsWith('JOIN') || at < 0 || !byId.test(text.slice(at + linked.length)))
      reads.add(touchOf(ledger!, BEGUN))
    if (narrow) reads.add(touchOf(ledger!, PLACED))
  }
  for (const [, alias, name] of text.matchAll(/\b(\w+)"?\."?([a-z_][a-z0-9_]*)/g)) {
    const ledger = ledgers.get(alias!)
    if (ledger === undefined || standing.has(name!)) continue
    reads.add(touchOf(ledger, name === '_was' || name === '_area' ? PLACED : name!))
  }
  return [...reads]
}

/** Columns that no correction of a row changes, and those by which one version stands for another. */
const standing = new Set(['township', 'id', '_from', '_to'])
