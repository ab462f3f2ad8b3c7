import { AsyncLocalStorage } from 'node:async_hooks'
import { Refusal } from '#problem.ts'
import type { Connection, Engine, SqlValue } from '#store/engine.ts'
import { asker } from './asker.ts'
import { DatabaseError } from './database-error.ts'

/** One answer of a database: the rows, the command tag's word, and the tag's count. */
export interface Answer {
  rows: Record<string, unknown>[]
  command: string
  count: number
}

/** One session with a database, which a driver provides. Without parameters, `run` takes several statements. */
export interface Session {
  run(text: string, parameters: readonly SqlValue[]): Promise<Answer>
  copyIn(table: string, columns: readonly string[], rows: Iterable<readonly SqlValue[]>): Promise<number>
}

type TransactionOptions = NonNullable<Parameters<Engine['transaction']>[1]>

const changing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'COPY'])

const inside = new AsyncLocalStorage<{ open: boolean }>()

/**
 * Fails at once where waiting would never end: a transaction asked for inside another one
 * would wait for the connection its own caller holds.
 */
export function refuseNesting(): void {
  if (inside.getStore()?.open) throw new Error('transaction() inside transaction(): pass the connection down instead')
}

/** Days and clock times mean China's on both engines, and texts do not depend on how a server is set up. */
function beginText({ snapshot, readOnly }: TransactionOptions): string {
  const level = snapshot ? 'REPEATABLE READ' : 'READ COMMITTED'
  return (
    `BEGIN ISOLATION LEVEL ${level}${readOnly ? ' READ ONLY' : ''};` +
    " SET LOCAL TimeZone = 'Asia/Shanghai'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'iso_8601';" +
    ' SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = hex; SET LOCAL search_path = public'
  )
}

/** Runs `work` between BEGIN and COMMIT, or ROLLBACK when it throws. The connection is dead to `work` afterwards. */
export async function inTransaction<T>(
  session: Session,
  work: (connection: Connection) => Promise<T>,
  options: TransactionOptions,
): Promise<T> {
  const state = { open: true }
  let last: Promise<unknown> = Promise.resolve()
  /** Statements asked for at once run one after the other. */
  const inTurn = <A>(statement: () => Promise<A>): Promise<A> => {
    const turn = last.then(() => {
      // Nobody waits for it any more: what is only read is not read to the end.
      if (options.readOnly) asker()?.signal.throwIfAborted()
      if (!state.open) throw new Error('this transaction has ended: await every query before returning from it')
      return statement()
    })
    last = turn.catch(() => undefined)
    return turn
  }
  const connection: Connection = {
    async query<R extends Record<string, unknown>>(text: string, parameters: readonly SqlValue[] = []) {
      const answer = await inTurn(() => session.run(text, parameters))
      return { rows: answer.rows as R[], changed: changing.has(answer.command) ? answer.count : 0 }
    },
    copyIn(table, columns, rows) {
      return inTurn(() => session.copyIn(table, columns, rows))
    },
  }
  await session.run(beginText(options), [])
  let result: T
  try {
    result = await inside.run(state, () => work(connection))
  } catch (error) {
    state.open = false
    await last
    await rollback(session, error)
    throw error
  }
  state.open = false
  await last
  const { command } = await session.run('COMMIT', [])
  // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK and no error: `work` swallowed one.
  if (command !== 'COMMIT') {
    throw new DatabaseError({ sqlstate: '25P02', message: 'an earlier statement failed, so nothing was committed' })
  }
  return result
}

/** A lost connection has rolled back by itself; the caller must hear of `cause`, not of that. */
async function rollback(session: Session, cause: unknown): Promise<void> {
  try {
    await session.run('ROLLBACK', [])
  } catch (error) {
    if (!(error instanceof Refusal)) throw new AggregateError([cause, error], 'rollback failed')
  }
}
