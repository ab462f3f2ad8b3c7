/** Ledgers (台账): what is recorded, about whom, dated by what, and what makes a row unique. */
import { type AreaCode, Day, Link, Num, Text, YesNo } from './expression.ts'
import type { Field, Fields, Sensitivity } from './field.ts'
import type { Node, Step } from './node.ts'

/** `entity` exists, `event` happened on one day, `state` holds from … until (last day included; no end: still). */
export const modes = ['entity', 'event', 'state'] as const
export type Mode = (typeof modes)[number]

/** The declaration, as the platform reads it. */
export interface LedgerDefinition {
  id: string
  mode: Mode
  /** What people call it: 小额信贷台账. */
  title: string
  /** Counting word of one row: 笔, 人次 … */
  row: string
  /** What the ledger is for, in one sentence: first line of its handbook page. */
  purpose: string
  fields: Fields
  /** Being in it says so much about somebody: who is in it is kept as such a field is. A list named after an illness is health. */
  sensitive?: Sensitivity
  /** Written by the program's own verbs alone: nobody records, imports or corrects a row of it by hand. */
  keptBy?: 'program'
  /** A row pays somebody: how much, and on which day. Without the day it is not paid yet. */
  pays?: readonly [amount: string, on: string]
  /** Whom a row is about: one or several link fields (or none: the area itself). */
  of: readonly string[]
  /** The fields that give a row its area, tried in order: an area field, or a link whose target has one. */
  area: readonly string[]
  /** Day field of an event, `field` or `link.field`; first and last day of a state. */
  dated?: string | readonly [began: string, ended: string]
  /** Last day of something that exists: a death, a household closed. From the next day it stands no longer, nor does what is about it. */
  ends?: string
  /** Sets of fields that no two rows share on one township's books. */
  unique: readonly (readonly string[])[]
  /** By which fields together a row is known that has no number: the name and the birthday of somebody without papers. The first is a text. */
  knownBy?: readonly string[]
  /** A state of which each holder has at most one on any day: of which link. */
  oneAtATime?: string
  /** Days in the order in which they come, of the row's own or `link.field`: a later one before an earlier one is refused. */
  inOrder?: readonly (readonly [earlier: string, later: string, severity?: Doubt])[]
  /** From a day until another, or until today where that is empty, it cannot be more than so many years. */
  within?: readonly (readonly [from: string, until: string, years: number, severity?: Doubt])[]
  /** What belongs in a row only where a field says so. */
  when?: readonly When[]
  /** States of which the link has at most one on any day where the field says so: one head of a household. */
  onlyOne?: readonly { of: string; where: readonly [field: string, says: string]; severity?: Doubt }[]
  /** Of two rows that a holder has on one day, who is older: a parent than a child. */
  elders?: Elders
  /** An ID number, and the fields of whoever it belongs to that must say the same as it does. */
  identity?: Identity
  /** This membership is how the first link's rows belong to the second's: person → household. */
  joins?: Joins
  /** These events are how a row changes its place: the link's row left the area `from` on the event's day, its first elsewhere. */
  moves?: { of: string; from: string }
  /** Every subject must have rows: having none means "not collected", so sums are missing instead of zero. */
  complete: boolean
  /** The fields by which people name a row: 户编号, 身份证号码. Files and search find rows by them. */
  namedBy: readonly string[]
  /** The one field shown as a row's title. */
  shownAs: string
  /** The ledger in which areas themselves are recorded, and no other, says which field is the code, which the name, and which, if any, the level in words. */
  places?: { code: string; name: string; level?: string }
}

/** Where `field` says one of `says`: the fields that are filled in there alone, and those of them that must be. */
export interface When {
  field: string
  says: readonly string[]
  shown?: readonly string[]
  required?: readonly string[]
}

/** Severity of a check: what it finds is told and kept all the same. Without one it is refused. */
export type Doubt = 'doubt'

/**
 * Whose rows they are, the day they lead to (`person.born_on`), the field that says what each is, and of which words the first are older
 * than the second, by how many years at least: an elder who is not older is refused, or with a severity doubtful; too few years are doubtful.
 */
export interface Elders {
  of: string
  day: string
  says: string
  pairs: readonly (readonly [elders: readonly string[], younger: readonly string[], years: number, severity?: Doubt])[]
}

/** Fields: whom, and to what. `head`: which field says what of the one after whom the other side is called. */
export interface Joins {
  from: string
  to: string
  head?: readonly [field: string, says: string]
}

/** Fields: the number, and the birthday and the sex (男, 女) that it tells. */
export interface Identity {
  number: string
  born: string
  sex: string
}

/** What expressions see: each field, ready to be compared. */
export type Expressions<F extends Fields> = { readonly [K in keyof F]: ExpressionOf<F[K]> }
type ExpressionOf<T> = T extends Field<infer E> ? E : never

