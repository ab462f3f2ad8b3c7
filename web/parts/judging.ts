/** A declaration as it was sent, made ready to judge what is typed: by the same code as the server, in the same sentences. */
import type { Judging } from '#capture/judge.ts'
import { belongs, needed } from '#define/when.ts'
import type { DeclaredLedger } from '#http/rows/answers.ts'
import { kindMade } from '#kinds/made.ts'

export function judging({ id, title, fields, dated, inOrder, when, identity }: DeclaredLedger): Judging {
  return {
    id,
    title,
    fields: Object.fromEntries(
      fields.map(({ name, label, kind, made, optional }) => [name, { label, kind: kindMade(kind, made), optional }]),
    ),
    ...(dated !== null && { dated }),
    inOrder,
    when,
    ...(identity !== null && { identity }),
  }
}

/** Whether a field belongs in the form, and must be filled in, as far as it is. `typed`: the text of a field. */
export function placed(
  judged: Judging,
  name: string,
  typed: (field: string) => string | undefined,
): { belongs: boolean; needed: boolean } {
  const saidIn = (field: string) => {
    const reading = judged.fields[field]?.kind.parse(typed(field) ?? '')
    return reading && 'value' in reading ? reading.value : null
  }
  return { belongs: belongs(judged, name, saidIn), needed: needed(judged, name, saidIn) }
}
