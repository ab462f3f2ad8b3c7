/** What people write over a column, and which field they mean by it. */
import { heldBetween } from '#define/dating.ts'
import type { Field } from '#define/field.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { tidy } from '#kinds/kind.ts'

/**
 * What a head may mean. `told`: only what the row that a link leads to is called, by which nobody is found, but the number beside it is
 * checked. `through`: the number of somebody who belongs to that row.
 */
export interface Meant {
  name: string
  rank: number
  told?: true
  through?: true
}

/** A head → the fields that may be meant by it, the surest first: by a lower rank. */
export type Called = ReadonlyMap<string, readonly Meant[]>

/**
 * Ranks of a field’s own label, of the other names that it declares, of those that its kind, the other words of offices and the ledger's
 * title make of them, and of what names a row that a link leads to.
 */
const ranks = { number: 0, label: 1, also: 2, kind: 3, titled: 3.5, named: 4, through: 50, told: 100 } as const

/** Words that offices write for one another, the longest first. Of a number they are endings: 保单号, 保单编号. */
const words: readonly (readonly string[])[] = [
  ['类别', '类型', '种类'],
  ['方式', '形式', '模式'],
  ['单位', '机构'],
  ['原因', '事由'],
  ['补助', '补贴', '奖补'],
  ['负责人', '责任人'],
  ['聘任', '聘用'],
  ['审核', '审批'],
  ['参加', '参会', '参与'],
  ['级别', '等级'],
  ['完工', '竣工'],
  ['退岗', '离岗'],
  ['状况', '情况', '状态'],
]
const numberEndings = ['编号', '编码', '号码', '号']
const remarks = ['备注', '备注说明', '说明', '情况说明']
const began = ['开始', '起始', '起']
const ended = ['结束', '终止', '截止', '止']

const known = new WeakMap<LedgerDefinition, Called>()

/**
 * All heads that mean a field of the ledger: its label, the names it declares beside it (`also`), the same with another ending of its kind
 * (发放日期, 发放时间), with another word of the same meaning or with a piece of the ledger's title (积分事由), and of a link what its rows are
 * named by (户编号; 学生姓名). An ending alone means the one field of that kind. `memberships`: by whose number, too, a household is named.
 */
export function calledSame(ledger: LedgerDefinition, memberships: readonly LedgerDefinition[] = []): Called {
  const before = known.get(ledger)
  if (before) return before
  const called = new Map<string, Map<string, number>>()
  const note = (head: string, name: string, rank: number) => {
    const fields = called.get(head) ?? new Map<string, number>()
    called.set(head, fields)
    if ((fields.get(name) ?? Number.POSITIVE_INFINITY) > rank) fields.set(name, rank)
  }
  const fields = Object.entries(ledger.fields)
  const targets = fields.flatMap(([, { to = [] }]) => to.map((target) => target.ledger))
  for (const [name, field] of fields) {
    const labels = writtenFor(field)
    for (const [head, rank] of labels) note(head, name, rank)
    for (const head of spanHeads(ledger, name)) note(head, name, ranks.kind)
    if (!field.to) for (const head of titled(ledger, field, labels)) note(head, name, ranks.titled)
    const { endings = [] } = field.kind
    // Of whoever is linked, a phone without a word before it may be theirs; where something moved from is not where it is.
    const others =
      field.kind.mask && targets.some((to) => Object.values(to.fields).some((f) => f.kind.endings === endings))
    const alone = !others && ledger.moves?.from !== name
    if (alone && fields.every(([, other]) => other === field || other.kind.endings !== endings)) {
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
          for (const label of labels.keys()) note(joined(label, head), name, sure ? ranks.number : ranks.also)
        }
      })
      const shown = target.fields[target.shownAs]
      if (shown?.kind.reads !== 'text' || target.namedBy.includes(target.shownAs)) continue
      for (const head of writtenFor(shown).keys()) note(head, name, ranks.told)
      for (const { holder, says } of homesOf(target, memberships)) {
        for (const by of holder.namedBy) {
          if (!holder.fields[by]?.kind.sealed) continue
          for (const head of writtenFor(holder.fields[by]!).keys()) {
            note(says + head, name, ranks.through)
            note(head, name, ranks.through + 1)
          }
        }
        for (const head of writtenFor(holder.fields[holder.shownAs]!).keys()) note(head, name, ranks.told + 1)
      }
    }
  }
  const all: Called = new Map(
    [...called].map(([head, meant]) => [
      head,
      [...meant]
        .map(
          ([name, rank]): Meant => ({
            name,
            rank,
            ...(rank >= ranks.told ? { told: true } : rank >= ranks.through && { through: true }),
          }),
        )
        .sort((a, b) => a.rank - b.rank),
    ]),
  )
  if (memberships.length > 0) known.set(ledger, all)
  return all
}

/** Whose rows belong to those of a ledger, and the word for the one after whom they are called: 户主. */
function homesOf(target: LedgerDefinition, memberships: readonly LedgerDefinition[]) {
  return memberships.flatMap(({ joins, fields }) => {
    const [holder, home] = [joins?.from, joins?.to].map((link) => fields[link ?? '']?.to?.[0]?.ledger)
    return holder && home === target ? { holder, says: joins?.head?.[1] ?? '' } : []
  })
}

