/** Brings a database to the declarations, adding only. What would lose or change something recorded is refused in a sentence. */
import { createHash } from 'node:crypto'
import type { Catalog } from '#define/catalog.ts'
import { type Problem, problem, Refusal, refuse } from '#problem.ts'
import { DatabaseError } from '#store/engine/database-error.ts'
import type { Connection, Engine } from '#store/engine.ts'
import { compiled } from '#store/sql.ts'
import { lastTouched } from './rows-sql.ts'
import {
  columnsOf,
  declaredTables,
  quoted,
  roles,
  rolesSql,
  rowIndexes,
  rowTable,
  SCHEMA_VERSION,
  schemaSql,
} from './schema.ts'
import { unbound } from './unbound.ts'

const identifier = /^[a-z][a-z0-9_]{0,39}$/

/** From this layout on books prove themselves. */
const PROVEN = 4

/**
 * Creates or upgrades all tables. Runs again without effect; safe when several programs start at once. `adopt` takes books of a program
 * that kept no proofs as they stand, in the same transaction.
 */
export async function migrate(
  engine: Engine,
  catalog: Catalog,
  adopt?: (db: Connection) => Promise<void>,
): Promise<void> {
  checkNames(catalog)
  const statements = schemaSql(catalog)
  const declared = createHash('sha256').update(statements.join(';\n')).digest('hex')
  if ((await recorded(engine))?.declared === declared) return
  for (const role of roles) await ensureRole(engine, role)
  await engine.transaction(async (db) => {
    // Only to keep two starting programs from creating the same table at once; nothing relies on it.
    await db.query('SELECT pg_advisory_xact_lock(731004)')
    const before = (await noted(db))?.version
    const live = await liveColumns(db)
    const additions = difference(catalog, live)
    // An older program put long acts aside there first; they are empty between its transactions.
    const aside = [...live.keys()].filter((table) => table.startsWith('stage_'))
    await atOnce(db, [...additions, ...aside.map((table) => `DROP TABLE ${table}`)])
    // An older program noted ledgers only. All that is noted is found again below.
    if (live.get('touched')?.has('what') === false) await db.query('DROP TABLE touched')
    await atOnce(db, statements)
    if (live.size > 0) {
      await dropStaleIndexes(db, catalog)
      // An older program opened books without listing them.
      await unbound(db, async () => {
        await db.query('INSERT INTO books SELECT township FROM head ON CONFLICT DO NOTHING')
        await noteTouched(db, catalog)
        if (before !== undefined && before < PROVEN) await adopt?.(db)
      })
    }
    await db.query(
      `INSERT INTO schema_version (id, version, declared) VALUES (1, $1, $2)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, declared = excluded.declared`,
      [SCHEMA_VERSION, declared],
    )
  })
}

/** In one question: the database would be asked more than a thousand times. */
async function atOnce(db: Connection, statements: readonly string[]): Promise<void> {
  if (statements.length > 0) await db.query(statements.join(';\n'))
}

function checkNames(catalog: Catalog): void {
  const names = [...catalog.ledgers.values()].flatMap((l) => [l.id, ...Object.keys(l.fields)])
  const bad = names.find((name) => !identifier.test(name))
  if (bad !== undefined) throw new Error(`台账或字段的名字 ${bad} 要用小写英文字母、数字和下划线，不超过 40 个字符。`)
}

interface Noted extends Record<string, unknown> {
  version: number
  /** Digest of the statements. */
  declared: string
}

async function noted(db: Connection): Promise<Noted | undefined> {
  const there = await db.query<{ t: string | null }>("SELECT to_regclass('public.schema_version')::text AS t")
  if (!there.rows[0]?.t) return undefined
  return (await db.query<Noted>('SELECT version, declared FROM schema_version')).rows[0]
}

/** What the database was last brought to. Refuses a database of a newer program. */
async function recorded(engine: Engine): Promise<Noted | undefined> {
  return engine.transaction(async (db) => {
    const found = await noted(db)
    if (found && found.version > SCHEMA_VERSION) {
      refuse('store.newer_schema', `这份数据是第 ${found.version} 版格式，这个程序只认得到第 ${SCHEMA_VERSION} 版。`, {
        remedy: '请换上更新数据的那个版本的程序，或者更新的版本。数据没有动过。',
      })
    }
    return found
  })
}

