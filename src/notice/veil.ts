/** What of a rule's reasons is not for every eye: a value that is read from a field which the actor does not read in the clear. */
import type { Catalog } from '#define/catalog.ts'
import { type Node, visit } from '#define/node.ts'
import { typeOf } from '#measure/check/expression.ts'
import type { Actor } from '#store/actor.ts'
import { hides } from '#store/sees.ts'

/** Whether what the node comes to would tell such a value. That a whole condition holds is what the rule says, and is told. */
export function veil(catalog: Catalog, node: Node, ledger: string, actor: Actor, asker?: string): boolean {
  if (node.node === 'op' && ['equal', 'below', 'ratio_below', 'ratio_above'].includes(node.op))
    return node.args.some((arg) => veil(catalog, arg, ledger, actor, asker))
  if (node.node === 'outer') return veil(catalog, node.inner, asker!, actor)
  if (node.node === 'aggregate' && ['count', 'distinct', 'any', 'some'].includes(node.of)) return false
  if (node.node !== 'field' && typeOf(catalog, node, ledger, asker).is === 'bool') return false
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
