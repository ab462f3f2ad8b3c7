import { expect, test } from 'vitest'
import { convert, hasPoppler, hasWriter, pdfLines, sayMissing } from '../../test/support/libreoffice.ts'
import { subjectFile } from './subject-file.ts'

const canPrint = hasWriter && hasPoppler
if (!canPrint) sayMissing('LibreOffice 或 poppler（pdftotext）')

test.skipIf(!canPrint)(
  'a family’s file repeats its heads, counts its pages and cuts nothing off, however much there is',
  { timeout: 120_000 },
  async () => {
    const visits = Array.from({ length: 80 }, (_, i) => [
      `2025年3月${i + 1}日`,
      '走访记录',
      '',
      `第 ${i + 1} 次：家里都好 <&>`,
    ])
    const bytes = await subjectFile({
      title: '王小明户档案',
      place: '农户 · 东坡村',
      facts: [
        ['户编号', 'H1'],
        ['户主姓名', '王小明'],
        ['户籍性质', '农村'],
      ],
      tables: [
        { title: '包保帮扶', heads: ['日期', '台账', '谁', '内容'], widths: [0.2, 0.2, 0.1, 0.5], rows: visits },
      ],
      notes: ['不在这里列出的台账：新确诊大病重病。'],
      office: '青禾乡人民政府',
      moment: '2026年1月5日',
    })
    const pages = await pdfLines(await convert(bytes, 'file.docx', 'pdf'))
    expect(pages.length).toBeGreaterThan(2)
    for (const [i, page] of pages.entries()) {
      expect(page[page.length - 1]).toBe(`青禾乡人民政府2026年1月5日打印第${i + 1}页，共${pages.length}页`)
      expect(page.filter((line) => line === '日期台账谁内容')).toHaveLength(1)
    }
    const all = pages.flat().join('\n')
    for (const text of ['王小明户档案', '户籍性质农村', '第1次：家里都好<&>', '第80次：家里都好<&>', '新确诊大病重病'])
      expect(all).toContain(text)
  },
)
