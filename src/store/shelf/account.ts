/** Accounts, sessions and sign-in links as they are kept. Who may do what with them is decided in `access/`. */
import { sql } from 'kysely'
import type { Role } from '#store/actor.ts'
import type { Moment } from '#store/moment.ts'
import type { Scoped } from '#store/store.ts'

export interface Account {
  id: string
  login: string
  name: string
  role: Role
  areas: string[]
  /** argon2id, in its own text form; null until the holder has set one. */
  password: string | null
  /** Wrong passwords in a row. */
  failed: number
  lockedUntil: Moment
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
  failed: number
  locked_until: number
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
  failed: row.failed,
  lockedUntil: row.locked_until,
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
  const { id, login, name, role, areas, password, failed, lockedUntil, createdAt, disabledAt } = account
  const added = await tx.run<{ id: string }>(
    sql`INSERT INTO account (id, login, name, role, areas, password, failed, locked_until, created_at, disabled_at)
        VALUES (${id}, ${login}, ${name}, ${role}, ${areas.join(',')}, ${password}, ${failed}, ${lockedUntil}, ${createdAt},
        ${disabledAt}) ON CONFLICT (login) DO NOTHING RETURNING id`,
  )
  return added.length > 0
}

export async function setPassword(tx: Scoped, id: string, password: string): Promise<void> {
  await tx.run<object>(sql`UPDATE account SET password = ${password}, failed = 0, locked_until = 0 WHERE id = ${id}`)
}

export async function setHolder(
  tx: Scoped,
  id: string,
  { name, role, areas }: { name: string; role: Role; areas: readonly string[] },
): Promise<void> {
  await tx.run<object>(
    sql`UPDATE account SET name = ${name}, role = ${role}, areas = ${areas.join(',')} WHERE id = ${id}`,
  )
}

export async function setFailures(tx: Scoped, id: string, failed: number, lockedUntil: Moment): Promise<void> {
  await tx.run<object>(sql`UPDATE account SET failed = ${failed}, locked_until = ${lockedUntil} WHERE id = ${id}`)
}

export async function setDisabled(tx: Scoped, id: string, at: Moment | null): Promise<void> {
  await tx.run<object>(sql`UPDATE account SET disabled_at = ${at} WHERE id = ${id}`)
}

export interface Session {
  account: string
  kind: 'session' | 'link'
  createdAt: Moment
  seenAt: Moment
  expiresAt: Moment
}

export async function addSession(tx: Scoped, digest: string, session: Session): Promise<void> {
  const { account, kind, createdAt, seenAt, expiresAt } = session
  await tx.run<object>(
    sql`INSERT INTO session (digest, account, kind, created_at, seen_at, expires_at)
        VALUES (${digest}, ${account}, ${kind}, ${createdAt}, ${seenAt}, ${expiresAt})`,
  )
}

export async function sessionBy(tx: Scoped, digest: string, kind: Session['kind']): Promise<Session | undefined> {
  const [row] = await tx.run<{ account: string; created_at: number; seen_at: number; expires_at: number }>(
    sql`SELECT account, created_at, seen_at, expires_at FROM session WHERE digest = ${digest} AND kind = ${kind}`,
  )
  return (
    row && { account: row.account, kind, createdAt: row.created_at, seenAt: row.seen_at, expiresAt: row.expires_at }
  )
}

export async function touchSession(tx: Scoped, digest: string, at: Moment): Promise<void> {
  await tx.run<object>(sql`UPDATE session SET seen_at = ${at} WHERE digest = ${digest}`)
}

/** Takes one away. Returns it, or undefined where somebody else already did. */
export async function takeSession(tx: Scoped, digest: string, kind: Session['kind']): Promise<Session | undefined> {
  const [row] = await tx.run<{ account: string; created_at: number; seen_at: number; expires_at: number }>(
    sql`DELETE FROM session WHERE digest = ${digest} AND kind = ${kind} RETURNING account, created_at, seen_at, expires_at`,
  )
  return (
    row && { account: row.account, kind, createdAt: row.created_at, seenAt: row.seen_at, expiresAt: row.expires_at }
  )
}

/** Ends all sessions and links of an account. */
export async function dropSessionsOf(tx: Scoped, account: string): Promise<void> {
  await tx.run<object>(sql`DELETE FROM session WHERE account = ${account}`)
}

export async function dropExpired(tx: Scoped, before: Moment): Promise<void> {
  await tx.run<object>(sql`DELETE FROM session WHERE expires_at < ${before}`)
}
