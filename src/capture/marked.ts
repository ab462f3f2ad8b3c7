/** What goes back to the person who sent a file: their own file, with the reasons beside the rows that could not be taken. */
import { parse } from 'node:path'
import { sentence } from '#problem.ts'
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
): Promise<{ bytes: Uint8Array; name: string }> {
  const rows = reading.bad.map(({ row, problems }) => ({
    row,
    columns: problems.flatMap(({ field }) => (field === undefined ? [] : (reading.columns.get(field) ?? []))),
    reason: problems.map(sentence).join('；'),
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
