/** The fields of a ledger: `text('学校')`, `choice('类别', ['低保', '特困'])`, `money('金额')` … */
import {
  areaKind,
  choiceKind,
  dayKind,
  idNumberKind,
  type Kind,
  linkKind,
  numberKind,
  phoneKind,
  textKind,
  yesNoKind,
} from '#kinds/index.ts'
import type { Unit } from '#kinds/unit.ts'
import type { Day, Num, Text, YesNo } from './expression.ts'
import type { AnyLedger, LinkTo } from './ledger.ts'

/** What a leak of the field would hurt. Shown masked or not at all without the right to it, never on a notice. */
export const sensitivities = ['identity', 'contact', 'health', 'money', 'child'] as const
export type Sensitivity = (typeof sensitivities)[number]

export interface FieldOptions {
  optional?: boolean
  /** Said beside the input: what belongs here, with an example. */
  help?: string
  sensitive?: Sensitivity
}

/** A declared field. `E` is what expressions see of it. */
export interface Field<E = unknown> extends FieldOptions {
  label: string
  kind: Kind
  /** Ledgers that a link may point to. */
  to?: readonly AnyLedger[]
  readonly expression?: E
}

export type Fields = Record<string, Field>

export const text = (label: string, options: FieldOptions & { max?: number } = {}): Field<Text> => {
  const { max, ...rest } = options
  return { label, kind: textKind(max), ...rest }
}

export const choice = <const C extends string>(
  label: string,
  choices: readonly C[],
  options: FieldOptions = {},
): Field<Text<C>> => ({
  label,
  kind: choiceKind(choices),
  ...options,
})

export const yesNo = (label: string, options: FieldOptions = {}): Field<YesNo> => ({
  label,
  kind: yesNoKind,
  ...options,
})

export const day = (label: string, options: FieldOptions = {}): Field<Day> => ({ label, kind: dayKind, ...options })

export const quantity = <U extends Unit>(
  label: string,
  unit: U,
  options: FieldOptions & { atLeast?: number; atMost?: number } = {},
): Field<Num<U>> => {
  const { atLeast, atMost, ...rest } = options
  return { label, kind: numberKind(unit, { atLeast, atMost }), ...rest }
}

/** Yuan, kept in fen. */
export const money = (
  label: string,
  options: FieldOptions & { atLeast?: number; atMost?: number } = {},
): Field<Num<'元'>> => quantity(label, '元', options)

/** Citizen ID number: encrypted at rest, found by a keyed index, masked unless revealed with a reason. */
export const idNumber = (label: string, options: FieldOptions = {}): Field<Text> => ({
  label,
  kind: idNumberKind,
  sensitive: 'identity',
  ...options,
})

export const phone = (label: string, options: FieldOptions = {}): Field<Text> => ({
  label,
  kind: phoneKind,
  sensitive: 'contact',
  ...options,
})

export const area = (label: string, options: FieldOptions = {}): Field<Text> => ({ label, kind: areaKind, ...options })

/** To one row of one ledger: its fields can be read through it. */
export function link<L extends AnyLedger>(to: L, label: string, options?: FieldOptions): Field<LinkTo<L>>
/** To one row of any of several ledgers: only itself can be counted. */
export function link<L extends AnyLedger>(to: readonly L[], label: string, options?: FieldOptions): Field<LinkTo<never>>
export function link(to: AnyLedger | readonly AnyLedger[], label: string, options: FieldOptions = {}): Field {
  return { label, kind: linkKind, to: Array.isArray(to) ? to : [to as AnyLedger], ...options }
}