export type Ledger<M extends Mode = Mode, R extends string = string, F extends Fields = Fields> = {
  readonly ledger: LedgerDefinition & { readonly mode: M; readonly row: R; readonly fieldTypes?: F }
  /** The row itself, to be counted as different ones or compared. */
  readonly self: Link & { readonly counts?: R }
} & Expressions<F>

// biome-ignore lint/suspicious/noExplicitAny: any ledger, whatever its fields
export type AnyLedger = { readonly ledger: LedgerDefinition & { readonly fieldTypes?: any }; readonly self: Link }

type FieldsOf<L> = L extends { ledger: { readonly fieldTypes?: infer F } } ? (F extends Fields ? F : never) : never
type CountedIn<L> = L extends { ledger: { readonly row: infer R extends string } } ? R : string

/** A link, and the fields of the row it points to. Its rows are counted in that ledger's word. */
export type LinkTo<L> = Link & { readonly counts?: CountedIn<L> } & ([L] extends [never]
    ? unknown
    : Expressions<FieldsOf<L>>)

type ValueOf<E> = E extends Num ? number : E extends YesNo ? boolean : E extends Text<infer C> ? C : string
type Needed<F> = { [K in keyof F]: F[K] extends Field<unknown, true> ? never : K }[keyof F]

/** The values of a row, as stored: numbers in the unit's steps (fen …), days and links as text. Optional ones may stay out. */
export type RowOf<L extends AnyLedger> = {
  [K in Needed<FieldsOf<L>>]: ValueOf<ExpressionOf<FieldsOf<L>[K]>>
} & {
  [K in Exclude<keyof FieldsOf<L>, Needed<FieldsOf<L>>>]?: ValueOf<ExpressionOf<FieldsOf<L>[K]>> | null
}

/** Names of the fields whose expression is an `E`. */
type Named<F, E> = { [K in keyof F & string]: ExpressionOf<F[K]> extends E ? K : never }[keyof F & string]
type OneOrMore<K> = K | readonly K[]

/** What every ledger says of itself, by the names of its own fields. */
interface Base<F extends Fields> {
  title: string
  /** Counting word of one row: 笔, 人次 … */
  row: string
  purpose: string
  of?: OneOrMore<Named<F, Link>>
  area?: OneOrMore<Named<F, Link | AreaCode>>
  unique?: readonly (readonly (keyof F & string)[])[]
  namedBy?: readonly (keyof F & string)[]
  knownBy?: readonly [name: Named<F, Text>, told: Named<F, Day>]
  shownAs?: keyof F & string
  complete?: boolean
  sensitive?: Sensitivity
  keptBy?: 'program'
  pays?: readonly [amount: Named<F, Num>, on: Named<F, Day>]
  inOrder?: readonly (readonly [earlier: DayOf<F>, later: DayOf<F>, severity?: Doubt])[]
  within?: readonly (readonly [from: Named<F, Day>, until: Named<F, Day>, years: number, severity?: Doubt])[]
  when?: readonly WhenOf<F>[]
  identity?: { number: Named<F, Text>; born: Named<F, Day>; sex: Named<F, Text<'男' | '女'>> }
  places?: { code: Named<F, AreaCode>; name: Named<F, Text>; level?: Named<F, Text> }
  fields: F & { [K in (typeof reservedNames)[number]]?: never }
}

/** A day of the row's own, or one of the row that a link of its leads to: `training.held_on`. */
type DayOf<F> = Named<F, Day> | { [K in Named<F, Link>]: `${K}.${DaysAlong<ExpressionOf<F[K]>>}` }[Named<F, Link>]
type DaysAlong<E> = { [K in keyof E & string]: E[K] extends Day ? K : never }[keyof E & string]

/** A field of words, and one of them. */
type Saying<F> = {
  [K in Named<F, Text>]: readonly [
    field: K,
    says: NonNullable<F[K]> extends Field<infer E> ? (E extends Text<infer C> ? C : never) : never,
  ]
}[Named<F, Text>]

type WhenOf<F> = {
  [K in Named<F, Text>]: {
    field: K
    says: readonly Saying<Pick<F, K>>[1][]
    shown?: readonly (keyof F & string)[]
    required?: readonly (keyof F & string)[]
  }
}[Named<F, Text>]

type EldersOf<F> = {
  [K in Named<F, Text>]: {
    of: Named<F, Link>
    day: Exclude<DayOf<F>, Named<F, Day>>
    says: K
    pairs: readonly (readonly [
      elders: readonly Saying<Pick<F, K>>[1][],
      younger: readonly Saying<Pick<F, K>>[1][],
      years: number,
      severity?: Doubt,
    ])[]
  }
}[Named<F, Text>]

/** No field can be called so: every table has a column of that name, or the row and the links of expressions answer to it. */
const reservedNames = [
  ...(['township', 'id', 'act', 'n'] as const),
  ...(['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid'] as const),
  ...(['ledger', 'self', 'node', 'steps', 'is', 'missing', 'known', 'counts'] as const),
] as const
/** Every object has a `constructor`, so the types cannot refuse it. */
export const reserved: ReadonlySet<string> = new Set([...reservedNames, 'constructor'])

