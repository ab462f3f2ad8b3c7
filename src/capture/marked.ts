/** What goes back to the person who sent a file: their own file, with the reasons beside the rows that could not be taken. */
import { parse } from 'node:path'
import { type At, type Namer, sentence } from '#problem.ts'
import { inFileThread } from './thread.ts'
import type { Reading } from './validate.ts'

/**
 * A copy with every wrong cell red and a last column 错误原因. It can be corrected and imported again as it is. The copy of an .xls is
 * an .xlsx: `name` says which.
 */
export async function marked(
  bytes: Uint8Array,
  name: string,
  reading: Reading,
  called: Namer,
): Promise<{ bytes: Uint8Array; name: string }> {
  const rows = reading.bad.map(({ row, problems }) => ({
    row,
    columns: problems.flatMap(({ at }) => (at?.column === undefined ? [] : at.column - 1)),
    reason: problems.map(({ at, ...fault }) => sentence({ ...fault, at: beside(at) }, called)).join('；'),
  }))
  const answer = await inFileThread({
    do: 'mark',
    bytes,
    name,
    marks: { sheet: reading.sheet, header: reading.header, rows },
  })
  const { name: stem, ext } = parse(name)
  const isText = reading.sheet === ''
  return { bytes: answer.copy, name: `${stem.replace(/（有错误）$/, '')}（有错误）${isText ? ext || '.csv' : '.xlsx'}` }
}

/** Beside its row, a reason need only say which cell it is about. */
function beside({ ledger, field }: At = {}): At {
  return field === undefined ? {} : { ledger, field }
}
