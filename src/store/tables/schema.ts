/** The tables that follow from the declarations, as single statements that may be run again. */
import { createHash } from 'node:crypto'
import type { Catalog } from '#define/catalog.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { areaPattern, type Level } from '#kinds/area.ts'
import { OPEN } from '#store/moment.ts'

/** Layout of the platform's own tables. Raised when a release changes them in a way an older program cannot read. */
export const SCHEMA_VERSION = 4

/** May read and append within its scope; owns nothing. */
export const APP_ROLE = 'shouwang_app'
/** Works at the door: reads and writes accounts, sessions and tries to sign in, and no row of any ledger. */
export const DOOR_ROLE = 'shouwang_door'
/** Reads the bodies of acts as well, to check the books; writes nothing. */
export const AUDIT_ROLE = 'shouwang_audit'

/** Whoever owns the tables takes one of them for each transaction. */
export const roles = [APP_ROLE, DOOR_ROLE, AUDIT_ROLE] as const

/** What an administrator of a server runs once, where the user that owns the database may not make roles. */
export const rolesSql = (user: string): string =>
  `${roles.map((role) => `CREATE ROLE ${role} NOLOGIN; `).join('')}GRANT ${roles.join(', ')} TO ${user};`

export const rowTable = (ledger: string): string => `row_${ledger}`
/** Column of the keyed blind index that stands beside an encrypted field. */
export const blindColumn = (field: string): string => `${field}__blind`
export const quoted = (name: string): string => `"${name}"`

export interface ColumnPlan {
  name: string
  type: 'text' | 'bigint' | 'date' | 'boolean' | 'uuid'
}

/** The columns of a ledger's fields, in order of declaration. */
export function columnsOf(ledger: LedgerDefinition): ColumnPlan[] {
  return Object.entries(ledger.fields).flatMap(([name, { kind }]): ColumnPlan[] =>
    kind.sealed
      ? [
          { name, type: 'text' },
          { name: blindColumn(name), type: 'text' },
        ]
      : [{ name, type: kind.column }],
  )
}

/** What is encrypted at rest. */
export function sealedFields(catalog: Catalog): { ledger: LedgerDefinition; field: string }[] {
  return [...catalog.ledgers.values()].flatMap((ledger) =>
    Object.entries(ledger.fields).flatMap(([field, { kind }]) => (kind.sealed ? { ledger, field } : [])),
  )
}

/** The columns in which a field is compared: an sealed one by its blind index. */
export function keyColumn(ledger: LedgerDefinition, field: string): string {
  return ledger.fields[field]?.kind.sealed ? blindColumn(field) : field
}

export function linksOf(ledger: LedgerDefinition): { field: string; to: string[] }[] {
  return Object.entries(ledger.fields).flatMap(([field, { to }]) =>
    to ? [{ field, to: to.map((target) => target.ledger.id) }] : [],
  )
}

/**
 * How a table is spread over machines: `sharded` by township, `reference` copied to each, `local` to one.
 * Ledgers' tables are sharded too.
 */
export const platformTables: Record<string, 'sharded' | 'reference' | 'local'> = {
  head: 'sharded',
  act: 'sharded',
  touched: 'sharded',
  lookup: 'sharded',
  issued: 'sharded',
  issued_void: 'sharded',
  audit: 'sharded',
  setting: 'sharded',
  shelf: 'sharded',
  shelf_head: 'sharded',
  account: 'reference',
  attempt: 'local',
  matching: 'local',
  books: 'reference',
  session: 'local',
  schema_version: 'local',
}

/** Every table that the catalog calls for, with its spread. */
export function declaredTables(catalog: Catalog): Map<string, 'sharded' | 'reference' | 'local'> {
  const tables = new Map(Object.entries(platformTables))
  for (const id of catalog.ledgers.keys()) {
    tables.set(rowTable(id), 'sharded')
  }
  return tables
}

/** Codes down to a level, parted by commas. */
const codes = (level: Level) => {
  const code = areaPattern('county', level).source.slice(1, -1)
  return `^${code}(,${code})*$`
}

const areas = `current_setting('app.areas', true)`

/**
 * The scope of a transaction, as functions that are declared not to change: so the planner asks each once per statement and writes the
 * answer into the plan, where a setting read in the condition itself would be read and taken apart for every row. That holds as long as
 * no plan outlives its transaction: statements are planned each time they run, none is prepared under a name (ADR 0028).
 */
