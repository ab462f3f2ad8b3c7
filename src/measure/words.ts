/** A measure read back in Chinese: the 口径 that is printed beside the written one and is never stale. */
import type { Catalog } from '#define/catalog.ts'
import type { AggregateNode, Node, Step } from '#define/node.ts'
import { fromSteps } from '#kinds/number.ts'
import { scaleOf } from '#kinds/unit.ts'
import { figureOps, ops } from './ops.ts'

export function inWords(catalog: Catalog, node: Node): string {
  return say(catalog, node)
}

function say(catalog: Catalog, node: Node): string {
  switch (node.node) {
    case 'value':
      if (node.type.is === 'number') return `${fromSteps(Number(node.value), scaleOf(node.type.unit))}${node.type.unit}`
      return node.type.is === 'bool' ? (node.value ? '是' : '否') : String(node.value ?? '空')
    case 'asked':
      return node.what === 'day' ? '期末' : '期初'
    case 'parameter': {
      const says = catalog.parameters.get(node.id)?.says ?? node.id
      return node.key ? `${says}（${say(catalog, node.key)}）` : says
    }
    case 'field':
      return `${walked(catalog, node.steps)}${label(catalog, node)}`
    case 'fact':
      return catalog.facts.get(node.id)?.says ?? node.id
    case 'shift':
      return `上年同期的${say(catalog, node.inner)}`
    case 'aggregate':
      return aggregate(catalog, node)
    case 'op': {
      if (node.op === 'not') {
        const simple = negated(catalog, node.args[0]!)
        if (simple) return simple
      }
      const { says } = ops[node.op] ?? figureOps[node.op]!
      return says.replace(/\{(\d)\}/g, (_, i) => say(catalog, node.args[Number(i)]!))
    }
  }
}

/** 不小于, 不为, 已填: how people say the opposite. */
function negated(catalog: Catalog, node: Node): string | undefined {
  if (node.node !== 'op') return undefined
  const [a, b] = node.args.map((arg) => say(catalog, arg))
  if (node.op === 'below') return `${a}不小于${b}`
  if (node.op === 'equal') return `${a}不为${b}`
  if (node.op === 'missing') return `${a}已填`
  return undefined
}

function label(catalog: Catalog, node: Extract<Node, { node: 'field' }>): string {
  const at = node.steps.at(-1)?.to ?? node.ledger
  const ledger = catalog.ledgers.get(at)
  return node.field === 'id' ? (ledger?.title ?? at) : (ledger?.fields[node.field]?.label ?? node.field)
}

function walked(catalog: Catalog, steps: readonly Step[]): string {
  const last = steps.at(-1)
  return last ? `${catalog.ledgers.get(last.to)?.title ?? last.to}的` : ''
}

function aggregate(catalog: Catalog, node: AggregateNode): string {
  const ledger = catalog.ledgers.get(node.query.ledger)!
  const when = time(catalog, node)
  const conditions = node.query.where.map((c) => say(catalog, c)).join('、')
  const rows = `${when}${conditions ? `、${conditions}` : ''}的“${ledger.title}”`
  const value = node.value ? say(catalog, node.value) : ''
  switch (node.of) {
    case 'count':
      return `${rows}的${ledger.row}数`
    case 'sum':
      return `${rows}的${value}合计`
    case 'distinct':
      return `${rows}里不同的${value}个数`
    case 'any':
      return `有${rows}`
    case 'latest':
      return `${rows}里最近一次的${value}`
    case 'earliest':
      return `${rows}里最早一次的${value}`
    default:
      return `${rows}里${node.of === 'max' ? '最大' : '最小'}的${value}`
  }
}

function time(catalog: Catalog, node: AggregateNode): string {
  const { time } = node.query
  const ledger = catalog.ledgers.get(node.query.ledger)!
  const field = (i: number): string => {
    const names = typeof ledger.dated === 'string' ? [ledger.dated] : (ledger.dated ?? [])
    const [first = '', second] = (names[i] ?? '').split('.')
    const owner = second === undefined ? ledger : ledger.fields[first]?.to?.[0]?.ledger
    return owner?.fields[second ?? first]?.label ?? ''
  }
  if (time.verb === 'ever') return '全部'
  if (time.verb === 'at') return ledger.mode === 'entity' ? '登记在册' : `${say(catalog, time.day)}在册`
  const whole = say(catalog, time.from) === '期初' && say(catalog, time.until) === '期末'
  const window = whole ? '本期' : `${say(catalog, time.from)}至${say(catalog, time.until)}`
  if (time.verb === 'held') return `${window}内有过`
  return `${field(time.verb === 'ended' ? 1 : 0)}在${window}`
}
