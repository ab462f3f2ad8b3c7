/** The fields of a ledger: `text('学校')`, `choice('类别', ['低保', '特困'])`, `money('金额')` … */
import {
  areaKind,
  choiceKind,
  dayKind,
  identityKind,
  idNumberKind,
  type Kind,
  linkKind,
  monthKind,
  numberKind,
  phoneKind,
  textKind,
  yesNoKind,
} from '#kinds/index.ts'
import type { Unit } from '#kinds/unit.ts'
import type { AreaCode, Day, Num, Text, YesNo } from './expression.ts'
import type { AnyLedger, LinkTo } from './ledger.ts'

/** What a leak of the field would hurt. Shown masked or not at all without the right to it, never on a notice. */
export const sensitivities = ['identity', 'account', 'contact', 'health', 'child', 'money'] as const
export type Sensitivity = (typeof sensitivities)[number]

/** `O` is `true` as a type only where the declaration says `optional: true`. */
export interface FieldOptions<O extends boolean = boolean> {
  optional?: O
  /** Said beside the input: what belongs here, with an example. */
  help?: string
  /** Other heads that people write over such a column: a file with one of them is read. */
  also?: readonly string[]
  sensitive?: Sensitivity
}

/** A declared field. `E` is what expressions see of it. */
export interface Field<E = unknown, O extends boolean = boolean> extends FieldOptions<O> {
  label: string
  kind: Kind
  /** A day that cannot lie ahead: a birth, a death. */
  past?: true
  /** Ledgers that a link may point to. */
  to?: readonly AnyLedger[]
  readonly expression?: E
}

export type Fields = Record<string, Field>

export const text = <O extends boolean = false>(
  label: string,
  options: FieldOptions<O> & { max?: number } = {},
): Field<Text, NoInfer<O>> => {
  const { max, ...rest } = options
  return { label, kind: textKind(max), ...rest }
}

/** `said`: other words that people write for a choice: 妻子 for 配偶; several choices for a word that is to be asked about. */
export const choice = <const C extends string, O extends boolean = false>(
  label: string,
  choices: readonly C[],
  options: FieldOptions<O> & { said?: Readonly<Record<string, NoInfer<C> | readonly NoInfer<C>[]>> } = {},
): Field<Text<C>, NoInfer<O>> => {
  const { said, ...rest } = options
  return { label, kind: choiceKind<string>(choices, said), ...rest }
}

export const yesNo = <O extends boolean = false>(
  label: string,
  options: FieldOptions<O> = {},
): Field<YesNo, NoInfer<O>> => ({
  label,
  kind: yesNoKind,
  ...options,
})

export const day = <O extends boolean = false>(
  label: string,
  options: FieldOptions<O> & { past?: true } = {},
): Field<Day, NoInfer<O>> => ({ label, kind: dayKind, ...options })

/** Where a month is enough: 2014年8月. Kept as 'YYYY-MM' and compared as words. */
export const month = <O extends boolean = false>(
  label: string,
  options: FieldOptions<O> = {},
): Field<Text, NoInfer<O>> => ({ label, kind: monthKind, ...options })

export const quantity = <U extends Unit, O extends boolean = false>(
  label: string,
  unit: U,
  options: FieldOptions<O> & { atLeast?: number; atMost?: number } = {},
): Field<Num<U>, NoInfer<O>> => {
  const { atLeast, atMost, ...rest } = options
  return { label, kind: numberKind(unit, { atLeast, atMost }), ...rest }
}

/** Yuan, kept in fen. */
export const money = <O extends boolean = false>(
  label: string,
  options: FieldOptions<O> & { atLeast?: number; atMost?: number } = {},
): Field<Num<'元'>, NoInfer<O>> => quantity(label, '元', options)

/** Citizen ID number: encrypted at rest, found by a keyed index, masked unless revealed with a reason. */
export const idNumber = <O extends boolean = false>(
  label: string,
  options: FieldOptions<O> = {},
): Field<Text, NoInfer<O>> => ({
  label,
  kind: idNumberKind,
  sensitive: 'identity',
  ...options,
})

/** The number of whatever papers somebody has: ID card, residence permit, permanent residence card, passport. Kept as `idNumber` is. */
export const identity = <O extends boolean = false>(
  label: string,
  options: FieldOptions<O> = {},
): Field<Text, NoInfer<O>> => ({
  label,
  kind: identityKind,
  sensitive: 'identity',
  ...options,
})

export const phone = <O extends boolean = false>(
  label: string,
  options: FieldOptions<O> = {},
): Field<Text, NoInfer<O>> => ({
  label,
  kind: phoneKind,
  sensitive: 'contact',
  ...options,
})

export const area = <O extends boolean = false>(
  label: string,
  options: FieldOptions<O> = {},
): Field<AreaCode, NoInfer<O>> => ({ label, kind: areaKind, ...options })

/** To one row of one ledger: its fields can be read through it. */
export function link<L extends AnyLedger, O extends boolean = false>(
  to: L,
  label: string,
  options?: FieldOptions<O>,
): Field<LinkTo<L>, NoInfer<O>>
/** To one row of any of several ledgers: only itself can be counted. */
export function link<L extends AnyLedger, O extends boolean = false>(
  to: readonly L[],
  label: string,
  options?: FieldOptions<O>,
): Field<LinkTo<never>, NoInfer<O>>
export function link(to: AnyLedger | readonly AnyLedger[], label: string, options: FieldOptions = {}): Field {
  return { label, kind: linkKind, to: Array.isArray(to) ? to : [to as AnyLedger], ...options }
}
