/** Why a rule comes to what it comes to on a row, as a tree: each value with the row it is read on, each line with its document, what is missing. */
import type { Catalog } from '#define/catalog.ts'
import type { Node } from '#define/node.ts'
import type { Value } from '#kinds/index.ts'
import { fromSteps } from '#kinds/number.ts'
import { scaleOf } from '#kinds/unit.ts'
import { ruledOn } from './asker.ts'
import { typeOf } from './check/expression.ts'
import type { Here, Row } from './evaluate.ts'
import { witness } from './evidence.ts'
import { lackInWords, ruleInWords } from './words.ts'

export interface Explained {
  /** What is asked, in words. */
  says: string
  /** What it comes to, as people write it; null where nobody knows. */
  value: string | null
  /** The row on which it is read. */
  row?: { ledger: string; id: string; title: string }
  /** The parameter it is, and the document on whose word it holds. */
  parameter?: { id: string; source: string | null }
  parts?: Explained[]
}

/** How a value of a field is shown to whoever asks. */
export type Show = (ledger: string, field: string, row: Row) => string | null

/** What whoever asks may read. */
export interface Eyes {
  show: Show
  /** Whether a row is in their areas. */
  sees(row: Row): boolean
  /** Whether what a node comes to would tell a value that is not for them; `hidden` stands in its place. */
  veiled(node: Node, ledger: string, asker?: string): boolean
  hidden: string
}

/** How many rows of a question are told one by one. */
const told = 12

/** `asker`: the ledger whose rows ask the question in which the node stands. */
export function explain(catalog: Catalog, node: Node, here: Here, eyes: Eyes, asker?: string): Explained {
  const says = ruleInWords(catalog, node)
  const value = said(catalog, node, here, eyes, asker)
  const inner = (part: Node) => explain(catalog, part, here, eyes, asker)
  switch (node.node) {
    case 'value':
    case 'asked':
      return { says, value }
    case 'parameter': {
      const day = node.on ? here.read(node.on) : here.asker.day
      const key = node.key && here.read(node.key)
      const rule =
        day === null ? undefined : ruledOn(catalog.parameters.get(node.id)!, String(day), key as string | undefined)
      const parts = [node.key, node.on].flatMap((part) => (part && part.node !== 'value' ? [inner(part)] : []))
      return { says, value, parameter: { id: node.id, source: rule?.source ?? null }, ...some(parts) }
    }
    case 'field': {
      const row = here.follow(node.steps)
      return {
        says,
        value,
        ...(row && eyes.sees(row) && { row: named(catalog, node.steps.at(-1)?.to ?? here.ledger, row, eyes) }),
      }
    }
    case 'fact': {
      const subject = here.subject(node)
      return {
        says,
        value,
        ...(subject &&
          eyes.sees(subject.row) &&
          some([explain(catalog, catalog.facts.get(node.id)!.node, subject, eyes)])),
      }
    }
    case 'op': {
      // That it is not so says already what it is that is not so.
      if (node.op === 'not' && node.args[0]!.node !== 'field')
        return { says, value, ...some(inner(node.args[0]!).parts ?? []) }
      const parts = ['and', 'or'].includes(node.op) ? chain(node, node.op) : node.args
      return { says, value, ...some(parts.filter((part) => part.node !== 'value').map(inner)) }
    }
    case 'shift':
      return { says, value, ...some([explain(catalog, node.inner, here.shifted(node.months), eyes, asker)]) }
    case 'outer':
      return { says, value, ...some([explain(catalog, node.inner, here.out(), eyes)]) }
    case 'aggregate': {
      // That a row is among them would tell what it was sifted by.
      const sifted = node.query.where.some((part) => eyes.veiled(part, node.query.ledger, here.ledger))
      const all = sifted ? [] : here.counted(node)
      const rows = all.filter((one) => eyes.sees(one.row))
      const parts = rows.slice(0, told).map((one): Explained => {
        const row = named(catalog, one.ledger, one.row, eyes)
        const read = [...node.query.where, ...(node.value ? [node.value] : [])].filter((part) => part.node !== 'value')
        return {
          says: row.title,
          value: node.value ? said(catalog, node.value, one, eyes, here.ledger) : '',
          row,
          ...some(read.map((part) => explain(catalog, part, one, eyes, here.ledger))),
        }
      })
      const more = [
        ...(rows.length > told ? [{ says: `还有 ${rows.length - told} 行`, value: '' }] : []),
        ...(rows.length < all.length ? [{ says: `不在您的范围内的 ${all.length - rows.length} 行`, value: '' }] : []),
      ]
      return { says, value, ...some([...parts, ...more]) }
    }
  }
}

