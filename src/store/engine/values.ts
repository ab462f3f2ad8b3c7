/**
 * How values cross between this program and PostgreSQL, one table for both engines: everything travels as
 * PostgreSQL's text format and is read and written here, never by a driver's own rules.
 */
import { keepable } from '#kinds/kind.ts'
import type { SqlValue } from '#store/engine.ts'
import { DatabaseError, UNSTORABLE } from './database-error.ts'

type Reader = (text: string) => unknown

/** int8 as a number. Throws RangeError beyond ±(2^53 - 1): a rounded figure would be a wrong one. */
function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`integer ${text} is too large to be exact in this program`)
  return value
}

/** '2026-11-23 17:47:31.5+08' as ISO 8601, '2026-11-23T17:47:31.5+08:00', which PostgreSQL and Date both read back. */
function moment(text: string): string {
  return text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text.slice(2), 'hex'))
}

/** Reads '{a,"b c",NULL,{…}}', the text form of an array, each element by `read`. */
function array(read: Reader): Reader {
  return (text) => {
    let at = text.indexOf('{') + 1
    const list = (): unknown[] => {
      const items: unknown[] = []
      while (text[at] !== '}') {
        if (text[at] === ',') at++
        else if (text[at] === '{') {
          at++
          items.push(list())
        } else items.push(element())
      }
      at++
      return items
    }
    const element = (): unknown => {
      if (text[at] === '"') {
        let value = ''
        for (at++; text[at] !== '"'; at++) {
          if (text[at] === '\\') at++
          value += text[at]
        }
        at++
        return read(value)
      }
      const start = at
      while (text[at] !== ',' && text[at] !== '}') at++
      const value = text.slice(start, at)
      return value === 'NULL' ? null : read(value)
    }
    return list()
  }
}

const asIs: Reader = (text) => text
const truth: Reader = (text) => text === 't'

/** Type oid, its array's oid, reader. Source: PostgreSQL catalog pg_type.dat; these numbers never change. */
const types: readonly (readonly [number, number, Reader])[] = [
  [16, 1000, truth], // bool
  [17, 1001, bytes], // bytea
  [20, 1016, safeInteger], // int8
  [21, 1005, Number], // int2
  [23, 1007, Number], // int4
  [26, 1028, Number], // oid
  [700, 1021, Number], // float4
  [701, 1022, Number], // float8
  [114, 199, JSON.parse], // json
  [3802, 3807, JSON.parse], // jsonb
  [1184, 1185, moment], // timestamptz
  [19, 1003, asIs], // name
  [25, 1009, asIs], // text
  [1042, 1014, asIs], // bpchar
  [1043, 1015, asIs], // varchar
  [1082, 1182, asIs], // date
  [1083, 1183, asIs], // time
  [1114, 1115, asIs], // timestamp
  [1700, 1231, asIs], // numeric
  [2950, 2951, asIs], // uuid
]

const readers = new Map<number, Reader>()
for (const [oid, arrayOid, read] of types) {
  readers.set(oid, read)
  readers.set(arrayOid, array(read))
}

/** The reader of a column by its type oid. Types not in the table arrive as PostgreSQL's text. */
export function readerOf(oid: number): Reader {
  return readers.get(oid) ?? asIs
}

/**
 * What a driver would send changed, or the database refuse, is refused before it is sent: digests are made over what was given.
 * Throws the DatabaseError that PostgreSQL has for it.
 */
function sendable(text: string): string {
  if (keepable(text)) return text
  throw new DatabaseError({ sqlstate: UNSTORABLE, message: 'a text holds a zero byte or half of a character' })
}

function arrayText(items: readonly (string | number | boolean | null)[]): string {
  const quoted = items.map((item) => {
    if (item === null) return 'NULL'
    if (typeof item === 'string') return `"${sendable(item).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
    return plainText(item)
  })
  return `{${quoted.join(',')}}`
}

function plainText(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 't' : 'f'
  return typeof value === 'string' ? sendable(value) : String(value)
}

/** A parameter as it is bound: text, raw bytes for bytea, or null. A json value must come as its JSON text. */
export function parameterOf(value: SqlValue): string | Uint8Array | null {
  if (value === null || value instanceof Uint8Array) return value
  return typeof value === 'object' ? arrayText(value) : plainText(value)
}

const copyEscapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function copyField(value: SqlValue): string {
  if (value === null) return '\\N'
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value).toString('hex')}`
  const text = typeof value === 'object' ? arrayText(value) : plainText(value)
  return text.replace(/[\\\n\r\t]/g, (found) => copyEscapes[found]!)
}

const COPY_PIECE_CHARACTERS = 1 << 20

/** Rows as pieces of COPY text format, about a megabyte each, whole rows only. */
export function* copyText(rows: Iterable<readonly SqlValue[]>): Generator<string> {
  let piece = ''
  for (const row of rows) {
    piece += `${row.map(copyField).join('\t')}\n`
    if (piece.length >= COPY_PIECE_CHARACTERS) {
      yield piece
      piece = ''
    }
  }
  if (piece) yield piece
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** The COPY statement for `table` ('name' or 'schema.name') fed from the client. */
export function copyStatement(table: string, columns: readonly string[]): string {
  const target = table.split('.').map(identifier).join('.')
  return `COPY ${target} (${columns.map(identifier).join(', ')}) FROM STDIN WITH (FORMAT text)`
}
