/** What an expression yields, and whether it makes sense on the rows it is read on. */
import type { Catalog } from '#define/catalog.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import {
  type AggregateNode,
  boolType,
  daysOf,
  dayType,
  type Node,
  numberType,
  type RowOp,
  readsAsker,
  type Step,
  type Time,
  type TimeVerb,
  type Type,
  textType,
  visit,
} from '#define/node.ts'
import { scaleOf } from '#kinds/unit.ts'
import { aggregates } from '#measure/aggregates.ts'
import { allOps, figureOps, ops } from '#measure/ops.ts'
import { wayTo } from '#measure/subject.ts'
import { times } from '#measure/times.ts'
import { fault } from './fault.ts'

/**
 * What a node yields, read on a row of `ledger` (or on an area, when there is none), which a row of `asker` asks about. Throws a Fault
 * where it makes no sense.
 */
export function typeOf(catalog: Catalog, node: Node, ledger: string | undefined, asker?: string): Type {
  switch (node.node) {
    case 'value':
      if (node.type.is === 'number' && !Number.isSafeInteger(node.value ?? 0)) {
        const { unit } = node.type
        fault(`${Number(node.value) / scaleOf(unit)}${unit}：小数位超过“${unit}”能保存的位数`)
      }
      return node.type
    case 'asked':
      return dayType
    case 'parameter': {
      const parameter = catalog.parameters.get(node.id) ?? fault(`参数 ${node.id} 没有列进任何条线`)
      if (node.key) mustBe('text', typeOf(catalog, node.key, ledger, asker), '参数的分档')
      if (node.on) mustBe('day', typeOf(catalog, node.on, ledger, asker), '参数的 on(…) 里')
      return numberType(parameter.unit)
    }
    case 'field':
      return typeOfField(catalog, node, ledger)
    case 'fact': {
      const fact = catalog.facts.get(node.id) ?? fault(`事实 ${node.id} 没有列进任何条线的 facts`)
      if (ledger === undefined) return fault(`“${fact.says}”要问某一户或某一人，不能直接问一个地方`)
      if (node.steps.length > 0) walk(catalog, ledger, node.ledger, node.steps)
      else if (!wayTo(catalog, ledger, fact.about)) {
        fault(
          `这里每一行是“${title(catalog, ledger)}”，说不出它属于哪个“${title(catalog, fact.about)}”，不能用“${fact.says}”`,
        )
      }
      return typeOf(catalog, fact.node, fact.about)
    }
    case 'op': {
      const known = ledger === undefined ? allOps[node.op] : ops[node.op as RowOp]
      if (!known)
        return fault(node.op in figureOps ? '相除、占比、增长只用于指标，不能问某一行' : `没有“${node.op}”这种运算`)
      const type = known.type(
        node.args.map((arg) => typeOf(catalog, arg, ledger, asker)),
        node.args,
      )
      return typeof type === 'string' ? fault(type) : type
    }
    case 'shift':
      return typeOf(catalog, node.inner, ledger, asker)
    case 'outer':
      if (asker === undefined)
        return fault('outer(…) 只能写在一行所问的问题里，读的是来问的那一行；事实里面、指标里面都没有')
      return typeOf(catalog, node.inner, asker)
    case 'aggregate':
      return typeOfAggregate(catalog, node, ledger)
  }
}

function typeOfField(catalog: Catalog, node: Extract<Node, { node: 'field' }>, ledger: string | undefined): Type {
  if (ledger === undefined) return fault(`问一个地方时，没有哪一行可以读 ${node.field}；请先 from(…)`)
  const at = walk(catalog, ledger, node.ledger, node.steps)
  if (node.field === 'id') return { is: 'link', ledgers: [at] }
  const field =
    catalog.ledgers.get(at)?.fields[node.field] ?? fault(`台账“${title(catalog, at)}”没有字段 ${node.field}`)
  if (field.to) return { is: 'link', ledgers: field.to.map((t) => t.ledger.id) }
  if (field.kind.unit) return numberType(field.kind.unit)
  return field.kind.reads === 'day' ? dayType : field.kind.reads === 'bool' ? boolType : textType
}

function walk(catalog: Catalog, ledger: string, root: string, steps: readonly Step[]): string {
  if (root !== ledger)
    fault(
      `这里每一行是“${title(catalog, ledger)}”，却读了“${title(catalog, root)}”的字段；请沿关联走过去，如 行.关联.字段`,
    )
  let at = root
  for (const step of steps) {
    if ('link' in step) {
      const field = catalog.ledgers.get(at)?.fields[step.link]
      if (!field?.to?.some((t) => t.ledger.id === step.to))
        fault(`“${title(catalog, at)}”的 ${step.link} 不指向“${title(catalog, step.to)}”`)
    } else if (!catalog.joins.some((j) => j.ledger === step.joined && j.fromLedger === at && j.toLedger === step.to)) {
      fault(`“${title(catalog, step.joined)}”不能把“${title(catalog, at)}”带到“${title(catalog, step.to)}”`)
    }
    at = step.to
  }
  return at
}

