/** Reads a foreign table: .xlsx, .xls or .csv. */
import type { Table } from './table.ts'
import { inFileThread } from './thread.ts'

/** `name` is only for messages: what the file is, its content says. Refuses hostile, damaged, encrypted and too large files. */
export async function readTable(bytes: Uint8Array, name: string): Promise<Table> {
  const { table } = await inFileThread({ do: 'read', bytes, name })
  return table
}
