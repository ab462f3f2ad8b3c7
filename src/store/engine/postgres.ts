import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type Problem, problem, Refusal } from '#problem.ts'
import type { Engine } from '#store/engine.ts'
import { asker } from './asker.ts'
import { connectionLost, errorFrom } from './database-error.ts'
import { lineFor } from './line.ts'
import { type Answer, inTransaction, refuseNesting, type Session } from './transaction.ts'
import { copyStatement, copyText, parameterOf, readerOf } from './values.ts'

const CONNECTIONS = 10
/** Of which long questions leave these to pages, sign-in and saving. */
const KEPT_FREE = 3
const CONNECT_MS = 10_000
const OLDEST = 150_000

/**
 * Opens a PostgreSQL database (15 or newer, UTF8) by its URL. Refuses with what to do when it cannot be reached, the
 * login is wrong, the database is missing or too old. A connection that breaks fails its transaction with
 * `store.connection_lost`; later transactions get a new one.
 */
export async function openPostgres(url: string): Promise<Engine> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    application_name: 'shouwang',
    types: { getTypeParser: readerOf as typeof pg.types.getTypeParser },
  })
  // An idle connection that breaks concerns nobody: the pool has dropped it already.
  pool.on('error', () => {})
  try {
    const version = await checkServer(pool)
    return engineOn(pool, version)
  } catch (error) {
    await pool.end()
    throw error
  }
}

async function checkServer(pool: pg.Pool): Promise<number> {
  return withClient(pool, async (client) => {
    const { rows } = await run(
      client,
      "SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding",
    )
    const { version, encoding } = rows[0] as { version: number; encoding: string }
    if (version < OLDEST) {
      throw new Refusal(
        problem(
          'store.server_too_old',
          `PostgreSQL 的版本是 ${Math.floor(version / 10_000)}，守望需要 15 或更新的版本。`,
          {
            remedy: '请管理员升级数据库服务，或换一个 15 以上的数据库地址。',
          },
        ),
      )
    }
    if (encoding !== 'UTF8') {
      throw new Refusal(
        problem('store.server_encoding', `这个数据库的编码是 ${encoding}，存不下所有汉字，守望需要 UTF8。`, {
          remedy: "请管理员新建数据库：CREATE DATABASE shouwang ENCODING 'UTF8' TEMPLATE template0，再改用它的地址。",
        }),
      )
    }
    return version
  })
}

function engineOn(pool: pg.Pool, version: number): Engine {
  const line = lineFor({ atOnce: CONNECTIONS, long: CONNECTIONS - KEPT_FREE })
  let closing: Promise<void> | undefined
  return {
    kind: 'postgres',
    version,
    async transaction(work, options = {}) {
      refuseNesting()
      if (closing) throw connectionLost()
      // What is being written is written to its end: who left may have been told already that it is.
      const gone = options.readOnly ? asker()?.signal : undefined
      const done = line.turn(() =>
        withClient(pool, (client) => untilGone(client, gone, () => inTransaction(sessionOn(client), work, options))),
      )
      return done.catch((error: unknown) => {
        throw gone?.aborted ? gone.reason : error
      })
    },
    close() {
      // Who waits in the line is served first: a pool that is ending gives no connection any more.
      closing ??= line.idle().then(() => pool.end())
      return closing
    },
  }
}

/** Gives the connection back only when it is sound: one that broke, or is in an unknown state, is thrown away. */
async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await connect(pool)
  let broken: Error | undefined
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  try {
    return await work(client)
  } catch (error) {
    if (error instanceof AggregateError || (error instanceof Refusal && isLost(error))) broken ??= error
    throw error
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}

/** Cancels what the connection is at as soon as nobody waits for it. */
async function untilGone<T>(client: pg.PoolClient, gone: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  if (!gone) return work()
  let cancelled: Promise<void> | undefined
  const cancel = () => {
    cancelled = cancelQuery(client).catch(() => undefined)
  }
  gone.addEventListener('abort', cancel)
  try {
    return await work()
  } finally {
    gone.removeEventListener('abort', cancel)
    // Arriving late, it would hit whoever has the connection next.
    await cancelled
  }
}

