/** The statements that check staged rows of one ledger and bring them into the books. $1 township, $2 act, $3 moment, $4 seq. */
import type { Catalog } from '#define/catalog.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { OPEN } from './moment.ts'
import { columnsOf, keyColumn, linksOf, quoted, rowTable, stageTable } from './schema.ts'

/** A fault found by a check: which staged row, what is wrong, at which field. */
export interface Fault {
  n: number
  code: 'link' | 'area_missing' | 'area_scope' | 'area_unknown' | 'exists' | 'unique' | 'overlap'
  field: string
}

const FAULTS_SHOWN = 100

const open = (table: string) => `${table}._to = ${OPEN}`

/** Ledgers in an order in which each finds the areas of those it takes its own from. Otherwise as declared. */
export function recordingOrder(catalog: Catalog): string[] {
  const order: string[] = []
  const visit = (id: string, path: readonly string[]) => {
    if (order.includes(id) || path.includes(id)) return
    for (const source of areaSources(catalog, id)) visit(source, [...path, id])
    order.push(id)
  }
  for (const id of catalog.ledgers.keys()) visit(id, [])
  return order
}

/** The ledgers from whose rows a ledger's rows take their area. */
export function areaSources(catalog: Catalog, id: string): string[] {
  const ledger = catalog.ledgers.get(id)!
  const linked = linksOf(ledger).filter(({ field }) => ledger.area.includes(field))
  return [
    ...linked.flatMap(({ to }) => to),
    ...membershipsOf(catalog, ledger).flatMap((join) => [join.toLedger, join.ledger]),
  ]
}

/** The memberships that give rows of a ledger without an area of its own their home. */
export function membershipsOf(catalog: Catalog, ledger: LedgerDefinition): Catalog['joins'] {
  return ledger.area.length > 0 ? [] : catalog.joins.filter((join) => join.fromLedger === ledger.id)
}

/**
 * SQL text of the area of the row `s`, staged or in the books. Where its ledger has no way to an area, memberships lead home;
 * without any, a row keeps what it had, and a new one belongs to the township.
 */
export function areaOf(catalog: Catalog, ledger: LedgerDefinition): string {
  const ways = ledger.area.flatMap((field) => {
    const targets = ledger.fields[field]?.to
    if (!targets) return [`s.${quoted(field)}`]
    return targets.map(
      ({ ledger: { id } }) =>
        `(SELECT t._area FROM ${rowTable(id)} t WHERE t.township = s.township AND t.id = s.${quoted(field)} AND ${open('t')})`,
    )
  })
  if (ledger.area.length === 0) {
    ways.push(...membershipsOf(catalog, ledger).map((join) => homeBy(catalog, join)), 's._area', 's.township')
  }
  return ways.length === 1 ? ways[0]! : `COALESCE(${ways.join(', ')})`
}

/** Area of where the latest membership leads. */
function homeBy(catalog: Catalog, join: Catalog['joins'][number]): string {
  const [began] = catalog.ledgers.get(join.ledger)!.dated as [string, string]
  const [from, to, since] = [join.from, join.to, began].map(quoted)
  return `(SELECT h._area FROM ${rowTable(join.ledger)} m JOIN ${rowTable(join.toLedger)} h
      ON h.township = m.township AND h.id = m.${to} AND ${open('h')}
      WHERE m.township = s.township AND m.${from} = s.id AND ${open('m')} ORDER BY m.${since} DESC, m.id DESC LIMIT 1)`
}

/** The ledger in which areas themselves are recorded: it is named by the area field that is its area. */
export function areaLedger(catalog: Catalog): { id: string; code: string } | undefined {
  for (const ledger of catalog.ledgers.values()) {
    const [code] = ledger.area
    if (code !== undefined && ledger.fields[code]?.kind.name === 'area' && ledger.namedBy.includes(code)) {
      return { id: ledger.id, code }
    }
  }
  return undefined
}

const inScope = (area: string) =>
  `ARRAY[left(${area}, 6), left(${area}, 9), left(${area}, 12), ${area}] && string_to_array(current_setting('app.areas', true), ',')`

/**
 * Selects faults that the actor's scope decides: links to rows out of sight, areas unknown or beyond it.
 * `pending`: ledgers staged in this act whose rows are not in the books yet. A link that a correction leaves alone is not asked again.
 */
