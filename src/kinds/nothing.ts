/** How people write that there is nothing: one reading for forms and files. */
import { type Kind, tidy } from './kind.ts'

/** “/”, “—”, “--”, and “无” where that is no answer of its own. Where a field must be filled in, it is filled in with this. */
export function saysNothing(written: string | number | boolean, kind: Kind): boolean {
  const text = tidy(written)
  return /^[/\\—–―−-]+$/.test(text) || (text === '无' && !kind.answersNone)
}
