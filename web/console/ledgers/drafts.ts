/**
 * What was typed and not yet saved, kept on this machine for the account that typed it: it survives a reload, Back, an ended session and a
 * restart, and goes when the row is saved, when its account signs out, or after a week. Nobody else who signs in here is shown it.
 */

/** The ids go with it: sent again after a lost answer, the row is recorded once. */
export interface Draft {
  at: number
  act: string
  row: string
  typed: Record<string, string>
}

const WEEK = 7 * 24 * 3600_000
const keyOf = (account: string, form: string) => `shouwang-draft/${account}/${form}`

/** `secret` fields, as of ID numbers, are kept only as long as the window is open. */
export function keepDraft(account: string, form: string, draft: Draft, secret: ReadonlySet<string>): void {
  const part = (of: boolean) =>
    Object.fromEntries(Object.entries(draft.typed).filter(([name]) => secret.has(name) === of))
  const key = keyOf(account, form)
  try {
    localStorage.setItem(key, JSON.stringify({ ...draft, typed: part(false) }))
    sessionStorage.setItem(key, JSON.stringify(part(true)))
  } catch {
    // The browser keeps nothing, or no more: what is typed stays on the screen.
  }
}

export function draftOf(account: string, form: string, now: number): Draft | undefined {
  const key = keyOf(account, form)
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? 'null') as Draft | null
    if (!draft) return undefined
    if (now - draft.at > WEEK) return void dropDraft(account, form)
    return { ...draft, typed: { ...draft.typed, ...JSON.parse(sessionStorage.getItem(key) ?? '{}') } }
  } catch {
    return undefined
  }
}

export function dropDraft(account: string, form: string): void {
  try {
    localStorage.removeItem(keyOf(account, form))
    sessionStorage.removeItem(keyOf(account, form))
  } catch {
    // Nothing was kept.
  }
}
