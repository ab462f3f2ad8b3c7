/** A declaration as it was sent, made ready to judge what is typed: by the same code as the server, in the same sentences. */
import type { Judging } from '#capture/judge.ts'
import type { DeclaredLedger } from '#http/rows/answers.ts'
import { kindMade } from '#kinds/made.ts'

export function judging({ id, title, fields, dated, inOrder, identity }: DeclaredLedger): Judging {
  return {
    id,
    title,
    fields: Object.fromEntries(
      fields.map(({ name, label, kind, made, optional }) => [name, { label, kind: kindMade(kind, made), optional }]),
    ),
    ...(dated !== null && { dated }),
    inOrder,
    ...(identity !== null && { identity }),
  }
}