const scopeFunctions = [
  ['scope_townships', 'text[]', `string_to_array(current_setting('app.townships', true), ',')`],
  // What is not set, or no code, hides everything: an empty text is the beginning of every code.
  ['scope_areas', 'text[]', `CASE WHEN ${areas} ~ '${codes('group')}' THEN string_to_array(${areas}, ',') END`],
  ['scope_former', 'boolean', `coalesce(current_setting('app.former', true) = 'on', false)`],
  ['scope_narrow', 'boolean', `coalesce(${areas} !~ '${codes('township')}', true)`],
].map(
  ([name, type, value]) =>
    `CREATE OR REPLACE FUNCTION ${name}() RETURNS ${type} LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN ${value}`,
)

// Compared with the row's own columns only: a policy with a subquery cannot be sharded.
const inTownships =
  'CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END'

/**
 * A row lies in one of the scope's areas. Once the functions are answered, one branch is left. Who works for whole townships is held by
 * the township alone, in a form that the planner takes to keep nearly every row, as it does; a village is a range of the area's index.
 */
const inAreas = (area: string, also?: string) => {
  const code = `${area} COLLATE "C"`
  const here = `CASE cardinality(scope_areas()) WHEN 1 THEN ${code} ^@ (scope_areas())[1] ELSE ${code} ^@ ANY (scope_areas()) END`
  return (
    `CASE WHEN scope_narrow() THEN ${inTownships} AND ${also ? `CASE WHEN scope_former() THEN ${here} OR ${also} ELSE ${here} END` : here} ` +
    `ELSE CASE WHEN ${inTownships} THEN TRUE END IS NOT NULL END`
  )
}

/** For counting alone, a row that moved is in sight of where it was: one of the stays that `_was` lists. */
const wasInAreas = `coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false)`

/** All statements, in order. Roles must be there. */
export function schemaSql(catalog: Catalog): string[] {
  return [...platformSql(), ...[...catalog.ledgers.values()].flatMap(ledgerSql)]
}