/** 供水工程 and 工程名称: 供水工程名称. */
function joined(label: string, head: string): string {
  for (let shared = Math.min(label.length, head.length - 1); shared >= 2; shared--) {
    if (label.endsWith(head.slice(0, shared))) return label + head.slice(shared)
  }
  return label + head
}

/** Heads of the first and the last day of a state (任职起: 任职时间, 开始日期), and of the day of an event (日期). */
function spanHeads(ledger: LedgerDefinition, name: string): string[] {
  const field = ledger.fields[name]!
  const days = field.kind.endings ?? []
  if (typeof ledger.dated === 'string') return ledger.dated === name ? [...days] : []
  const side = ((heldBetween(ledger) ?? []) as readonly string[]).indexOf(name)
  if (side < 0) return []
  const marks = side === 0 ? began : ended
  const stem = field.label.replace(/(日期|时间)$/, '').replace(new RegExp(`(${marks.join('|')})期?$`), '')
  const marked = marks.flatMap((mark) => days.map((day) => mark + day))
  return [...marked, ...[...marked, ...(side === 0 ? days : []), ...marks.slice(-1)].map((head) => stem + head)]
}

/** A head with a piece of the ledger's title before it, or without the one that it has: 积分事由, 事由. */
function titled({ title }: LedgerDefinition, { kind }: Field, labels: ReadonlyMap<string, number>): string[] {
  const pieces = [...title].flatMap((_, from) => [2, 3, 4].map((length) => title.slice(from, from + length)))
  const of = [...new Set(pieces)].filter((piece) => piece.length >= 2)
  return [...labels.keys()].flatMap((head) =>
    of.flatMap((piece) => {
      if (!head.startsWith(piece)) return head.length <= 4 ? [piece + head] : []
      const rest = head.slice(piece.length)
      return rest.length >= 2 && !kind.endings?.includes(rest) ? [rest] : []
    }),
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
  for (const alike of words) {
    for (const head of [...heads.keys()]) {
      const word = alike.find((one) => head.includes(one))
      for (const other of word === undefined ? [] : alike) add(head.replace(word!, other), ranks.kind)
    }
  }
  const { unit } = field.kind
  const counts = unit !== undefined && /^\p{Script=Han}+$/u.test(unit) && !['元', '年', '月', '岁'].includes(unit)
  for (const head of counts ? [...heads.keys()] : []) {
    for (const ending of ['数', '数量', ...(unit?.startsWith('人') ? ['人数'] : [])]) add(head + ending, ranks.kind)
  }
  swap(heads, field.kind.endings ?? [], add)
  if (field.kind.sheet.format === 'text' && !field.kind.endings) swap(heads, numberEndings, add)
  if (remarks.includes(field.label)) for (const head of remarks) add(head, ranks.kind)
  return heads
}

/** Every ending of a head for every other. */
function swap(
  heads: ReadonlyMap<string, number>,
  endings: readonly string[],
  add: (head: string, rank: number) => void,
) {
  const longest = [...endings].sort((a, b) => b.length - a.length)
  for (const head of [...heads.keys()]) {
    const ending = longest.find((each) => head.endsWith(each))
    if (ending === undefined) continue
    for (const other of endings) add(head.slice(0, -ending.length) + other, ranks.kind)
  }
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

/** The field that a head resembles most; undefined: it resembles none. What many heads end in, such as 日期 and 类型, makes none alike. */
export function nearest(fields: readonly Field[], written: string): Field | undefined {
  const [, head] = headsOf(written)
  const likeness = (endings: readonly string[], name: string) => {
    const [one, other] = [head, headsOf(name)[1]].map((whole) => {
      const ending = endings.find((each) => whole.length > each.length && whole.endsWith(each))
      return { whole, stem: ending === undefined ? undefined : whole.slice(0, -ending.length) }
    }) as [{ whole: string; stem?: string }, { whole: string; stem?: string }]
    const stems = one.stem !== undefined && other.stem !== undefined
    return stems ? shared(one.stem!, other.stem!) : shared(one.whole, other.whole)
  }
  const [best] = fields
    .map((field) => {
      const endings = [...(field.kind.endings ?? []), ...words.flat()].sort((a, b) => b.length - a.length)
      return { field, like: Math.max(...[field.label, ...(field.also ?? [])].map((name) => likeness(endings, name))) }
    })
    .sort((a, b) => b.like - a.like)
  return best && best.like >= 0.5 ? best.field : undefined
}

/** How many of their letters two words have in common, from 0 to 1. */
function shared(one: string, other: string): number {
  const [a, b] = [new Set(one), new Set(other)]
  return (2 * [...a].filter((letter) => b.has(letter)).length) / (a.size + b.size)
}

/** Whether a head says that who somebody is stands below it. */
export function namesIdentity(head: string): boolean {
  return /身份证|身份号|证件号|公民.*号/.test(headsOf(head)[0])
}
