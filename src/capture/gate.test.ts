import * as sheetjs from '@e965/xlsx'
import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { Refusal } from '#problem.ts'
import { pack, writeZip, zipEntries } from '#zip.ts'
import { gate } from './gate.ts'
import { readTable } from './read.ts'

const text = (content: string) => new TextEncoder().encode(content)

const book = (rows: (string | number | null)[][] = [['姓名'], ['张三']]) =>
  writeXlsx({ sheets: [{ name: '表', rows }] })

/** A book whose parts are changed, added or dropped (undefined). */
async function tampered(changes: Record<string, Uint8Array | string | undefined>): Promise<Uint8Array> {
  const bytes = await book()
  const entries = zipEntries(bytes)
  if (typeof entries === 'string') throw new Error(`the book is ${entries}`)
  const parts = new Map(entries.map((entry) => [entry.name, entry]))
  for (const [name, content] of Object.entries(changes)) {
    if (content === undefined) parts.delete(name)
    else parts.set(name, pack(name, typeof content === 'string' ? text(content) : content))
  }
  return writeZip([...parts.values()])
}

const sheetXml = (body: string) =>
  `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${body}</sheetData></worksheet>`
const sheet = (body: string) => tampered({ 'xl/worksheets/sheet1.xml': sheetXml(body) })

/** Reads in the thread, and gives the code of the refusal, which must come soon and in Chinese. */
async function refusal(bytes: Uint8Array): Promise<string | undefined> {
  const began = Date.now()
  try {
    await readTable(bytes, '来件.xlsx')
    return undefined
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal)
    expect(Date.now() - began).toBeLessThan(18_000)
    const [problem] = (error as Refusal).problems
    expect(problem?.at).toEqual({ file: '来件.xlsx' })
    expect(problem?.message).toMatch(/^[\p{Script=Han}]/u)
    expect(problem?.remedy).toMatch(/^[\p{Script=Han}]/u)
    return problem?.code
  }
}

test('an ordinary book, an empty book and text pass', async () => {
  expect(gate(await book(), 'a.xlsx')).toBe('xlsx')
  expect(gate(text('姓名,金额\n张三,1\n'), 'a.csv')).toBe('csv')
  expect(await refusal(await book())).toBeUndefined()
})

test('what is not a table is named by what it is', async () => {
  expect(await refusal(new Uint8Array())).toBe('file.empty')
  expect(await refusal(text('<html><body><table><tr><td>姓名</td></tr></table></body></html>'))).toBe('import.web_page')
  expect(await refusal(writeZip([pack('word/document.xml', text('<w/>'))]))).toBe('import.not_a_sheet')
  expect(await refusal(writeZip([pack('a.txt', text('x'))]))).toBe('import.not_a_sheet')
  const word2003 = sheetjs.CFB.utils.cfb_new()
  sheetjs.CFB.utils.cfb_add(word2003, '/WordDocument', Buffer.alloc(600))
  expect(await refusal(new Uint8Array(sheetjs.CFB.write(word2003) as Buffer))).toBe('import.not_a_sheet')
  expect(
    await refusal(text('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>')),
  ).toBe('import.not_a_sheet')
  const words = async (given: string) => {
    try {
      gate(text(given), '来件.xls')
    } catch (error) {
      return (error as Refusal).problems[0].message
    }
  }
  expect(await words('ID;PWXL;N;E\r\nC;Y1;X1;K"姓名"\r\nE\r\n')).toContain('.slk')
  expect(await words('TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,2\r\n""\r\n')).toContain('.dif')
  expect(
    await words(
      '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
    ),
  ).toContain('.fods')
  expect(await words('<?xml version="1.0"?><rows><row/></rows>')).toContain('XML')
  expect(await words('<?xml version="1.0"?><!DOCTYPE html><html/>')).toContain('网页')
  expect(await refusal(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]))).toBe('import.unknown_file')
  expect(await refusal(new Uint8Array(21 * 1024 * 1024).fill(65))).toBe('file.too_large')
})

