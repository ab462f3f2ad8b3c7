/** Acts: append-only records of who did what. Their bodies and digests are what the chain of a township's books is made of. */
import { createHash } from 'node:crypto'
import type { Value } from '#kinds/index.ts'
import type { Problem } from '#problem.ts'
import type { Actor } from './actor.ts'
import type { Cipher } from './keys.ts'
import type { Moment } from './moment.ts'

/** One row recorded, corrected in the named fields, or voided. Ids are lower-case UUIDs made by who sends. */
export type Change =
  | { ledger: string; id: string; set: Record<string, Value> }
  | { ledger: string; id: string; correct: Record<string, Value> }
  | { ledger: string; id: string; void: true }

export const actKinds = ['record', 'correct', 'void', 'import'] as const
export type ActKind = (typeof actKinds)[number]

export interface Act {
  /** Made by who sends it: sent twice it changes nothing the second time. */
  id: string
  /** 9 digits. */
  township: string
  kind: ActKind
  /** Needed where something recorded is corrected or voided. */
  reason?: string
  /** Where it came from: a file, a form, a phone. */
  source?: string
  changes: Change[]
  /** Where it changes the place of something that moves by a ledger of its own, nobody moved: it was wrong from the start. */
  slip?: true
}

export interface Receipt {
  township: string
  seq: number
  at: Moment
  digest: string
  /** The act was known already; nothing changed. */
  repeated: boolean
  /** What was doubtful in it when it came in; absent where nothing was. */
  doubts?: readonly Problem[]
}

/** What the chain covers of an act, beside its body. */
export interface ActFields {
  township: string
  seq: number
  id: string
  at: Moment
  actor: string
  kind: string
  reason: string | null
  source: string | null
  definition: string
  /** How many versions of rows it began. null: an act of a program that kept no proofs. */
  versions: number | null
}

/** Changes in stored form as canonical JSON: keys sorted, fields without a value left out of a new row. */
export function bodyOf(changes: readonly Change[]): string {
  return JSON.stringify(
    changes.map((change) => {
      const { ledger, id } = change
      if ('set' in change) return { id, ledger, set: sorted(change.set, false) }
      return 'correct' in change ? { correct: sorted(change.correct, true), id, ledger } : { id, ledger, void: true }
    }),
  )
}

function sorted(values: Record<string, Value>, withNulls: boolean): Record<string, Value> {
  const found: Record<string, Value> = {}
  for (const key of Object.keys(values).sort()) if (withNulls || values[key] != null) found[key] = values[key] ?? null
  return found
}

/**
 * Digest (hex) over the digest before, the act's fields and the SHA-256 of its body, under a key that the database does not hold. The first
 * act of a township follows ''. Acts of a program that kept no proofs have a SHA-256 that anybody can renew.
 */
export function digestOf(keys: Pick<Cipher, 'prove'>, before: string, act: ActFields, body: string): string {
  const { township, seq, id, at, actor, kind, reason, source, definition, versions } = act
  const fields = [township, seq, id, at, actor, kind, reason, source, definition]
  if (versions === null) return sha256(`${before}\n${JSON.stringify(fields)}\n${sha256(body)}`)
  return keys.prove('act', `${before}\n${JSON.stringify([...fields, versions])}\n${sha256(body)}`)
}

/** Keyed digest of how far a township's books have come. */
export function sealOfHead(
  keys: Pick<Cipher, 'prove'>,
  { township, seq, at, digest }: Pick<ActFields, 'township' | 'seq' | 'at'> & { digest: string },
): string {
  return keys.prove('head', JSON.stringify([township, seq, at, digest]))
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Who acted, as the books keep it: the account, then the name it had. */
export const actorText = (actor: Actor): string => `${actor.id} ${actor.name}`

export function actorName(text: string): string {
  return text.slice(text.indexOf(' ') + 1)
}
