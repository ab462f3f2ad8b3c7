/** Accounts, sessions and sign-in links as they are kept. Who may do what with them is decided in `access/`. */
import { type RawBuilder, sql } from 'kysely'
import type { Role } from '#store/actor.ts'
import type { Moment } from '#store/moment.ts'
import { shelve } from '#store/shelf-chain.ts'
import type { Scoped } from '#store/store.ts'

export interface Account {
  id: string
  login: string
  name: string
  role: Role
  areas: string[]
  /** argon2id, in its own text form; null until the holder has set one. */
  password: string | null
  /** Somebody else set the password and knows it: the holder is to change it. */
  passwordGiven: boolean
  createdAt: Moment
  disabledAt: Moment | null
}

interface AccountRow {
  id: string
  login: string
  name: string
  role: Role
  areas: string
  password: string | null
  password_given: boolean | null
  created_at: number
  disabled_at: number | null
}

const accountOf = (row: AccountRow): Account => ({
  id: row.id,
  login: row.login,
  name: row.name,
  role: row.role,
  areas: row.areas.split(',').filter(Boolean),
  password: row.password,
  passwordGiven: row.password_given ?? false,
  createdAt: row.created_at,
  disabledAt: row.disabled_at,
})

export async function accounts(tx: Scoped): Promise<Account[]> {
  const rows = await tx.run<AccountRow>(sql`SELECT * FROM account ORDER BY login`)
  return rows.map(accountOf)
}

export async function accountBy(tx: Scoped, key: 'id' | 'login', value: string): Promise<Account | undefined> {
  const [row] = await tx.run<AccountRow>(sql`SELECT * FROM account WHERE ${sql.id(key)} = ${value}`)
  return row && accountOf(row)
}

/** Returns false where the login is taken. */
export async function addAccount(tx: Scoped, account: Account): Promise<boolean> {
  const { id, login, name, role, areas, password, passwordGiven, createdAt, disabledAt } = account
  const added = await tx.run<AccountRow>(
    sql`INSERT INTO account (id, login, name, role, areas, password, password_given, created_at, disabled_at)
        VALUES (${id}, ${login}, ${name}, ${role}, ${areas.join(',')}, ${password}, ${passwordGiven}, ${createdAt}, ${disabledAt})
        ON CONFLICT (login) DO NOTHING RETURNING *`,
  )
  return shelved(tx, added)
}

/** Notes on the shelf what accounts are now. Returns whether there are any. */
function shelved(tx: Scoped, rows: readonly AccountRow[]): boolean {
  for (const row of rows) shelve(tx, 'account', '', row.id, { ...row })
  return rows.length > 0
}

async function change(tx: Scoped, change: RawBuilder<unknown>): Promise<void> {
  shelved(tx, await tx.run<AccountRow>(sql`UPDATE account SET ${change} RETURNING *`))
}

export const setPassword = (tx: Scoped, id: string, password: string, given: boolean): Promise<void> =>
  change(tx, sql`password = ${password}, password_given = ${given} WHERE id = ${id}`)

export const setHolder = (
  tx: Scoped,
  id: string,
  { name, role, areas }: { name: string; role: Role; areas: readonly string[] },
): Promise<void> => change(tx, sql`name = ${name}, role = ${role}, areas = ${areas.join(',')} WHERE id = ${id}`)

/** Gives the townships to those accounts that were made before there was any. */
export const placeUnplaced = (tx: Scoped, townships: readonly string[]): Promise<void> =>
  change(tx, sql`areas = ${townships.join(',')} WHERE areas = ''`)

export const setDisabled = (tx: Scoped, id: string, at: Moment | null): Promise<void> =>
  change(tx, sql`disabled_at = ${at} WHERE id = ${id}`)

export interface Session {
  digest: string
  account: string
  kind: 'session' | 'link'
  /** Where from it was opened; '' where nobody said. */
  address: string
  createdAt: Moment
  seenAt: Moment
  expiresAt: Moment
  /** Ledgers of which its holder said what they look for. */
  opened: string[]
}

interface SessionRow {
  digest: string
  account: string
  kind: Session['kind']
  address: string | null
  created_at: number
  seen_at: number
  expires_at: number
  opened: string | null
}

const sessionOf = (row: SessionRow): Session => ({
  digest: row.digest,
  account: row.account,
  kind: row.kind,
  address: row.address ?? '',
  createdAt: row.created_at,
  seenAt: row.seen_at,
  expiresAt: row.expires_at,
  opened: (row.opened ?? '').split(',').filter(Boolean),
})

export async function addSession(tx: Scoped, session: Omit<Session, 'opened'>): Promise<void> {
  const { digest, account, kind, address, createdAt, seenAt, expiresAt } = session
  await tx.run<object>(
    sql`INSERT INTO session (digest, account, kind, address, created_at, seen_at, expires_at)
        VALUES (${digest}, ${account}, ${kind}, ${address}, ${createdAt}, ${seenAt}, ${expiresAt})`,
  )
}

export async function sessionBy(tx: Scoped, digest: string, kind: Session['kind']): Promise<Session | undefined> {
  const [row] = await tx.run<SessionRow>(sql`SELECT * FROM session WHERE digest = ${digest} AND kind = ${kind}`)
  return row && sessionOf(row)
}

/** Of one account, the one last used first. */
export async function sessionsOf(tx: Scoped, account: string): Promise<Session[]> {
  const rows = await tx.run<SessionRow>(
    sql`SELECT * FROM session WHERE account = ${account} AND kind = 'session' ORDER BY seen_at DESC, digest`,
  )
  return rows.map(sessionOf)
}

export async function touchSession(tx: Scoped, digest: string, at: Moment): Promise<void> {
  await tx.run<object>(sql`UPDATE session SET seen_at = ${at} WHERE digest = ${digest}`)
}

export async function setOpened(tx: Scoped, digest: string, opened: readonly string[]): Promise<void> {
  await tx.run<object>(sql`UPDATE session SET opened = ${opened.join(',')} WHERE digest = ${digest}`)
}

/** Takes one away. Returns it, or undefined where somebody else already did. */
export async function takeSession(tx: Scoped, digest: string, kind: Session['kind']): Promise<Session | undefined> {
  const [row] = await tx.run<SessionRow>(
    sql`DELETE FROM session WHERE digest = ${digest} AND kind = ${kind} RETURNING *`,
  )
  return row && sessionOf(row)
}

/** Ends all sessions and links of an account. */
export async function dropSessionsOf(tx: Scoped, account: string): Promise<void> {
  await tx.run<object>(sql`DELETE FROM session WHERE account = ${account}`)
}

export async function dropExpired(tx: Scoped, before: Moment): Promise<void> {
  await tx.run<object>(sql`DELETE FROM session WHERE expires_at < ${before}`)
}
