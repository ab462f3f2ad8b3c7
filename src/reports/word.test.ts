import { expect, test } from 'vitest'
import { convert, hasPoppler, hasWriter, pdfLines, sayMissing } from '../../test/support/libreoffice.ts'
import type { Part, ReportDocument } from './assemble.ts'
import { signatureIndents, word } from './word.ts'

const characters = '青禾乡坚持把防止返贫监测放在首位逐户走访及时帮扶'
const long = (length: number) => characters.repeat(Math.ceil(length / characters.length)).slice(0, length)
const paragraph = (text: string): Part => ({ kind: 'paragraph', runs: [{ text }] })
const document = (parts: Part[]): ReportDocument => ({ title: '青禾乡2025年乡村振兴工作总结', parts, flags: [] })
const options = { office: '青禾乡人民政府', date: '2026-01-05' }

const canPrint = hasWriter && hasPoppler
if (!canPrint) sayMissing('LibreOffice 或 poppler（pdftotext）')

const print = async (given: ReportDocument) => pdfLines(await convert(await word(given, options), 'report.docx', 'pdf'))

test.skipIf(!canPrint)('a full page prints 22 lines, and a full line 28 characters', { timeout: 120_000 }, async () => {
  const pages = await print(document([paragraph(long(28 * 22 * 4)), paragraph('特此总结。')]))
  const full = pages.slice(1, 4)
  expect(full).toHaveLength(3)
  for (const page of full) {
    const lines = page.filter((line) => !line.includes('—'))
    expect(lines).toHaveLength(22)
    expect(new Set(lines.map((line) => line.length))).toEqual(new Set([28]))
  }
  const first = pages[0]?.filter((line) => !line.includes('—'))
  expect(first).toHaveLength(21)
  expect(first?.[0]).toBe('青禾乡2025年乡村振兴工作总结')
  expect(first?.[1]).toHaveLength(26)
  expect(pages.map((page) => page.at(-1))).toEqual(pages.map((_, i) => `—${i + 1}—`))
})

test.skipIf(!canPrint)(
  'headings, leads, blocks and the signature are printed in order',
  { timeout: 120_000 },
  async () => {
    const pages = await print(
      document([
        { kind: 'heading', level: 1, text: '一、基本情况' },
        { kind: 'heading', level: 2, text: '（一）抓走访' },
        {
          kind: 'paragraph',
          runs: [{ lead: '一是走访。' }, { text: '走访' }, { text: '38次', figure: 'x' }, { text: '。' }],
        },
        { kind: 'block', block: 'a', text: '', hint: '写存在的问题' },
        { kind: 'block', block: 'b', text: '第一段。\n\n第二段 <&>。', hint: '' },
      ]),
    )
    expect(pages).toEqual([
      [
        '青禾乡2025年乡村振兴工作总结',
        '一、基本情况',
        '（一）抓走访',
        '一是走访。走访38次。',
        '（待填写：写存在的问题）',
        '第一段。',
        '第二段<&>。',
        '青禾乡人民政府',
        '2026年1月5日',
        '—1—',
      ],
    ])
  },
)

test('the date begins two characters right of the office, and the longer of the two keeps two from the edge', () => {
  expect(signatureIndents('青禾乡人民政府', '2026年1月5日')).toEqual([2, 1])
  expect(signatureIndents('青禾乡', '2026年11月25日')).toEqual([8, 2])
})