function typeOfAggregate(catalog: Catalog, node: AggregateNode, asker: string | undefined): Type {
  const { query } = node
  const ledger = catalog.ledgers.get(query.ledger) ?? fault(`台账 ${query.ledger} 没有列进任何条线`)
  if (query.keys?.length) checkKeys(catalog, node, asker)
  else if (asker !== undefined) {
    const way = wayTo(catalog, query.ledger, asker)
    if (!way) fault(`“${ledger.title}”的一行说不出属于哪个“${title(catalog, asker)}”，不能按它来数`)
    if (way?.length === 0) fault(`“${ledger.title}”的一行不能再去数自己的台账`)
    if (way?.some((step) => 'joined' in step)) ownDay(query)
  }
  const timing = times[query.time.verb]
  if (!timing.of.includes(ledger.mode)) fault(wrongTime(ledger, query.time.verb))
  for (const day of daysOf(query.time))
    mustBe('day', typeOf(catalog, day, query.ledger, asker), `${query.time.verb}(…) 里`)
  for (const condition of query.where) mustBe('bool', typeOf(catalog, condition, query.ledger, asker), 'where 里的条件')
  const { takes, owned, dated, across, type } = aggregates[node.of]
  const value = node.value && typeOf(catalog, node.value, query.ledger, asker)
  if (takes && !value) fault(`没有说 ${node.of}(…) 取哪一项`)
  if (takes && value && !takes.includes(value.is))
    fault(`${node.of}(…) 里要的是${takes.map((is) => typeWords[is]).join('或')}`)
  if (owned && !ownedByRow(catalog, node.value!, query.ledger))
    fault(`${node.of}(…) 只能加这一行自己的数；从别处读来的数会被重复相加，请改从那本台账开始数`)
  if (dated && ledger.mode === 'entity') fault(`“${ledger.title}”没有日期，说不出最近一次`)
  if (asker === undefined && !across) fault(`${node.of}(…) 要问某一户或某一人，不能直接问一个地方`)
  return type({
    row: countingWord(ledger, query.time),
    value,
    rowOf: (id) => catalog.ledgers.get(id)?.row ?? '个',
  })
}

function checkKeys(catalog: Catalog, { query }: AggregateNode, asker: string | undefined): void {
  if (asker === undefined) fault('by(…) 要由某一行来问：哪些行与它相同；不能直接问一个地方')
  for (const { inner, outer } of query.keys!) {
    const [mine, theirs] = [typeOf(catalog, inner, query.ledger), typeOf(catalog, outer, asker)]
    const [a, b] = [mine, theirs].map((type) => (type.is === 'number' ? type.unit : typeWords[type.is]))
    if (a !== b) fault(`by(…) 的两边要是同一种：一边是${a}，一边是${b}`)
    if (mine.is === 'bool') fault('by(…) 里要的是数、日期、文字或关联，不是条件')
    if (mine.is === 'link' && theirs.is === 'link' && !mine.ledgers.some((id) => theirs.ledgers.includes(id)))
      fault('by(…) 的两边指向不同的台账，永远不会相同')
  }
  if (query.keys!.some(({ inner }) => goesThrough(inner))) ownDay(query)
}

/** Where memberships tell whose a row is, the day on which they are read cannot be the asker's: nobody is known yet to ask for it. */
function ownDay({ time }: AggregateNode['query']): void {
  if (daysOf(time).some(readsAsker))
    fault(`${time.verb}(…) 的日子来自来问的那一行，属于谁就不能再按成员关系去找；请用 by(…) 说明哪一栏相同`)
}

/** Whether the day matters on which it is read. */
function goesThrough(node: Node): boolean {
  let found = false
  visit(node, (n) => {
    if (n.node === 'fact' || n.node === 'aggregate') found = true
    if (n.node === 'field' && n.steps.some((step) => 'joined' in step)) found = true
  })
  return found
}

/** In a state a household stands once on a day, but over a period it may come and go. */
function countingWord({ mode, row }: LedgerDefinition, time: Time): string {
  return mode === 'state' && times[time.verb].again && (row === '户' || row === '人') ? `${row}次` : row
}

function wrongTime({ mode, title }: LedgerDefinition, verb: TimeVerb): string {
  const what = { entity: '现有的户、人或物', event: '某一天发生的事', state: '一段时间' }[mode]
  const right = Object.entries(times).filter(([, timing]) => timing.of.includes(mode))
  return `“${title}”记的是${what}，不能用 ${verb}(…)；可以问${right.map(([name, { asks }]) => `${asks} ${name}(…)`).join('、')}`
}

/** A row owns a number that is its own field, a constant, or a fact of itself. */
function ownedByRow(catalog: Catalog, node: Node, ledger: string): boolean {
  let owned = true
  visit(node, (n) => {
    if (n.node === 'field' && n.steps.length > 0) owned = false
    if (n.node === 'fact' && catalog.facts.get(n.id)?.about !== ledger) owned = false
  })
  return owned
}

const typeWords: Record<Type['is'], string> = { number: '数', day: '日期', text: '文字', bool: '条件', link: '关联' }

function mustBe(is: Type['is'], type: Type, what: string): void {
  if (type.is !== is) fault(`${what}要的是${typeWords[is]}`)
}

function title(catalog: Catalog, ledger: string): string {
  return catalog.ledgers.get(ledger)?.title ?? ledger
}
