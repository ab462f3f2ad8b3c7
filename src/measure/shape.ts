/** A figure made of what its aggregates came to: the arithmetic, the words, and what should be said beside it. */
import type { Catalog } from '#define/catalog.ts'
import type { IndicatorDefinition } from '#define/indicator.ts'
import type { AggregateNode, Node } from '#define/node.ts'
import type { Value } from '#kinds/index.ts'
import { fromSteps } from '#kinds/number.ts'
import { scaleOf, stepsPerWord } from '#kinds/unit.ts'
import { ofNone } from './aggregates.ts'
import { type Asker, parameterOn, shifted } from './asker.ts'
import { typeOf } from './check/expression.ts'
import type { Figure, Flag } from './figure.ts'
import { allOps } from './ops.ts'
import { type Leaf, leavesOf } from './statements.ts'
import { inWords } from './words.ts'

/** What an aggregate came to. */
export interface Counted {
  value: number | null
  rows: number
  missing: number
  /** Rows of its ledger that had begun or happened by the end of the period, counted or not. */
  recorded: number
}

/** What each leaf of some figures came to, by `keyOf`. */
export type CountedLeaves = Map<string, Counted>

const texts = new WeakMap<AggregateNode, string>()

/** An aggregate as one text, made once: it is long, and asked for once an area and figure. */
export function textOf(node: AggregateNode): string {
  const text = texts.get(node) ?? JSON.stringify(node)
  texts.set(node, text)
  return text
}

/** One text for one question. */
export const keyOf = ({ node, asker }: Pick<Leaf, 'node' | 'asker'>): string =>
  `${textOf(node)}${JSON.stringify(asker)}`

/** An area where the ledger has no row at all is not in the answer. */
const cameTo = (counted: CountedLeaves, leaf: Pick<Leaf, 'node' | 'asker'>): Counted =>
  counted.get(keyOf(leaf)) ?? { value: ofNone(leaf.node) as number | null, rows: 0, missing: 0, recorded: 0 }

/** The value of a whole figure in integer steps of its unit. */
function work(catalog: Catalog, node: Node, asker: Asker, counted: CountedLeaves): Value {
  switch (node.node) {
    case 'aggregate':
      return cameTo(counted, { node, asker }).value
    case 'shift':
      return work(catalog, node.inner, shifted(asker, node.months), counted)
    case 'parameter': {
      const key = node.key?.node === 'value' ? String(node.key.value) : undefined
      return parameterOn(catalog.parameters.get(node.id)!, asker.day, key)
    }
    case 'op':
      return allOps[node.op].js(
        node.args.map((arg) => work(catalog, arg, asker, counted)),
        node.args.map((arg) => typeOf(catalog, arg, undefined)),
      )
    case 'value':
      return node.value
    default:
      return null
  }
}

/** A figure as every page and paper shows it. */
export function shape(catalog: Catalog, indicator: IndicatorDefinition, asker: Asker, counted: CountedLeaves): Figure {
  const type = typeOf(catalog, indicator.node, undefined)
  const unit = type.is === 'number' ? type.unit : ''
  const steps = work(catalog, indicator.node, asker, counted) as number | null
  const leaves = leavesOf(indicator.node, asker)
  const parts = leaves.map((leaf) => cameTo(counted, leaf))
  const missing = parts.reduce((n, p) => n + p.missing, 0)
  const written = indicator.shown ?? unit
  const number = steps === null ? null : inWord(steps, unit, written, indicator.places)
  const flags: Flag[] = []
  if (steps === null) flags.push({ code: 'cannot_say', message: '没有可用的记录，说不出这个数。' })
  if (missing > 0) flags.push({ code: 'values_missing', message: `有 ${missing} 行没有填数，合计里没有算上它们。` })
  if (steps === 0 && parts.length > 0 && parts.every((p) => p.recorded === 0)) {
    const ledgers = [...new Set(leaves.map((leaf) => catalog.ledgers.get(leaf.node.query.ledger)!.title))]
    const books = ledgers.map((title) => `“${title}”`).join('、')
    flags.push({
      code: 'nothing_recorded',
      message: `到期末为止，${books}台账在本地区还没有任何记录，0 不等于没有。`,
    })
  }
  const range = indicator.plausible
  if (range) {
    const beside = work(catalog, range.of, asker, counted) as number | null
    const scale = scaleOf(range.unit)
    if (beside !== null && (beside < range.atLeast * scale || beside > range.atMost * scale)) {
      const [word] = range.unit.split('/')
      flags.push({
        code: 'implausible',
        message: `${range.says}算出来是 ${fromSteps(beside, scale)} ${word}，不在 ${range.atLeast}—${range.atMost} ${word}之间（${range.source}）。请打开明细核对数字和单位。`,
      })
    }
  }
  return {
    id: indicator.id,
    says: indicator.says,
    definition: indicator.definition,
    counted: inWords(catalog, indicator.node),
    value: number === null ? null : Number(number),
    unit: written,
    said:
      steps === null
        ? '（暂无数据）'
        : `${inWord(steps, unit, written, indicator.places ?? spokenPlaces(written))}${written}`,
    rows: parts.reduce((n, p) => n + p.rows, 0),
    missing,
    flags,
  }
}

/** 万元 and the like are spoken to two places, however many the rows hold. */
function spokenPlaces(word: string): number | undefined {
  return word.startsWith('万') || word.startsWith('亿') ? 2 : undefined
}

/** Steps as the number that is printed before the word: exactly, or rounded half away from zero to so many places. */
export function inWord(steps: number, unit: string, word: string, places?: number): string {
  const scale = stepsPerWord(unit, word) ?? scaleOf(unit)
  if (places === undefined) return fromSteps(steps, scale)
  const keep = 10 ** places
  if (scale <= keep) return fromSteps(steps, scale)
  const by = scale / keep
  const rounded = Math.sign(steps) * Math.floor((Math.abs(steps) + by / 2) / by)
  return fromSteps(rounded + 0, keep)
}
