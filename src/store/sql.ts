/**
 * SQL as Kysely's `sql` builds it, as the text and parameters that an engine takes. Within a scope statements are written so,
 * with `tx.run` and `tx.change`. Text stays where there is no scope (layout, moving house) and where rows make the statement.
 */
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely'
import type { SqlValue } from './engine.ts'

const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

export function compiled(fragment: RawBuilder<unknown>): { text: string; parameters: readonly SqlValue[] } {
  const { sql, parameters } = fragment.compile(compiler)
  return { text: sql, parameters: parameters as readonly SqlValue[] }
}