test('a damaged file is refused at every length and after any changed byte', { timeout: 120_000 }, async () => {
  const whole = await book()
  for (const length of [3, 30, 200, 1700, whole.length - 30, whole.length - 1]) {
    expect(await refusal(whole.slice(0, length))).toBe('file.damaged')
  }
  for (let at = 2; at < whole.length; at += 7) {
    const bytes = whole.slice()
    bytes[at]! ^= 0x55
    try {
      gate(bytes, 'a.xlsx')
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal)
    }
  }
})

test('a file that asks for a password says so', async () => {
  const locked = await writeXlsx({
    sheets: [{ name: '表', rows: [['姓名']] }],
    encryption: { password: '123456', spinCount: 1000 },
  })
  expect(await refusal(locked)).toBe('file.password')
})

test('zip tricks are refused: bombs, nesting, paths, repeats, overlaps, lies about size', async () => {
  expect(
    await refusal(await sheet(`<row r="1"><c r="A1" t="inlineStr"><is><t>${' '.repeat(60e6)}</t></is></c></row>`)),
  ).toBe('file.zip_bomb')
  expect(await refusal(await tampered({ 'xl/media/a.zip': writeZip([]) }))).toBe('import.nested')
  expect(await refusal(await tampered({ 'xl/media/image1.png': await book() }))).toBe('import.nested')
  expect(await refusal(await tampered({ '../../etc/passwd': 'x' }))).toBe('import.path')
  expect(await refusal(await tampered({ '/xl/a.xml': 'x' }))).toBe('import.path')
  expect(
    await refusal(await tampered(Object.fromEntries(Array.from({ length: 2100 }, (_, i) => [`xl/a${i}.xml`, ''])))),
  ).toBe('file.too_many_parts')

  const part = pack('a', text('<a/>'))
  expect(await refusal(writeZip([part, part]))).toBe('import.twice')
  expect(await refusal(await tampered({ 'xl/SharedStrings.xml': '<sst/>' }))).toBe('import.twice')

  const overlapping = await book()
  const directory = centralOffset(overlapping)
  const second =
    directory + 46 + overlapping[directory + 28]! + (overlapping[directory + 30]! | (overlapping[directory + 31]! << 8))
  overlapping.copyWithin(second + 42, directory + 42, directory + 46)
  expect(await refusal(overlapping)).toBe('import.overlap')

  const lying = await book()
  new DataView(lying.buffer).setUint32(centralOffset(lying) + 24, 3, true)
  expect(await refusal(lying)).toBe('file.damaged')
})

function centralOffset(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 6, true)
}

test('a document type declaration in any part is refused, in either encoding', async () => {
  const doctype = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x/>'
  expect(await refusal(await tampered({ 'xl/sharedStrings.xml': doctype }))).toBe('file.doctype')
  expect(await refusal(await tampered({ 'docProps/app.xml': new Uint8Array(Buffer.from(doctype, 'utf16le')) }))).toBe(
    'file.doctype',
  )
})

test('four million rows, and a cell in the farthest corner, are refused within the limits and the process lives', {
  timeout: 120_000,
}, async () => {
  let rows = ''
  for (let r = 1; r <= 4_000_000; r++) rows += `<row r="${r}"/>`
  expect(await refusal(await sheet(rows))).toBe('import.too_large')
  const scattered = Array.from(
    { length: 250_000 },
    (_, r) => `<row r="${r + 1}"><c r="A${r + 1}"><v>${(r * 7919) % 100003}</v></c></row>`,
  ).join('')
  expect(await refusal(await sheet(scattered))).toBe('import.too_large')
  const corner = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
  expect(await refusal(await sheet(corner))).toBe('import.too_large')
  expect(await refusal(await sheet('<row r="1"><c r="AAAA1"><v>1</v></c></row>'))).not.toBe('')
  expect(await refusal(await book())).toBeUndefined()
})

test('a CSV of one endless line, of endless columns or of broken quotes is refused', async () => {
  expect(await refusal(text(`姓名\n${'a'.repeat(2_000_000)}\n`))).toBe('import.too_large')
  expect(await refusal(text(`姓名\n${','.repeat(1000)}\n`))).toBe('import.too_large')
  expect(await refusal(text(`姓名\n"${'张三\n'.repeat(1000)}`))).toBe('import.csv_quote')
  expect(await refusal(text('"'.repeat(15_000_000)))).toMatch(/^import\./)
  expect(await refusal(text('a\n'.repeat(200_002)))).toBe('import.too_large')
})
