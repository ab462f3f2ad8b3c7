/** Who asks brings the days. A year earlier is the same asker, shifted. */

import type { ParameterDefinition, ParameterValue } from '#define/parameter.ts'
import type { Period } from '#define/period.ts'
import { shiftMonths } from '#kinds/day.ts'

export interface Asker {
  from: string
  day: string
  /** Where no rows are found, only a ledger that somebody keeps says that there are none; see `evidence.ts`. */
  evidence?: true
}

export function askerOf(period: Period): Asker {
  return { from: period.from, day: period.day }
}

export function shifted(asker: Asker, months: number): Asker {
  return { ...asker, from: shiftMonths(asker.from, months), day: shiftMonths(asker.day, months) }
}

/** Who takes no rows for none. */
export const plainly = ({ from, day }: Asker): Asker => ({ from, day })

/** The value of a parameter on a day for a class, else for everybody; null where nobody has ruled. */
export function parameterOn(
  parameter: ParameterDefinition,
  day: string,
  key: string | null | undefined,
): number | null {
  return ruledOn(parameter, day, key)?.value ?? null
}

/** The same with the document on whose word it holds. */
export function ruledOn(
  parameter: ParameterDefinition,
  day: string,
  key: string | null | undefined,
): ParameterValue | undefined {
  const valid = parameter.values.filter((v) => v.from <= day && (v.until === undefined || day <= v.until))
  return (
    valid.findLast((v) => v.key === (key ?? undefined)) ??
    (key == null ? undefined : valid.findLast((v) => v.key === undefined))
  )
}