function platformSql(): string[] {
  return [
    `GRANT USAGE ON SCHEMA public TO ${roles.join(', ')}`,
    ...scopeFunctions,
    `CREATE TABLE IF NOT EXISTS schema_version (
  id int NOT NULL CHECK (id = 1), version int NOT NULL, declared text NOT NULL, PRIMARY KEY (id))`,

    // Which townships have books, in sight of everybody: whoever counts must know what there is to count, whatever it may read.
    `CREATE TABLE IF NOT EXISTS books (township text NOT NULL, PRIMARY KEY (township))`,
    `GRANT SELECT, INSERT ON books TO ${APP_ROLE}`,
    `GRANT SELECT ON books TO ${AUDIT_ROLE}`,

    `CREATE TABLE IF NOT EXISTS head (
  township text NOT NULL, seq bigint NOT NULL, at bigint NOT NULL, digest text NOT NULL, PRIMARY KEY (township))`,
    // The mark of the key that the township's books are sealed with.
    'ALTER TABLE head ADD COLUMN IF NOT EXISTS key text',
    'ALTER TABLE head ADD COLUMN IF NOT EXISTS seal text',
    ...secure('head', inTownships),
    `GRANT SELECT, INSERT, UPDATE (seq, at, digest, seal) ON head TO ${APP_ROLE}`,

    `CREATE TABLE IF NOT EXISTS act (
  township text NOT NULL, seq bigint NOT NULL, id uuid NOT NULL, at bigint NOT NULL, actor text NOT NULL, kind text NOT NULL,
  reason text, source text, definition text NOT NULL, body text NOT NULL, digest text NOT NULL,
  PRIMARY KEY (township, seq), UNIQUE (township, id))`,
    'ALTER TABLE act ADD COLUMN IF NOT EXISTS versions bigint',
    ...secure('act', inTownships),
    // The body holds rows of every village: who works for one village reads about an act, not what else it wrote.
    `GRANT SELECT (township, seq, id, at, actor, kind, reason, source, definition, versions, digest), INSERT ON act TO ${APP_ROLE}`,

    // The last act that touched what of each ledger (touch.ts): what was counted over what nobody touched since is counted already.
    `CREATE TABLE IF NOT EXISTS touched (
  township text NOT NULL, ledger text NOT NULL, what text NOT NULL, seq bigint NOT NULL, at bigint NOT NULL,
  PRIMARY KEY (township, ledger, what))`,
    ...secure('touched', inTownships),
    `GRANT SELECT, INSERT, UPDATE (seq, at) ON touched TO ${APP_ROLE}`,

    `CREATE TABLE IF NOT EXISTS lookup (
  township text NOT NULL, token text NOT NULL, ledger text NOT NULL, id uuid NOT NULL, area text NOT NULL,
  PRIMARY KEY (township, token, ledger, id))`,
    'CREATE INDEX IF NOT EXISTS lookup_row ON lookup (township, id)',
    // By bytes, so that all words that begin with one surname are a range of it.
    'CREATE INDEX IF NOT EXISTS lookup_begins ON lookup (township, token COLLATE "C")',
    ...secure('lookup', inAreas('area')),
    `GRANT SELECT, INSERT, UPDATE (area), DELETE ON lookup TO ${APP_ROLE}`,

    `CREATE TABLE IF NOT EXISTS issued (
  township text NOT NULL, id uuid NOT NULL, report text NOT NULL, year int NOT NULL, period_from date NOT NULL,
  period_day date NOT NULL, moment bigint NOT NULL, seq bigint NOT NULL, title text NOT NULL, template text NOT NULL,
  figures text NOT NULL, digest text NOT NULL, by text NOT NULL, at bigint NOT NULL, PRIMARY KEY (township, id))`,
    ...secure('issued', inTownships),
    `GRANT SELECT, INSERT ON issued TO ${APP_ROLE}`,

    `CREATE TABLE IF NOT EXISTS issued_void (
  township text NOT NULL, issued uuid NOT NULL, act uuid NOT NULL, reason text NOT NULL, digest text NOT NULL, by text NOT NULL,
  at bigint NOT NULL, PRIMARY KEY (township, issued))`,
    ...secure('issued_void', inTownships),
    `GRANT SELECT, INSERT ON issued_void TO ${APP_ROLE}`,

    `CREATE TABLE IF NOT EXISTS audit (
  township text NOT NULL, id uuid NOT NULL, at bigint NOT NULL, actor text NOT NULL, event text NOT NULL, subject text,
  detail text, PRIMARY KEY (township, id))`,
    'CREATE INDEX IF NOT EXISTS audit_at ON audit (at, id)',
    ...secure('audit', `township = '' OR ${inTownships}`),
    `GRANT SELECT, INSERT ON audit TO ${APP_ROLE}`,

    `CREATE TABLE IF NOT EXISTS setting (
  township text NOT NULL, key text NOT NULL, value text NOT NULL, PRIMARY KEY (township, key))`,
    ...secure('setting', `township = '' OR ${inTownships}`),
    `GRANT SELECT, INSERT, UPDATE (value) ON setting TO ${APP_ROLE}`,

    // What is kept beside the acts, entry after entry (shelf-chain.ts).
    `CREATE TABLE IF NOT EXISTS shelf (
  township text NOT NULL, seq bigint NOT NULL, at bigint NOT NULL, actor text NOT NULL, what text NOT NULL, key text NOT NULL,
  content text NOT NULL, act bigint, act_digest text, digest text NOT NULL, PRIMARY KEY (township, seq))`,
    'CREATE INDEX IF NOT EXISTS shelf_key ON shelf (township, what, key, seq)',
    ...secure('shelf', `township = '' OR ${inTownships}`),
    `GRANT SELECT, INSERT ON shelf TO ${APP_ROLE}`,

    `CREATE TABLE IF NOT EXISTS shelf_head (
  township text NOT NULL, seq bigint NOT NULL, digest text NOT NULL, PRIMARY KEY (township))`,
    ...secure('shelf_head', `township = '' OR ${inTownships}`),
    `GRANT SELECT, INSERT, UPDATE (seq, digest) ON shelf_head TO ${APP_ROLE}`,

    `CREATE TABLE IF NOT EXISTS account (
  id uuid NOT NULL, login text NOT NULL, name text NOT NULL, role text NOT NULL, areas text NOT NULL, password text,
  created_at bigint NOT NULL, disabled_at bigint, PRIMARY KEY (id), UNIQUE (login))`,
    // Given by somebody else, and known to them until its holder has changed it.
    'ALTER TABLE account ADD COLUMN IF NOT EXISTS password_given boolean',
    // Wrong passwords are counted in attempt.
    'ALTER TABLE account DROP COLUMN IF EXISTS failed, DROP COLUMN IF EXISTS locked_until',
    `GRANT SELECT, INSERT, UPDATE ON account TO ${DOOR_ROLE}`,

    `CREATE TABLE IF NOT EXISTS attempt (
  login text NOT NULL, address text NOT NULL, tried int NOT NULL, first bigint NOT NULL, entered bigint,
  PRIMARY KEY (login, address))`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON attempt TO ${DOOR_ROLE}`,

    `CREATE TABLE IF NOT EXISTS matching (
  actor text NOT NULL, span text NOT NULL, asked int NOT NULL, first bigint NOT NULL, PRIMARY KEY (actor, span))`,
    `GRANT SELECT, INSERT, UPDATE ON matching TO ${APP_ROLE}`,

    `CREATE TABLE IF NOT EXISTS session (
  digest text NOT NULL, account uuid NOT NULL, kind text NOT NULL, created_at bigint NOT NULL, seen_at bigint NOT NULL,
  expires_at bigint NOT NULL, PRIMARY KEY (digest))`,
    'ALTER TABLE session ADD COLUMN IF NOT EXISTS address text',
    'ALTER TABLE session ADD COLUMN IF NOT EXISTS opened text',
    'CREATE INDEX IF NOT EXISTS session_account ON session (account)',
    `GRANT SELECT, INSERT, UPDATE (seen_at, opened), DELETE ON session TO ${DOOR_ROLE}`,
    // An older program had them read by whoever reads rows.
    `REVOKE ALL ON account, attempt, session FROM ${APP_ROLE}`,
    `GRANT SELECT ON head, books TO ${DOOR_ROLE}`,
    `GRANT SELECT, INSERT ON audit, shelf TO ${DOOR_ROLE}`,
    `GRANT SELECT, INSERT, UPDATE (seq, digest) ON shelf_head TO ${DOOR_ROLE}`,

    `GRANT SELECT ON head, act, lookup, issued, issued_void, audit, setting, shelf, shelf_head, account TO ${AUDIT_ROLE}`,
  ]
}

function ledgerSql(ledger: LedgerDefinition): string[] {
  const row = rowTable(ledger.id)
  const fields = columnsOf(ledger).map((c) => `${quoted(c.name)} ${c.type}`)
  return [
    `CREATE TABLE IF NOT EXISTS ${row} (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, ${fields.join(', ')},
  PRIMARY KEY (township, id, _from))`,
    ...rowIndexes(ledger).map((index) => index.sql),
    ...secure(row, inAreas('_area', wasInAreas)),
    `GRANT SELECT, INSERT, UPDATE (_to, _closed) ON ${row} TO ${APP_ROLE}`,
    `GRANT SELECT ON ${row} TO ${AUDIT_ROLE}`,
  ]
}

/** The indexes of a ledger's rows beside its primary key. Named by what they hold, so that a changed one is a new one. */
export function rowIndexes(ledger: LedgerDefinition): { name: string; sql: string }[] {
  const row = rowTable(ledger.id)
  const create = (kind: string, columns: readonly string[], unique: boolean, where: string, order = '') => {
    const name = named(row, kind, [...columns, ...(order ? [order] : [])])
    const list = ['township', ...columns.map((column) => quoted(column) + order)].join(', ')
    return { name, sql: `CREATE ${unique ? 'UNIQUE ' : ''}INDEX IF NOT EXISTS ${name} ON ${row} (${list})${where}` }
  }
  const open = ` WHERE _to = ${OPEN}`
  return [
    create('o', ['id'], true, open),
    ...ledger.unique.map((set) =>
      create(
        'u',
        set.map((field) => keyColumn(ledger, field)),
        true,
        open,
      ),
    ),
    ...linksOf(ledger).map(({ field }) => create('l', [field], false, '')),
    // In the order in which lists are read page by page.
    ...(dayOf(ledger) === undefined ? [] : [create('d', [dayOf(ledger)!, 'id'], false, open)]),
    // By bytes, so that all codes that begin with one are a range of it.
    create('a', ['_area'], false, '', ' COLLATE "C"'),
    create('w', ['id'], false, ' WHERE _was IS NOT NULL'),
  ]
}

/** The row's own day by which a ledger is dated: of a state, its first. */
export function dayOf({ dated, fields }: LedgerDefinition): string | undefined {
  const day = typeof dated === 'string' ? dated : dated?.[0]
  return day !== undefined && Object.hasOwn(fields, day) ? day : undefined
}

/** A short name within PostgreSQL's 63 bytes. */
function named(table: string, kind: string, columns: readonly string[]): string {
  const hash = createHash('sha256').update(columns.join(',')).digest('hex').slice(0, 8)
  return `${table}_${kind}${hash}`
}

function secure(table: string, condition: string): string[] {
  return [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `DROP POLICY IF EXISTS scope ON ${table}`,
    `CREATE POLICY scope ON ${table} USING (${condition})`,
  ]
}