async function ensureRole(engine: Engine, role: string): Promise<void> {
  // From 16 on a member may lack the right to take the role.
  const right = engine.version >= 160_000 ? 'SET' : 'MEMBER'
  let user = ''
  try {
    await engine.transaction(async (db) => {
      user = (await db.query<{ user: string }>('SELECT quote_ident(current_user) AS user')).rows[0]!.user
      const { rows } = await db.query<{ member: boolean | null }>(
        `SELECT pg_has_role(current_user, oid, '${right}') AS member FROM pg_roles WHERE rolname = $1`,
        [role],
      )
      if (!rows[0]) await db.query(`CREATE ROLE ${role} NOLOGIN`)
      if (!rows[0]?.member) await db.query(`GRANT ${role} TO CURRENT_USER`)
    })
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    // Another program has just created it.
    if (['42710', '23505', 'XX000'].includes(error.sqlstate)) return ensureRole(engine, role)
    if (error.sqlstate !== '42501') throw error
    refuse('store.role_missing', `数据库里没有可用的角色 ${role}，用户 ${user} 也无权创建或使用它。`, {
      remedy: `请数据库管理员执行一次：${rolesSql(user)}（已经有的角色不用再建。）`,
    })
  }
}

type Live = Map<string, Map<string, string>>

async function liveColumns(db: Connection): Promise<Live> {
  const { rows } = await db.query<{ table_name: string; column_name: string; data_type: string }>(
    `SELECT c.relname AS table_name, a.attname AS column_name, format_type(a.atttypid, NULL) AS data_type
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
     ORDER BY c.relname, a.attnum`,
  )
  const live: Live = new Map()
  for (const { table_name, column_name, data_type } of rows) {
    if (!live.has(table_name)) live.set(table_name, new Map())
    live.get(table_name)!.set(column_name, data_type)
  }
  return live
}

/** Columns to add to tables that exist. Throws one Refusal with everything that adding cannot bring about. */
function difference(catalog: Catalog, live: Live): string[] {
  const problems: Problem[] = []
  const additions: string[] = []
  for (const ledger of catalog.ledgers.values()) {
    const columns = live.get(rowTable(ledger.id))
    if (!columns) continue
    const own = ['_was', '_seal'].map((name) => [name, 'text'] as [string, string])
    const wanted = new Map([...own, ...columnsOf(ledger).map((c) => [c.name, c.type] as [string, string])])
    for (const [name, type] of wanted) {
      const found = columns.get(name)
      if (found === undefined) {
        additions.push(`ALTER TABLE ${rowTable(ledger.id)} ADD COLUMN IF NOT EXISTS ${quoted(name)} ${type}`)
      } else if (found !== type) {
        problems.push(
          problem('store.column_changed', `字段 ${name} 已有数据是 ${found}，声明改成了 ${type}。`, {
            at: { ledger: ledger.id, field: name },
            remedy: '请另起一个字段名，保留原来的字段。',
          }),
        )
      }
    }
    for (const name of columns.keys()) {
      if (wanted.has(name) || name.startsWith('_') || name === 'township' || name === 'id') continue
      problems.push(
        problem('store.column_removed', `库里有字段 ${name}，声明里没有了。`, {
          at: { ledger: ledger.id },
          remedy: '已经记下的内容不能丢：请把这个字段加回声明，可以标成不必填。',
        }),
      )
    }
  }
  const declared = declaredTables(catalog)
  for (const table of live.keys()) {
    if (!table.startsWith('row_') || declared.has(table)) continue
    problems.push(
      problem('store.ledger_removed', `库里有台账 ${table.slice(4)}，声明里没有了。`, {
        remedy: '已经记下的内容不能丢：请把这本台账加回声明。',
      }),
    )
  }
  const [first, ...others] = problems
  if (first) throw new Refusal(first, ...others)
  return additions
}

/** From the rows themselves: an older program did not note what its acts touched. */
async function noteTouched(db: Connection, catalog: Catalog): Promise<void> {
  for (const ledger of catalog.ledgers.keys()) {
    const { text, parameters } = compiled(lastTouched(ledger))
    await db.query(
      `INSERT INTO touched (township, ledger, what, seq, at) ${text}
       ON CONFLICT (township, ledger, what) DO UPDATE SET seq = excluded.seq, at = excluded.at`,
      parameters,
    )
  }
}

async function dropStaleIndexes(db: Connection, catalog: Catalog): Promise<void> {
  const wanted = new Set([...catalog.ledgers.values()].flatMap((l) => rowIndexes(l).map((index) => index.name)))
  const { rows } = await db.query<{ indexname: string }>(
    `SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND left(tablename, 4) = 'row_'
     AND indexname NOT LIKE '%pkey' ORDER BY indexname`,
  )
  for (const { indexname } of rows) if (!wanted.has(indexname)) await db.query(`DROP INDEX ${indexname}`)
}
