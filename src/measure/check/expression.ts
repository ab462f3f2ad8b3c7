/** What an expression yields, and whether it makes sense on the rows it is read on. */
import type { Catalog } from '#define/catalog.ts'
import {
  type AggregateNode,
  boolType,
  dayType,
  type Node,
  numberType,
  type Step,
  type Type,
  textType,
  visit,
} from '#define/node.ts'
import { isUnit } from '#kinds/unit.ts'
import { figureOps, ops } from '#measure/ops.ts'
import { wayTo } from '#measure/subject.ts'
import { fault } from './fault.ts'

/** What a node yields, read on a row of `ledger` (or on an area, when there is none). Throws a Fault where it makes no sense. */
export function typeOf(catalog: Catalog, node: Node, ledger: string | undefined): Type {
  switch (node.node) {
    case 'value':
      return node.type
    case 'asked':
      return dayType
    case 'parameter': {
      const parameter = catalog.parameters.get(node.id) ?? fault(`参数 ${node.id} 没有列进任何条线`)
      if (node.key) mustBe('text', typeOf(catalog, node.key, ledger), '参数的分档')
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
      if (node.op === 'counted_as') {
        const word = node.args[1]?.node === 'value' ? String(node.args[1].value) : ''
        if (!isUnit(word)) fault(`“${word}”不在单位表里`)
        typeOf(catalog, node.args[0]!, ledger)
        return numberType(word)
      }
      const known = ledger === undefined ? (figureOps[node.op] ?? ops[node.op]) : ops[node.op]
      if (!known)
        return fault(
          ledger !== undefined && figureOps[node.op]
            ? '相除、占比、增长只用于指标，不能问某一行'
            : `没有“${node.op}”这种运算`,
        )
      const type = known.type(node.args.map((arg) => typeOf(catalog, arg, ledger)))
      return typeof type === 'string' ? fault(type) : type
    }
    case 'shift':
      return typeOf(catalog, node.inner, ledger)
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
  return { day: dayType, yes_no: boolType }[field.kind.name as string] ?? textType
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
  if (asker !== undefined) {
    const way = wayTo(catalog, query.ledger, asker)
    if (!way) fault(`“${ledger.title}”的一行说不出属于哪个“${title(catalog, asker)}”，不能按它来数`)
    if (way?.length === 0) fault(`“${ledger.title}”的一行不能再去数自己的台账`)
  }
  const allowed = {
    entity: ['at', 'ever'],
    event: ['during', 'ever'],
    state: ['at', 'began', 'ended', 'held', 'ever'],
  }[ledger.mode]
  if (!allowed.includes(query.time.verb)) {
    fault(
      ledger.mode === 'event'
        ? `“${ledger.title}”记的是某一天发生的事，用 during(…) 问，不能用 ${query.time.verb}(…)`
        : `“${ledger.title}”记的是一段时间，要说清是哪天在册 at(…)、开始 began(…)、结束 ended(…) 还是期间有过 held(…)`,
    )
  }
  for (const condition of query.where) mustBe('bool', typeOf(catalog, condition, query.ledger), 'where 里的条件')
  const value = node.value && typeOf(catalog, node.value, query.ledger)
  switch (node.of) {
    case 'count':
      return numberType(countUnit(ledger.row, ledger.mode, query.time.verb))
    case 'any':
      return boolType
    case 'distinct': {
      if (value?.is !== 'link') return numberType('个')
      const rows = [...new Set(value.ledgers.map((id) => catalog.ledgers.get(id)?.row ?? '个'))]
      return numberType(rows.length === 1 ? rows[0]! : '个')
    }
    case 'sum':
      if (value?.is !== 'number') return fault('sum(…) 里要的是数')
      if (!ownedByRow(catalog, node.value!, query.ledger))
        fault('sum(…) 只能加这一行自己的数；从别处读来的数会被重复相加，请改从那本台账开始数')
      return value
    case 'latest':
    case 'earliest':
      if (ledger.mode === 'entity') fault(`“${ledger.title}”没有日期，说不出最近一次`)
      return value ?? fault('没有说取哪一项')
    default:
      return value?.is === 'number' || value?.is === 'day' ? value : fault(`${node.of}(…) 里要的是数或日期`)
  }
}

function countUnit(row: string, mode: string, verb: string): string {
  return mode === 'state' && verb !== 'at' && (row === '户' || row === '人') ? `${row}次` : row
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

function mustBe(is: Type['is'], type: Type, what: string): void {
  if (type.is !== is) fault(`${what}要的是${is === 'bool' ? '条件' : '文字'}`)
}

function title(catalog: Catalog, ledger: string): string {
  return catalog.ledgers.get(ledger)?.title ?? ledger
}