/** By a connection of its own, for all others may be taken. */
async function cancelQuery(client: pg.PoolClient): Promise<void> {
  const { processID, ...options } = client as pg.PoolClient & {
    processID: number
    connectionParameters: pg.ClientConfig
  }
  const other = new pg.Client({ ...options.connectionParameters, connectionTimeoutMillis: CONNECT_MS })
  other.on('error', () => {})
  await other.connect()
  try {
    await other.query('SELECT pg_cancel_backend($1)', [processID])
  } finally {
    await other.end()
  }
}

function isLost(refusal: Refusal): boolean {
  return refusal.problems.some(({ code }) => code === 'store.connection_lost')
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    throw connectFailure(error as Error & { code?: string }, pool.options)
  }
}

function connectFailure(error: Error & { code?: string }, options: pg.PoolOptions): Refusal {
  const refusal = new Refusal(connectProblem(error, options))
  refusal.cause = error
  return refusal
}

/** SQLSTATEs from PostgreSQL's table of error codes, the rest from the operating system. */
function connectProblem(error: Error & { code?: string }, options: pg.PoolOptions): Problem {
  const { host, port, user, database } = new pg.Client(options)
  const at = { server: `${host}:${port}` }
  switch (error.code) {
    case '28P01':
    case '28000':
      return problem('store.login_refused', `数据库不接受用户“${user}”的登录。`, {
        at,
        remedy: '请核对数据库地址（DATABASE_URL）里的用户名和密码，或请管理员给这个用户连接的权限（pg_hba.conf）。',
      })
    case '3D000':
      return problem('store.database_missing', `数据库服务里没有名为“${database}”的数据库。`, {
        at,
        remedy: `请核对数据库地址（DATABASE_URL），或请管理员新建：CREATE DATABASE "${database}" ENCODING 'UTF8' TEMPLATE template0。`,
      })
    case '53300':
      return problem('store.server_full', '数据库服务的连接数用完了。', {
        at,
        remedy: '请稍后再试；经常这样，请管理员调大数据库的 max_connections。',
        retryAfter: 30,
      })
    case '57P03':
      return problem('store.server_starting', '数据库服务正在启动或正在恢复，暂时不能连接。', {
        at,
        remedy: '请过一会儿再试。',
        retryAfter: 10,
      })
    default:
      return problem('store.server_unreachable', `连不上数据库服务（${error.code ?? error.message}）。`, {
        at,
        remedy: '请核对数据库地址（DATABASE_URL）里的主机和端口，并确认数据库服务已启动、防火墙允许连接。',
        retryAfter: 30,
      })
  }
}

function sessionOn(client: pg.PoolClient): Session {
  return {
    run: (text, parameters) => run(client, text, parameters.map(bound)),
    async copyIn(table, columns, rows) {
      try {
        const stream = client.query(copyFrom(copyStatement(table, columns)))
        await pipeline(Readable.from(copyText(rows)), stream)
        return stream.rowCount
      } catch (error) {
        throw understood(error)
      }
    },
  }
}

/** The driver takes raw bytes only as its own kind of them. */
function bound(value: Parameters<typeof parameterOf>[0]): string | Buffer | null {
  const parameter = parameterOf(value)
  return parameter instanceof Uint8Array ? Buffer.from(parameter) : parameter
}

async function run(client: pg.PoolClient, text: string, parameters: unknown[] = []): Promise<Answer> {
  try {
    const result: pg.QueryResult | pg.QueryResult[] = await client.query(text, parameters)
    const last = Array.isArray(result) ? result.at(-1)! : result
    return { rows: last.rows, command: last.command ?? '', count: last.rowCount ?? 0 }
  } catch (error) {
    throw understood(error)
  }
}

const lostCodes = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ECONNABORTED',
  'ENETDOWN',
  'ENETUNREACH',
  'EHOSTUNREACH',
])

/** The driver's error as ours. What comes from neither database nor wire, such as an unsafe integer, stays itself. */
function understood(error: unknown): unknown {
  if (error instanceof pg.DatabaseError && error.code) {
    const { message, code, constraint, table, column, detail } = error
    return errorFrom({ message, sqlstate: code, constraint, table, column, detail })
  }
  const { code, message } = error as NodeJS.ErrnoException
  const lost =
    lostCodes.has(code ?? '') || /^Connection terminated|not queryable|connection error|Connection ended/.test(message)
  return lost ? connectionLost() : error
}
