/** A measure read back in Chinese: the 口径 that is printed beside the written one and is never stale. */
import type { Catalog } from '#define/catalog.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { type AggregateNode, daysOf, type Node, type Step, type Time } from '#define/node.ts'
import { fromSteps } from '#kinds/number.ts'
import { scaleOf } from '#kinds/unit.ts'
import { aggregates } from './aggregates.ts'
import { allOps } from './ops.ts'
import { endings } from './subject.ts'
import { times } from './times.ts'

export function inWords(catalog: Catalog, node: Node): string {
  switch (node.node) {
    case 'value':
      if (node.type.is === 'number') return `${fromSteps(Number(node.value), scaleOf(node.type.unit))}${node.type.unit}`
      return node.type.is === 'bool' ? (node.value ? '是' : '否') : String(node.value ?? '空')
    case 'asked':
      return node.what === 'day' ? '期末' : '期初'
    case 'parameter': {
      const says = catalog.parameters.get(node.id)?.says ?? node.id
      const more = [node.key, node.on].flatMap((part) => (part ? [inWords(catalog, part)] : []))
      return more.length ? `${says}（${more.join('，')}）` : says
    }
    case 'field':
      return `${walked(catalog, node.steps)}${label(catalog, node)}`
    case 'fact':
      return catalog.facts.get(node.id)?.says ?? node.id
    case 'shift':
      return `上年同期的${inWords(catalog, node.inner)}`
    case 'outer':
      return `来问的一行的${inWords(catalog, node.inner)}`
    case 'aggregate':
      return aggregate(catalog, node)
    case 'op':
      return operation(catalog, node)
  }
}

function operation(catalog: Catalog, node: Extract<Node, { node: 'op' }>): string {
  const args = (of: readonly Node[]): string[] => of.map((arg) => inWords(catalog, arg))
  const [inner] = node.args
  const opposite =
    node.op === 'not' && inner?.node === 'op' ? allOps[inner.op].saysNot?.(...args(inner.args)) : undefined
  return opposite ?? allOps[node.op].says(...args(node.args))
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
  const conditions = node.query.where.map((c) => inWords(catalog, c)).join('、')
  const alike = (node.query.keys ?? []).map(({ inner, outer }) => {
    const [mine, asker] = [inner, outer].map((part) => inWords(catalog, part))
    return mine === asker ? `、${mine}相同` : `、${mine}为来问的一行的${asker}`
  })
  const rows = `${time(catalog, ledger, node.query.time)}${alike.join('')}${conditions ? `、${conditions}` : ''}的“${ledger.title}”`
  return aggregates[node.of].says({ rows, row: ledger.row, value: node.value ? inWords(catalog, node.value) : '' })
}

function time(catalog: Catalog, ledger: LedgerDefinition, time: Time): string {
  const days = daysOf(time).map((day) => inWords(catalog, day))
  const said = days.join('至')
  const [first = '', last = first] = typeof ledger.dated === 'string' ? [ledger.dated] : (ledger.dated ?? [])
  return times[time.verb].says({
    said: said === '期初至期末' ? '本期' : said,
    mode: ledger.mode,
    ends: endings(catalog, ledger).length > 0,
    first: dayLabel(ledger, first),
    last: dayLabel(ledger, last),
  })
}

/** `field` or `link.field`, as people call it. */
function dayLabel(ledger: LedgerDefinition, name: string): string {
  const [first = '', second] = name.split('.')
  const owner = second === undefined ? ledger : ledger.fields[first]?.to?.[0]?.ledger
  return owner?.fields[second ?? first]?.label ?? ''
}
