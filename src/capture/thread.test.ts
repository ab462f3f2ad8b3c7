import * as sheetjs from '@e965/xlsx'
import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { Refusal } from '#problem.ts'
import { readTable } from './read.ts'
import { inFileThread } from './thread.ts'

const book = (cell: number) =>
  writeXlsx({
    sheets: [
      { name: '名册', rows: [['日期'], [cell]], cells: new Map([['1,0', { style: { numFmt: 'yyyy-mm-dd' } }]]) },
    ],
  })

test('what breaks in our own code is not said to be the file’s damage, and keeps its cause', async () => {
  const broken = { name: '名册', lines: null as never, merges: [] }
  const error = (await inFileThread({ do: 'mark', sheets: [broken] }).catch((caught: Error) => caught)) as Error
  expect(error).not.toBeInstanceOf(Refusal)
  expect(error.cause).toMatchObject({ message: expect.stringContaining('null') })
})

test('a file that its parser does not understand is damaged, and the parser’s words are kept', async () => {
  const whole = new Uint8Array(
    sheetjs.write({ SheetNames: ['甲'], Sheets: { 甲: {} } }, { type: 'array', bookType: 'xls' }),
  )
  const error = await readTable(whole.subarray(0, 1024), '名册.xls').catch((caught) => caught)
  expect(error).toMatchObject({ problems: [{ code: 'file.damaged', at: { file: '名册.xls' } }] })
  expect(error.cause).toBeInstanceOf(Error)
})

test('a number that is no day spoils its cell, not the file', async () => {
  const old = sheetjs.utils.aoa_to_sheet([['日期'], [1e10]])
  old.A2 = { t: 'n', v: 1e10, z: 'yyyy-mm-dd' }
  const bytes = sheetjs.write({ SheetNames: ['名册'], Sheets: { 名册: old } }, { type: 'array', bookType: 'xls' })
  for (const file of [await book(1e10), new Uint8Array(bytes)]) {
    expect((await readTable(file, '名册')).sheets[0]?.rows).toEqual([['日期'], ['#NUM!']])
  }
})
