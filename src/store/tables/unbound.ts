import type { Connection } from '#store/engine.ts'

/**
 * Runs the work of a table's owner with everything in sight. Row security binds the owner too, and COPY does not enter a table that it
 * binds: it is lifted until the work is done, in this transaction only, while nobody else can use the tables.
 */
export async function unbound<T>(db: Connection, work: () => Promise<T>): Promise<T> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relforcerowsecurity ORDER BY 1`,
  )
  for (const { name } of rows) await db.query(`ALTER TABLE ${name} NO FORCE ROW LEVEL SECURITY`)
  const result = await work()
  for (const { name } of rows) await db.query(`ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`)
  return result
}
