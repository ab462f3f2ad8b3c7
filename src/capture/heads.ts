/** What people write over a column, and which field they mean by it. */
import type { Field } from '#define/field.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { tidy } from '#kinds/kind.ts'

/** What a head may mean. `told`: only what the row that a link leads to is called, by which nobody is found, but the number beside it is checked. */
export interface Meant {
  name: string
  rank: number
  told?: true
}

/** A head → the fields that may be meant by it, the surest first: by a lower rank. */
export type Called = ReadonlyMap<string, readonly Meant[]>

/** Ranks of a field’s own label, of the other names that it declares, and of those that its kind has. */
const ranks = { number: 0, label: 1, also: 2, kind: 3, named: 4, told: 100 } as const

/**
 * All heads that mean a field of the ledger: its label, the names it declares beside it (`also`), the same with another ending of its kind
 * (发放日期, 发放时间), and of a link what its rows are named by (户编号; 学生姓名). An ending alone means the one field of that kind.
 */
export function calledSame(ledger: LedgerDefinition): Called {
  const called = new Map<string, Map<string, number>>()
  const note = (head: string, name: string, rank: number) => {
    const fields = called.get(head) ?? new Map<string, number>()
    called.set(head, fields)
    if ((fields.get(name) ?? Number.POSITIVE_INFINITY) > rank) fields.set(name, rank)
  }
  const fields = Object.entries(ledger.fields)
  for (const [name, field] of fields) {
    const labels = writtenFor(field)
    for (const [head, rank] of labels) note(head, name, rank)
    const { endings = [] } = field.kind
    const alone = fields.every(([, other]) => other === field || other.kind.endings !== endings)
    if (alone) {
      const { outer = [], inner = [] } = field.kind.parts ?? {}
      for (const ending of [...endings, ...outer, ...inner]) note(ending, name, ranks.kind)
    }
    for (const { ledger: target } of field.to ?? []) {
      target.namedBy.forEach((by, i) => {
        const naming = target.fields[by]
        if (!naming) return
        // A citizen’s number, and the number that no two households share, are surer than whatever else stands there for one.
        const sure = target.unique.some((set) => set.length === 1 && set[0] === by)
        for (const head of writtenFor(naming).keys()) {
          note(head, name, sure ? ranks.number : ranks.named + i)
          for (const label of labels.keys()) note(label + head, name, sure ? ranks.number : ranks.also)
        }
      })
      const shown = target.fields[target.shownAs]
      if (shown?.kind.reads !== 'text' || target.namedBy.includes(target.shownAs)) continue
      for (const head of writtenFor(shown).keys()) note(head, name, ranks.told)
    }
  }
  return new Map(
    [...called].map(([head, meant]) => [
      head,
      [...meant]
        .map(([name, rank]): Meant => ({ name, rank, ...(rank === ranks.told && { told: true }) }))
        .sort((a, b) => a.rank - b.rank),
    ]),
  )
}

/** Which part of a field's value stands under a head: 村名, 组名. undefined: all of it. */
export function partIn({ kind }: Field, written: string): 'outer' | 'inner' | undefined {
  if (!kind.parts) return undefined
  const { outer, inner } = kind.parts
  const [head] = headsOf(written)
  const ending = [...outer, ...inner, ...(kind.endings ?? [])]
    .filter((one) => head.endsWith(one))
    .reduce((longest, one) => (one.length > longest.length ? one : longest), '')
  return outer.includes(ending) ? 'outer' : inner.includes(ending) ? 'inner' : undefined
}

/** How one field is written, with and without the remark in brackets that its label may carry. */
function writtenFor(field: Field): Map<string, number> {
  const heads = new Map<string, number>()
  const add = (head: string, rank: number) => {
    if (!heads.has(head)) heads.set(head, rank)
  }
  const own = [[field.label, ranks.label] as const, ...(field.also ?? []).map((name) => [name, ranks.also] as const)]
  for (const [written, rank] of own) {
    const [head, bare] = headsOf(written)
    add(head, rank)
    add(bare, rank)
  }
  for (const beginning of field.kind.beginnings ?? []) {
    for (const head of [...heads.keys()]) {
      add(head.startsWith(beginning) ? head.slice(beginning.length) : beginning + head, ranks.kind)
    }
  }
  const endings = [...(field.kind.endings ?? [])].sort((a, b) => b.length - a.length)
  for (const head of [...heads.keys()]) {
    const ending = endings.find((each) => head.endsWith(each))
    if (ending === undefined) continue
    for (const other of endings) add(head.slice(0, -ending.length) + other, ranks.kind)
  }
  return heads
}

/** A head half-width, without blanks, the mark of required fields, or “(必填)”; the same without its remark; and the remark. */
export function headsOf(text: string): [head: string, bare: string, remark?: string] {
  const head = tidy(text)
    .replace(/\s/g, '')
    .replace(/^\*+|\*+$/g, '')
    .replace(/\(必填\)$/, '')
  const m = /^([^(]+)\(([^()]*)\)$/.exec(head)
  return m ? [head, m[1] ?? head, m[2]] : [head, head]
}

/** The field that a head resembles most; undefined: it resembles none. */
export function nearest(fields: readonly Field[], written: string): Field | undefined {
  const [, head] = headsOf(written)
  const likeness = (name: string) => {
    const letters = new Set(headsOf(name)[1])
    const shared = [...new Set(head)].filter((letter) => letters.has(letter)).length
    return (2 * shared) / (letters.size + new Set(head).size)
  }
  const [best] = fields
    .map((field) => ({ field, like: Math.max(...[field.label, ...(field.also ?? [])].map(likeness)) }))
    .sort((a, b) => b.like - a.like)
  return best && best.like >= 0.5 ? best.field : undefined
}

/** Whether a head says that who somebody is stands below it. */
export function namesIdentity(head: string): boolean {
  return /身份证|身份号|证件号|公民.*号/.test(headsOf(head)[0])
}
