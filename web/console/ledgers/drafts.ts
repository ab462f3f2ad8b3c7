/**
 * What was typed and not yet saved, kept on this machine for the account that typed it: it survives a reload, Back, an ended session and a
 * restart, and goes when the row is saved, when its account signs out, or after a week. Nobody else who signs in here is shown it.
 * Each form that is being filled in has its own, called by the act that will save it: two windows on one ledger are two rows.
 */

/** The ids go with it: sent again after a lost answer, its rows are recorded once. */
export interface Draft {
  at: number
  act: string
  row?: string
  /** Of the row that says where it belongs, and whether it is left for later. */
  joined?: string
  alone?: boolean
  typed: Record<string, string>
}

const WEEK = 7 * 24 * 3600_000
const all = 'shouwang-draft/'
const keyOf = (account: string, form: string, act: string) => `${all}${account}/${form}/${act}`

/** `secret` fields, as of ID numbers, are kept only as long as the window is open. */
export function keepDraft(account: string, form: string, draft: Draft, secret: ReadonlySet<string>): void {
  const part = (of: boolean) =>
    Object.fromEntries(Object.entries(draft.typed).filter(([name]) => secret.has(name) === of))
  const key = keyOf(account, form, draft.act)
  try {
    localStorage.setItem(key, JSON.stringify({ ...draft, typed: part(false) }))
    sessionStorage.setItem(key, JSON.stringify(part(true)))
  } catch {
    // The browser keeps nothing, or no more: what is typed stays on the screen.
  }
}

/** The drafts of a form, those of this window first, then the newest. */
export function draftsOf(account: string, form: string, now: number): Draft[] {
  const read = (key: string) => {
    try {
      const draft = JSON.parse(localStorage.getItem(key) ?? 'null') as Draft
      const own = sessionStorage.getItem(key)
      return { own: own !== null, draft: { ...draft, typed: { ...draft.typed, ...JSON.parse(own ?? '{}') } } }
    } catch {
      return undefined
    }
  }
  const found = keysIn('localStorage', keyOf(account, form, '')).flatMap((key) => read(key) ?? [])
  for (const { draft } of found) if (now - draft.at > WEEK) dropDraft(account, form, draft.act)
  return found
    .filter(({ draft }) => now - draft.at <= WEEK)
    .sort((a, b) => Number(b.own) - Number(a.own) || b.draft.at - a.draft.at)
    .map(({ draft }) => draft)
}

export function dropDraft(account: string, form: string, act: string): void {
  drop(keyOf(account, form, act))
}

/** Everything typed and not saved on this machine, in whichever page: a browser heeds Clear-Site-Data on https alone. */
export function dropAllDrafts(): void {
  for (const key of [...keysIn('localStorage', all), ...keysIn('sessionStorage', all)]) drop(key)
}

function drop(key: string): void {
  try {
    localStorage.removeItem(key)
    sessionStorage.removeItem(key)
  } catch {
    // Nothing was kept.
  }
}

function keysIn(store: 'localStorage' | 'sessionStorage', prefix: string): string[] {
  try {
    return Object.keys(window[store]).filter((key) => key.startsWith(prefix))
  } catch {
    return []
  }
}

/** Longer than another window takes to answer. */
const PATIENCE = 200

/** The acts at which other windows of this browser are just now; `own` says at which this one is, whenever one of them asks. */
export function otherWindows(own: () => string): { acts: Promise<ReadonlySet<string>>; close(): void } {
  const channel = new BroadcastChannel('shouwang-drafts')
  const acts = new Set<string>()
  channel.onmessage = ({ data }: MessageEvent<{ at?: string }>) => {
    if (data.at === undefined) channel.postMessage({ at: own() })
    else acts.add(data.at)
  }
  channel.postMessage({})
  return {
    acts: new Promise((resolve) => setTimeout(() => resolve(acts), PATIENCE)),
    close: () => channel.close(),
  }
}
