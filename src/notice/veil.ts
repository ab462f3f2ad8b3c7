/** What of a rule's reasons is not for every eye: a value that is read from a field which the actor does not read in the clear. */
import type { Catalog } from '#define/catalog.ts'
import { type Node, visit } from '#define/node.ts'
import { typeOf } from '#measure/check/expression.ts'
import type { Actor } from '#store/actor.ts'
import { hides } from '#store/sees.ts'

/**
 * Whether what the node comes to would tell such a value. Conditions put together tell as much as each of them, and so does how many rows
 * fulfil one: that a whole rule holds is what the rule says, and is told as its verdict.
 */
export function veil(catalog: Catalog, node: Node, ledger: string, actor: Actor, asker?: string): boolean {
  if (node.node === 'outer') return veil(catalog, node.inner, asker!, actor)
  if (node.node === 'aggregate' && ['count', 'distinct', 'any', 'some'].includes(node.of)) {
    const { query, value, of } = node
    return [...query.where, ...(of === 'some' && value ? [value] : [])].some((part) =>
      veil(catalog, part, query.ledger, actor, ledger),
    )
  }
  const isBool = node.node !== 'field' && typeOf(catalog, node, ledger, asker).is === 'bool'
  if (isBool && node.node === 'fact') {
    const fact = catalog.facts.get(node.id)!
    return veil(catalog, fact.node, fact.about, actor)
  }
  // Whether a value is there is told of every field.
  if (isBool && node.node === 'op')
    return node.op !== 'missing' && node.args.some((arg) => veil(catalog, arg, ledger, actor, asker))
  return readsHidden(catalog, node, actor)
}
function readsHidden(catalog: Catalog, node: Node, actor: Actor): boolean {
  let found = false
  visit(node, (n) => {
    if (n.node === 'field') {
      const field = catalog.ledgers.get(n.steps.at(-1)?.to ?? n.ledger)?.fields[n.field]
      if (field && hides(field, actor)) found = true
    }
    if (n.node === 'fact' && readsHidden(catalog, catalog.facts.get(n.id)!.node, actor)) found = true
  })
  return found
}
