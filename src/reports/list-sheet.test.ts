import { readXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { unpack, zipEntries } from '#zip.ts'
import { convert, hasLibreOffice, hasPoppler, pdfLines, sayMissing } from '../../test/support/libreoffice.ts'
import { type ListSheet, listSheet } from './list-sheet.ts'

const list: ListSheet = {
  title: '云禾乡救助台账',
  above: ['填报单位：云禾乡人民政府', '筛选：没有；共 3 行'],
  columns: [
    { head: '姓名', width: 12 },
    { head: '身份证号码', width: 20 },
    { head: '金额（元）', width: 11, number: true, adds: true },
  ],
  below: ['填报人：', '曾文书导出'],
}
const people = [
  ['=HYPERLINK("http://x")', '990101198001010011', 0.1],
  ['𠮷小花\u0001 & <妹>', null, 0.2],
  ['王秀英', '990101198001010029', null],
] as const

async function* each<T>(items: Iterable<T>) {
  yield* items
}

async function written(rows: Parameters<typeof listSheet>[1]): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of listSheet(list, rows)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

test('a list stands under its title and heads, numbered, with a total and who signs below; no text is a formula', async () => {
  const bytes = await written(each(people))
  const { sheets } = await readXlsx(bytes, { readStyles: true })
  expect(sheets[0]?.rows.map((row) => row.filter((cell) => cell !== null))).toEqual([
    ['云禾乡救助台账'],
    ['填报单位：云禾乡人民政府'],
    ['筛选：没有；共 3 行'],
    ['序号', '姓名', '身份证号码', '金额（元）'],
    [1, '=HYPERLINK("http://x")', '990101198001010011', 0.1],
    [2, '𠮷小花 & <妹>', 0.2],
    [3, '王秀英', '990101198001010029'],
    ['合计', 0.3],
    ['填报人：'],
    ['曾文书导出'],
  ])
  const entries = zipEntries(bytes)
  if (typeof entries === 'string') throw new Error(entries)
  const textOf = (name: string) =>
    Buffer.from(unpack(entries.find((entry) => entry.name === name)!) as Uint8Array).toString()
  expect(textOf('xl/worksheets/sheet1.xml').match(/<f>[^<]*/g)).toEqual(['<f>SUM(D5:D7)'])
  expect(textOf('xl/worksheets/sheet1.xml')).toMatch(/<pageSetup[^>]*orientation="landscape"/)
  expect(textOf('xl/workbook.xml')).toContain('$4:$4')
})

test('columns are as wide as what stands in them, and rows as high as one another unless one has more lines', async () => {
  const { sheets } = await readXlsx(
    await written(each([...people, ['王秀英', '990101198001010029', 1], ['一'.repeat(30), null, 1]])),
    { readStyles: true },
  )
  const empty = await readXlsx(await written(each([['王秀英', null, 1]])), { readStyles: true })
  expect(sheets[0]?.columns?.map(({ width }) => width)).toEqual([8, 24, 20, 10])
  expect(empty.sheets[0]?.columns?.map(({ width }) => width)).toEqual([8, 8, 10, 10])
  const heights = [...sheets[0]!.rowDefs!].flatMap(([row, { height }]) => (row > 3 && row < 9 ? [height] : []))
  expect(heights).toEqual([20, 20, 20, 20, 49])
})

test('rows are read while the file is taken, and no further once nobody takes it', async () => {
  let read = 0
  const endless = async function* () {
    for (;;) {
      read++
      yield people[0]
    }
  }
  let size = 0
  for await (const chunk of listSheet(list, endless())) {
    size += chunk.length
    if (size > 200_000) break
  }
  const then = read
  expect(then).toBeLessThan(200_000)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(read).toBe(then)
})

test('what goes wrong with a row ends the file', async () => {
  const broken = async function* () {
    yield people[0]
    throw new Error('gone')
  }
  await expect(written(broken())).rejects.toThrow('gone')
})

if (!hasLibreOffice || !hasPoppler) sayMissing('LibreOffice 或 poppler')
test.skipIf(!hasLibreOffice || !hasPoppler)(
  'LibreOffice prints it with the heads on every page',
  async () => {
    const many = Array.from({ length: 90 }, () => people[1])
    const pages = await pdfLines(await convert(await written(each(many)), 'list.xlsx', 'pdf'))
    expect(pages.length).toBeGreaterThan(2)
    for (const page of pages) expect(page.join('\n')).toMatch(/序号姓名身份证号码金额（元）/)
    expect(pages.flat().find((line) => line.startsWith('合计'))).toBe('合计18')
  },
  60_000,
)
