/**
 * PostgreSQL's wire protocol, version 3, as far as PGlite is asked for: a question goes to its thread as bytes and the answer comes back as
 * bytes, so nothing is taken apart there and put together again here. Source: PostgreSQL manual, “Message Formats”.
 */
import type { SqlValue } from '#store/engine.ts'
import { errorFrom, type Failure } from './database-error.ts'
import type { Answer, Session } from './transaction.ts'
import { copyStatement, copyText, parameterOf, readerOf } from './values.ts'

/** Sends messages to the database and brings its answers. */
export type Wire = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>

export function sessionOn(wire: Wire): Session {
  return {
    run: async (text, parameters) => answerOf(await wire(questionOf(text, parameters.map(parameterOf)))),
    async copyIn(table: string, columns: readonly string[], rows: Iterable<readonly SqlValue[]>) {
      const statement = copyStatement(table, columns)
      let count = 0
      for (const text of copyText(rows)) count += answerOf(await wire(copyOf(statement, text))).count
      return count
    },
  }
}

const code = (letter: string) => letter.charCodeAt(0)

const ROW_DESCRIPTION = code('T')
const DATA_ROW = code('D')
const COMMAND_COMPLETE = code('C')
const ERROR = code('E')

function message(type: string, ...parts: Uint8Array[]): Buffer[] {
  const head = Buffer.alloc(5)
  head.write(type, 'latin1')
  head.writeInt32BE(
    parts.reduce((sum, part) => sum + part.length, 4),
    1,
  )
  return [head, ...(parts as Buffer[])]
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

/** Counts go up to 65,535. */
function counts(...values: number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length)
  for (const [at, value] of values.entries()) bytes.writeUInt16BE(value, 2 * at)
  return bytes
}

const zeroEnded = (text: string) => Buffer.from(`${text}\0`)

/** Several statements may stand in one text that has no parameters. A text parameter is read as its type's text, bytes as they are. */
function questionOf(text: string, parameters: readonly (string | Uint8Array | null)[]): Uint8Array<ArrayBuffer> {
  if (parameters.length === 0) return joined(message('Q', zeroEnded(text)))
  const [unnamed, all] = [zeroEnded(''), int32(0)]
  const values = parameters.flatMap((value) => {
    if (value === null) return [int32(-1)]
    const bytes = typeof value === 'string' ? Buffer.from(value) : value
    return [int32(bytes.length), bytes]
  })
  const formats = parameters.map((value) => (value instanceof Uint8Array ? 1 : 0))
  return joined([
    ...message('P', unnamed, zeroEnded(text), counts(0)),
    ...message(
      'B',
      ...[unnamed, unnamed, counts(formats.length, ...formats), counts(parameters.length)],
      ...values,
      counts(0),
    ),
    ...message('D', Buffer.from('P\0')),
    ...message('E', unnamed, all),
    ...message('S'),
  ])
}

/** COPY from the wire itself, because COPY from a file is for superusers and the caller may have set a lesser role. */
function copyOf(statement: string, text: string): Uint8Array<ArrayBuffer> {
  return joined([...message('Q', zeroEnded(statement)), ...message('d', Buffer.from(text)), ...message('c')])
}

/** In memory of its own, which can be handed to another thread. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** The answer to the last statement. Throws what the database refused, and RangeError for a value too large to be exact. */
function answerOf(received: Uint8Array): Answer {
  const bytes = Buffer.from(received.buffer, received.byteOffset, received.byteLength)
  let failure: Failure | undefined
  let answer: Answer = { rows: [], command: '', count: 0 }
  let columns: Column[] = []
  let rows: Record<string, unknown>[] = []
  for (let at = 0; at < bytes.length; at += 1 + bytes.readInt32BE(at + 1)) {
    const body = at + 5
    switch (bytes[at]) {
      case ROW_DESCRIPTION:
        columns = columnsOf(bytes, body)
        break
      case DATA_ROW:
        rows.push(rowOf(bytes, body, columns))
        break
      case COMMAND_COMPLETE: {
        const words = bytes.toString('utf8', body, bytes.indexOf(0, body)).split(' ')
        answer = { rows, command: words[0]!, count: Number(words.at(-1)) || 0 }
        columns = []
        rows = []
        break
      }
      case ERROR:
        failure ??= failureOf(bytes, body)
        break
    }
  }
  if (failure) throw errorFrom(failure)
  return answer
}

interface Column {
  name: string
  read(text: string): unknown
}

function columnsOf(bytes: Buffer, body: number): Column[] {
  let at = body + 2
  return Array.from({ length: bytes.readInt16BE(body) }, () => {
    const end = bytes.indexOf(0, at)
    const name = bytes.toString('utf8', at, end)
    // Behind the name: table, column, type, size, modifier, format.
    const read = readerOf(bytes.readInt32BE(end + 7))
    at = end + 19
    return { name, read }
  })
}

function rowOf(bytes: Buffer, body: number, columns: readonly Column[]): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  let at = body + 2
  for (const { name, read } of columns) {
    const length = bytes.readInt32BE(at)
    at += 4
    if (length < 0) row[name] = null
    else {
      row[name] = read(bytes.toString('utf8', at, at + length))
      at += length
    }
  }
  return row
}

/** Each field of an error is a letter and its text. */
const failureFields: Record<string, keyof Failure> = {
  C: 'sqlstate',
  M: 'message',
  D: 'detail',
  t: 'table',
  c: 'column',
  n: 'constraint',
}

function failureOf(bytes: Buffer, body: number): Failure {
  const failure: Failure = { message: '', sqlstate: '' }
  for (let at = body; bytes[at] !== 0; ) {
    const end = bytes.indexOf(0, at)
    const field = failureFields[String.fromCharCode(bytes[at]!)]
    if (field) failure[field] = bytes.toString('utf8', at + 1, end)
    at = end + 1
  }
  return failure
}
