/**
 * What was just written into masked fields, as it was read: whoever may not reveal it could not find a slip of the finger in it
 * afterwards. It stays in the memory of this page alone and is told once.
 */
import type { DeclaredLedger } from '#http/rows/answers.ts'
import { kindMade } from '#kinds/made.ts'

export interface Written {
  label: string
  text: string
}

/** Typed texts by field name, each as its kind reads it. */
export function readBack({ fields }: DeclaredLedger, typed: Readonly<Record<string, string>>): Written[] {
  return fields.flatMap(({ name, label, masked, kind, made }) => {
    const text = typed[name]?.trim()
    if (!masked || !text) return []
    const of = kindMade(kind, made)
    const reading = of.parse(text)
    return 'value' in reading && reading.value !== null ? [{ label, text: of.show(reading.value) }] : []
  })
}

let last: { row: string; written: Written[] } | undefined

export function keepWritten(row: string, written: Written[]): void {
  last = { row, written }
}

export function takeWritten(row: string): Written[] {
  const taken = last?.row === row ? last.written : []
  last = undefined
  return taken
}
