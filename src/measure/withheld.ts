/** Figures of lists that are kept from the asker: how many is told, whose is not, nor how many where so few live that it tells. */
import type { Catalog } from '#define/catalog.ts'
import type { AggregateNode } from '#define/node.ts'
import { problem, Refusal } from '#problem.ts'
import type { Actor } from '#store/actor.ts'
import { hidesWho, isSmall } from '#store/sees.ts'
import type { Figure } from './figure.ts'
import { statementOf } from './reads.ts'
import type { Leaf } from './statements.ts'

const known = new WeakMap<Catalog, WeakMap<AggregateNode, readonly string[]>>()

/** The ledgers that a leaf's statement reads. */
function ledgersRead(catalog: Catalog, leaf: Leaf): readonly string[] {
  const nodes = known.get(catalog) ?? new WeakMap<AggregateNode, readonly string[]>()
  known.set(catalog, nodes)
  const text = () => statementOf(catalog, leaf, { level: undefined, within: false, narrow: false })
  const found = nodes.get(leaf.node) ?? [
    ...new Set([...text().matchAll(/"row_([a-z0-9_]+)"/g)].map((match) => match[1]!)),
  ]
  nodes.set(leaf.node, found)
  return found
}

/** Whether a leaf is counted over a ledger of which the actor must not know who is in it. */
export function readsKept(catalog: Catalog, actor: Actor, leaf: Leaf): boolean {
  return ledgersRead(catalog, leaf).some((id) => hidesWho(catalog.ledgers.get(id)!, actor))
}

/** The figure without what it says. */
export function withheld(figure: Figure): Figure {
  const message = '这个数出自涉及健康或未成年人的名单，村民组户数少，说出来就能猜到是谁，只答到村。'
  return { ...figure, value: null, said: '（不显示）', rows: 0, missing: 0, flags: [{ code: 'withheld', message }] }
}

/** Throws the Refusal `figure.rows_withheld` where rows of other ledgers would tell who is in one that is kept. */
export function refuseKept(catalog: Catalog, actor: Actor, leaves: readonly Leaf[], area: string | undefined): void {
  const kept = leaves.filter((leaf) => readsKept(catalog, actor, leaf))
  const tells = kept.some(({ node }) => !hidesWho(catalog.ledgers.get(node.query.ledger)!, actor))
  if (!tells && !(kept.length > 0 && isSmall(actor, area))) return
  throw new Refusal(
    problem('figure.rows_withheld', '这个数背后是谁，涉及健康或未成年人，您的账号看不到。', {
      remedy: '请看全村或全乡镇的数；工作需要看名单的，请办公室写明用途后查看。',
    }),
  )
}