export function scopeChecks(catalog: Catalog, ledger: LedgerDefinition, pending: ReadonlySet<string>): string {
  const from = `FROM ${stageTable(ledger.id)} s WHERE s.township = $1 AND s.act = $2`
  const row = rowTable(ledger.id)
  const links = linksOf(ledger).map(({ field, to }) => {
    const f = quoted(field)
    const found = to.map(
      (id) => `SELECT 1 FROM ${rowTable(id)} t WHERE t.township = s.township AND t.id = s.${f} AND ${open('t')}`,
    )
    const coming = to
      .filter((id) => pending.has(id))
      .map((id) => `SELECT 1 FROM ${stageTable(id)} t WHERE t.township = s.township AND t.act = $2 AND t.id = s.${f}`)
    const same = `SELECT 1 FROM ${row} o WHERE o.township = s.township AND o.id = s.id AND ${open('o')} AND o.${f} = s.${f}`
    const none = [...found, ...coming, same].map((q) => `NOT EXISTS (${q})`).join(' AND ')
    return `SELECT s.n, 'link' AS code, '${field}' AS field ${from} AND s.${f} IS NOT NULL AND ${none}`
  })
  const areas = areaLedger(catalog)
  const known = ledger.area
    .filter((field) => areas && areas.id !== ledger.id && ledger.fields[field]?.kind.name === 'area')
    .map((field) => {
      const f = quoted(field)
      return `SELECT s.n, 'area_unknown', '${field}' ${from} AND s.${f} IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM ${rowTable(areas!.id)} a WHERE a.township = s.township AND a.${quoted(areas!.code)} = s.${f} AND ${open('a')})`
    })
  const stamped = `SELECT x.n, CASE WHEN x.area IS NULL THEN 'area_missing' ELSE 'area_scope' END, ''
    FROM (SELECT s.n, ${areaOf(catalog, ledger)} AS area ${from}) x
    WHERE x.area IS NULL OR left(x.area, 9) <> $1 OR NOT ${inScope('x.area')}`
  return firstOf([...links, ...known, stamped])
}

/** Selects faults against the books of the whole township: ids and unique sets in use, states that overlap. */
export function townshipChecks(ledger: LedgerDefinition): string {
  const row = rowTable(ledger.id)
  const stage = stageTable(ledger.id)
  const from = `FROM ${stage} s WHERE s.township = $1 AND s.act = $2`
  // A row that this act corrects as well is judged by what it becomes.
  const another = `r.township = s.township AND ${open('r')} AND r.id <> s.id
      AND NOT EXISTS (SELECT 1 FROM ${stage} c WHERE c.township = r.township AND c.act = $2 AND c.id = r.id)`
  const exists = `SELECT s.n, 'exists' AS code, '' AS field ${from} AND s._area IS NULL
    AND EXISTS (SELECT 1 FROM ${row} r WHERE r.township = s.township AND r.id = s.id)`
  const unique = ledger.unique.map((set) => {
    const same = set.map((field) => quoted(keyColumn(ledger, field))).map((c) => `r.${c} = s.${c}`)
    return `SELECT s.n, 'unique', '${set[0]}' ${from} AND EXISTS (SELECT 1 FROM ${row} r WHERE ${same.join(' AND ')} AND ${another})`
  })
  const overlap = overlapColumns(ledger).map(([holder, began, ended]) => {
    const [h, b, e] = [holder, began, ended].map(quoted)
    return `SELECT s.n, 'overlap', '${holder}' ${from} AND EXISTS (SELECT 1 FROM ${row} r WHERE r.${h} = s.${h}
      AND r.${b} <= COALESCE(s.${e}, 'infinity') AND COALESCE(r.${e}, 'infinity') >= s.${b} AND ${another})`
  })
  return firstOf([exists, ...unique, ...overlap])
}

/** Holder, first and last day of a state that each holder has one of at a time. */
export function overlapColumns(ledger: LedgerDefinition): [string, string, string][] {
  if (ledger.oneAtATime === undefined || !Array.isArray(ledger.dated)) return []
  const [began, ended] = ledger.dated as [string, string]
  return [[ledger.oneAtATime, began, ended]]
}

const firstOf = (branches: readonly string[]) =>
  `${branches.join('\nUNION ALL ')}\nORDER BY 1, 2, 3 LIMIT ${FAULTS_SHOWN}`

export function closeCorrected(ledger: LedgerDefinition): string {
  return `UPDATE ${rowTable(ledger.id)} r SET _to = $3, _closed = $4 FROM ${stageTable(ledger.id)} s
    WHERE s.township = $1 AND s.act = $2 AND s._area IS NOT NULL AND r.township = s.township AND r.id = s.id AND ${open('r')}`
}

export function insertStaged(catalog: Catalog, ledger: LedgerDefinition): string {
  const columns = columnsOf(ledger).map((c) => quoted(c.name))
  return `INSERT INTO ${rowTable(ledger.id)} (township, id, _from, _to, _opened, _area, ${columns.join(', ')})
    SELECT s.township, s.id, $3::bigint, ${OPEN}, $4::bigint, ${areaOf(catalog, ledger)}, ${columns.map((c) => `s.${c}`).join(', ')}
    FROM ${stageTable(ledger.id)} s WHERE s.township = $1 AND s.act = $2`
}
