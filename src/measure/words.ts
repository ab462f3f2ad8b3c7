/** A measure read back in Chinese: the 口径 that is printed beside the written one and is never stale. */
import type { Catalog } from '#define/catalog.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { type AggregateNode, daysOf, type Node, type Step, type Time, visit } from '#define/node.ts'
import { fromSteps } from '#kinds/number.ts'
import { scaleOf } from '#kinds/unit.ts'
import { aggregates } from './aggregates.ts'
import { isWitness } from './evidence.ts'
import { allOps } from './ops.ts'
import { endings } from './subject.ts'
import { times } from './times.ts'

/** Of a figure, which is asked about a period. */
export function inWords(catalog: Catalog, node: Node): string {
  return speech(catalog, false).say(node)
}

/** Of a rule, which is asked of a row on a day: what it is about comes first, then what is held against it. */
export function ruleInWords(catalog: Catalog, node: Node): string {
  return speech(catalog, true).say(node)
}

/** What is missing: a value that is not filled in, or the rows of a ledger that nobody keeps. */
export function lackInWords(catalog: Catalog, node: Node): string {
  if (node.node === 'shift') return `上年同期的${lackInWords(catalog, node.inner)}`
  const { say, rows } = speech(catalog, true)
  return isWitness(node) ? `${rows(node)}（全乡一行也没有，没有和没查分不清）` : say(node)
}

type OpNode = Extract<Node, { node: 'op' }>

function speech(catalog: Catalog, ofRow: boolean) {
  function say(node: Node): string {
    switch (node.node) {
      case 'value':
        if (node.type.is === 'number')
          return `${fromSteps(Number(node.value), scaleOf(node.type.unit))}${node.type.unit}`
        return node.type.is === 'bool' ? (node.value ? '是' : '否') : String(node.value ?? '空')
      case 'asked':
        return node.what === 'from' ? '期初' : ofRow ? '这一天' : '期末'
      case 'parameter': {
        const says = catalog.parameters.get(node.id)?.says ?? node.id
        const more = [node.key, node.on].flatMap((part) => (part ? [say(part)] : []))
        return more.length ? `${says}（${more.join('，')}）` : says
      }
      case 'field':
        return `${walked(catalog, node.steps)}${label(catalog, node)}`
      case 'fact':
        return catalog.facts.get(node.id)?.says ?? node.id
      case 'shift':
        return `上年同期的${say(node.inner)}`
      case 'outer':
        return `这一行的${say(node.inner)}`
      case 'aggregate': {
        const value = node.value ? say(node.value) : ''
        return aggregates[node.of].says({ rows: rows(node), row: catalog.ledgers.get(node.query.ledger)!.row, value })
      }
      case 'op':
        return (ofRow && compared(node)) || operation(node)
    }
  }

  function operation(node: OpNode): string {
    const [inner] = node.args
    const opposite = node.op === 'not' && inner?.node === 'op' ? allOps[inner.op].saysNot : undefined
    return opposite ? opposite(...(inner as OpNode).args.map(say)) : allOps[node.op].says(...node.args.map(say))
  }

  /** 有 and 没有, 早于 and 大于, one word or another: as people say it. */
  function compared(node: OpNode): string | undefined {
    const not = node.op === 'not'
    const of = not ? node.args[0]! : node
    if (of.node === 'aggregate' && not) {
      if (of.of === 'any') return `没有${rows(of)}`
      return of.of === 'some' ? `${rows(of)}里没有${say(of.value!)}的` : undefined
    }
    if (of.node !== 'op') return undefined
    if (of.op === 'missing') return `${say(of.args[0]!)}${not ? '已填' : '没有填'}`
    if (of.op === 'surely') return not ? undefined : say(of.args[0]!)
    if (of.op === 'or' && !not) return oneOf(of)
    if (of.op !== 'below') return undefined
    const [less, more] = of.args as [Node, Node]
    const [under, over] = [less, more].some((part) => isDay(catalog, part)) ? ['早于', '晚于'] : ['小于', '大于']
    const [subject, word, other] = stands(less) && !stands(more) ? [more, over, less] : [less, under, more]
    return `${say(subject)}${not ? '不' : ''}${word}${say(other)}`
  }

  /** 等级为C级或D级. */
  function oneOf(node: OpNode): string | undefined {
    const parts = node.args.flatMap(function each(part): Node[] {
      return part.node === 'op' && part.op === 'or' ? part.args.flatMap(each) : [part]
    })
    const pairs = parts.flatMap((part) => (part.node === 'op' && part.op === 'equal' ? [part.args.map(say)] : []))
    const [first] = pairs
    if (pairs.length < parts.length || pairs.some(([subject]) => subject !== first![0])) return undefined
    return `${first![0]}为${pairs.map(([, word]) => word).join('或')}`
  }

  /** The rows of a question: when, alike in what, under which conditions. */
  function rows({ query }: AggregateNode): string {
    const ledger = catalog.ledgers.get(query.ledger)!
    const alike = (query.keys ?? []).flatMap(({ inner, outer }) => {
      if (inner.node === 'value') return []
      const [mine, asker] = [inner, outer].map(say)
      return mine === asker ? `${mine}相同` : `${mine}为这一行的${asker}`
    })
    // Whenever it was goes without saying, but of a figure.
    const when = ofRow && query.time.verb === 'ever' ? [] : [time(ledger, query.time)]
    const said = [...when, ...alike, ...query.where.map(say)].join('、')
    return `${said}${said && '的'}“${ledger.title}”`
  }

  function time(ledger: LedgerDefinition, time: Time): string {
    const days = daysOf(time)
    const said = days.map(say).join('至')
    const [first = '', last = first] = typeof ledger.dated === 'string' ? [ledger.dated] : (ledger.dated ?? [])
    const then = ofRow && days.length === 1 && days[0]!.node !== 'asked' ? `${said}那天` : said
    return times[time.verb].says({
      said: said === '期初至期末' ? '本期' : then,
      mode: ledger.mode,
      ends: endings(catalog, ledger).length > 0,
      first: dayLabel(ledger, first),
      last: dayLabel(ledger, last),
    })
  }

  return { say, rows }
}

/** What is not the row's own: an amount or a day that is said, asked, set, or read on the row that asks. */
function stands(node: Node): boolean {
  let own = false
  visit(node, (n) => {
    if (n.node === 'field' || n.node === 'fact' || n.node === 'aggregate') own = true
    return n.node !== 'outer' && n.node !== 'parameter'
  })
  return !own
}

function isDay(catalog: Catalog, node: Node): boolean {
  switch (node.node) {
    case 'value':
      return node.type.is === 'day'
    case 'asked':
      return true
    case 'field':
      return catalog.ledgers.get(node.steps.at(-1)?.to ?? node.ledger)?.fields[node.field]?.kind.column === 'date'
    case 'fact':
      return isDay(catalog, catalog.facts.get(node.id)!.node)
    case 'aggregate':
      return ['latest', 'earliest', 'min', 'max'].includes(node.of) && isDay(catalog, node.value!)
    case 'shift':
    case 'outer':
      return isDay(catalog, node.inner)
    case 'op':
      return !['age', 'year_of'].includes(node.op) && node.args.some((arg) => isDay(catalog, arg))
    default:
      return false
  }
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

/** `field` or `link.field`, as people call it. */
function dayLabel(ledger: LedgerDefinition, name: string): string {
  const [first = '', second] = name.split('.')
  const owner = second === undefined ? ledger : ledger.fields[first]?.to?.[0]?.ledger
  return owner?.fields[second ?? first]?.label ?? ''
}