function build<M extends Mode, R extends string, F extends Fields>(
  id: string,
  mode: M,
  given: Base<F> & { row: R },
  more: Partial<LedgerDefinition>,
): Ledger<M, R, F> {
  const list = (names: OneOrMore<string> = []) => (typeof names === 'string' ? [names] : names)
  const of = list(given.of)
  const definition: LedgerDefinition = {
    id,
    mode,
    row: given.row,
    title: given.title,
    purpose: given.purpose,
    fields: given.fields,
    of,
    area: given.area === undefined ? of : list(given.area),
    unique: given.unique ?? [],
    namedBy: given.namedBy ?? [],
    shownAs: given.shownAs ?? given.namedBy?.[0] ?? Object.keys(given.fields)[0] ?? 'id',
    complete: given.complete ?? false,
    ...(given.sensitive && { sensitive: given.sensitive }),
    ...(given.keptBy && { keptBy: given.keptBy }),
    ...(given.pays && { pays: given.pays }),
    ...(given.inOrder && { inOrder: given.inOrder }),
    ...(given.within && { within: given.within }),
    ...(given.when && { when: given.when }),
    ...(given.knownBy && { knownBy: given.knownBy }),
    ...(given.identity && { identity: given.identity }),
    ...(given.places && { places: given.places }),
    ...more,
  }
  const self = new Link({ node: 'field', ledger: id, steps: [], field: 'id' }, [])
  return withFields({ ledger: definition, self }, definition, id, []) as unknown as Ledger<M, R, F>
}

/** Something that exists: a household, a person, an enterprise. */
export function entity<R extends string, const F extends Fields>(
  id: string,
  given: Base<F> & { row: R; ends?: Named<F, Day> },
): Ledger<'entity', R, F> {
  return build(id, 'entity', given, given.ends === undefined ? {} : { ends: given.ends })
}

/** Something that happened on one day: a payment, a visit. `dated` may follow one link: `training.held_on`. */
export function event<R extends string, const F extends Fields>(
  id: string,
  given: Base<F> & { row: R; dated: DayOf<F>; moves?: { of: Named<F, Link>; from: Named<F, AreaCode> } },
): Ledger<'event', R, F> {
  const { dated, moves } = given
  return build(id, 'event', given, { dated, ...(moves && { moves }) })
}

/** Something that holds from a day until a day, both included; no last day means it still does. */
export function state<R extends string, const F extends Fields>(
  id: string,
  given: Base<F> & {
    row: R
    dated: readonly [began: Named<F, Day>, ended: Named<F, Day>]
    oneAtATime?: Named<F, Link>
    onlyOne?: readonly { of: Named<F, Link>; where: Saying<F>; severity?: Doubt }[]
    elders?: EldersOf<F>
    joins?: { from: Named<F, Link>; to: Named<F, Link>; head?: Saying<F> }
  },
): Ledger<'state', R, F> {
  const { dated, oneAtATime, onlyOne, elders, joins } = given
  const more = { ...(onlyOne && { onlyOne }), ...(elders && { elders: elders as Elders }) }
  return build(id, 'state', given, { dated, oneAtATime, ...more, joins })
}

/** Follows a membership on the row's own day: `householdOf(aid.person)`. */
export function through<L extends AnyLedger>(membership: AnyLedger, to: L): (who: Link) => LinkTo<L> {
  const { id } = membership.ledger
  return (who) => target(to, who.node, [...who.steps, { joined: id, to: to.ledger.id }]) as unknown as LinkTo<L>
}

function target(to: AnyLedger, from: Node, steps: readonly Step[]): Link {
  const root = from.node === 'field' ? from.ledger : ''
  return withFields(new Link({ node: 'field', ledger: root, steps, field: 'id' }, steps), to.ledger, root, steps)
}

/** Adds a getter per field: the expression that reads it from `root`'s row along `steps`. */
function withFields<T extends object>(onto: T, definition: LedgerDefinition, root: string, steps: readonly Step[]): T {
  for (const [name, field] of Object.entries(definition.fields)) {
    // Checked at load: over a row's own properties it would break whatever reads the declaration to say so.
    if (reserved.has(name)) continue
    Object.defineProperty(onto, name, { get: () => read(name, field, root, steps) })
  }
  return onto
}

function read(name: string, field: Field, root: string, steps: readonly Step[]): unknown {
  const node: Node = { node: 'field', ledger: root, steps, field: name }
  if (field.to) {
    const [only, ...others] = field.to
    const following = [...steps, { link: name, to: only?.ledger.id ?? '' }]
    const link = new Link(node, following)
    return only && others.length === 0 ? withFields(link, only.ledger, root, following) : link
  }
  return new { number: Num, day: Day, bool: YesNo, text: Text, link: Text }[field.kind.reads](node)
}