/** What has no value and is why the whole has none, in a sentence each. */
export function missingIn(catalog: Catalog, node: Node, here: Here): string[] {
  if (here.read(node) !== null) return []
  const inner = (parts: readonly Node[], at = here) => parts.flatMap((part) => missingIn(catalog, part, at))
  const found = ((): string[] => {
    switch (node.node) {
      case 'parameter': {
        const needs = inner([node.key, node.on].filter((part) => part !== undefined))
        return needs.length ? needs : [`参数“${catalog.parameters.get(node.id)!.says}”还没有定值，请乡镇按文件填写`]
      }
      case 'field':
        return [`${ruleInWords(catalog, node)}没有填`]
      case 'fact': {
        const subject = here.subject(node)
        if (!subject) return [`说不出它属于谁，问不了“${catalog.facts.get(node.id)!.says}”`]
        return inner([catalog.facts.get(node.id)!.node], subject)
      }
      case 'op': {
        const [when] = node.args
        if (node.op === 'only_if' && when && here.read(when) === false) return [`要先有：${ruleInWords(catalog, when)}`]
        return inner(node.args)
      }
      case 'shift':
        return inner([node.inner], here.shifted(node.months))
      case 'outer':
        return inner([node.inner], here.out())
      case 'aggregate': {
        const kept = here.asker.evidence && witness(catalog, node)
        if (kept && here.read(kept) === null) return [lackInWords(catalog, kept)]
        const each = node.value ? here.counted(node).flatMap((one) => missingIn(catalog, node.value!, one)) : []
        return each.length ? each : [`没有可算的记录：${ruleInWords(catalog, node)}`]
      }
      default:
        return []
    }
  })()
  return [...new Set(found)]
}

/** A value of a type as people write it. */
export function valueSaid(catalog: Catalog, node: Node, value: Value, ledger: string, asker?: string): string | null {
  if (value === null) return null
  const type = typeOf(catalog, node, ledger, asker)
  if (type.is === 'number') return `${fromSteps(Number(value), scaleOf(type.unit))}${type.unit}`
  if (type.is === 'bool') return value ? '是' : '否'
  return type.is === 'day' ? String(value).replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日') : String(value)
}

function said(catalog: Catalog, node: Node, here: Here, eyes: Eyes, asker?: string): string | null {
  if (node.node === 'field') {
    const row = here.follow(node.steps)
    const ledger = node.steps.at(-1)?.to ?? here.ledger
    if (!row || here.read(node) === null) return null
    return node.field === 'id' ? named(catalog, ledger, row, eyes).title : eyes.show(ledger, node.field, row)
  }
  const value = here.read(node)
  if (value !== null && eyes.veiled(node, here.ledger, asker)) return eyes.hidden
  return valueSaid(catalog, node, value, here.ledger, asker)
}

function named(catalog: Catalog, ledger: string, row: Row, eyes: Eyes): { ledger: string; id: string; title: string } {
  const { title, shownAs, fields } = catalog.ledgers.get(ledger)!
  const name = fields[shownAs]?.to ? null : eyes.show(ledger, shownAs, row)
  return { ledger, id: row.id, title: name === null ? title : `${title} ${name}` }
}

/** a and b and c, however they were put together. */
function chain(node: Node, op: string): Node[] {
  return node.node === 'op' && node.op === op ? node.args.flatMap((arg) => chain(arg, op)) : [node]
}

const some = (parts: Explained[]): { parts?: Explained[] } => (parts.length ? { parts } : {})

/** The tree as lines, each part under what it is a part of. */
export function explainedLines({ says, value, row, parameter, parts = [] }: Explained, depth = 0): string[] {
  const source = parameter && `，${parameter.source === null ? '还没有定' : `依据：${parameter.source}`}`
  const known = value === '' ? '' : `：${value ?? '说不出'}`
  const where = row && says !== row.title ? `（${row.title}）` : ''
  return [
    `${'  '.repeat(depth)}${says}${known}${source ?? ''}${where}`,
    ...parts.flatMap((part) => explainedLines(part, depth + 1)),
  ]
}
