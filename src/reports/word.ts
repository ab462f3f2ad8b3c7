/** A report as a Word file in the layout of official documents (GB/T 9704-2012): 22 lines of 28 characters on A4. */
import {
  AlignmentType,
  Document,
  Footer,
  HeadingLevel,
  type IFontAttributesProperties,
  type IParagraphOptions,
  type IRunOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx'
import { dayKind } from '#kinds/index.ts'
import type { Part, ReportDocument, Run } from './assemble.ts'

/** Fonts by the names that office computers know them by. They are named in the file, never embedded. */
export interface Fonts {
  title: string
  body: string
  levelOne: string
  levelTwo: string
  pageNumber: string
}

const officialFonts: Fonts = {
  title: '方正小标宋简体',
  body: '仿宋_GB2312',
  levelOne: '黑体',
  levelTwo: '楷体_GB2312',
  pageNumber: '宋体',
}

/** What Word takes where a font is not installed. */
const alternatives: Record<string, string> = {
  方正小标宋简体: '方正小标宋_GBK',
  仿宋_GB2312: '仿宋',
  楷体_GB2312: '楷体',
  黑体: 'SimHei',
  宋体: 'SimSun',
}

/** Lengths in twips (1/20 pt), font sizes in half-points. 580 instead of 579 gives 21 lines, −4 instead of −5 gives 27 characters. */
const layout = {
  page: { width: 11906, height: 16838 },
  margin: { top: 2098, bottom: 1984, left: 1587, right: 1474 },
  /** The dash of the page number stands 7 mm below the type area. */
  footer: 1447,
  line: 579,
  characterSpacing: -5,
  size: 32,
  titleSize: 44,
  pageNumberSize: 28,
}
const character = layout.size * 10 + layout.characterSpacing

const exactLine = { line: layout.line, lineRule: LineRuleType.EXACT, before: 0, after: 0 }

/**
 * Writes a .docx. `date` is 'YYYY-MM-DD'. Blocks that the office has not written yet stand as their hint, highlighted. A line break in
 * the title is kept, for breaking it by meaning.
 */
export async function word(
  document: ReportDocument,
  options: { office: string; date: string; mark?: string | null; fonts?: Partial<Fonts> },
): Promise<Uint8Array> {
  const fonts = { ...officialFonts, ...options.fonts }
  const face = faces(fonts.body)
  const run = (text: string, more: IRunOptions = {}) => new TextRun({ text, font: face, ...more })
  const paragraph = (more: IParagraphOptions) => new Paragraph({ spacing: exactLine, widowControl: false, ...more })
  const indent = { firstLine: 2 * character, firstLineChars: 200 }
  const indented = (children: TextRun[]): IParagraphOptions => ({ indent, children })

  const spoken = (piece: Run) => ('lead' in piece ? run(piece.lead, { bold: true }) : run(piece.text))
  const printed = (part: Part): IParagraphOptions[] => {
    if (part.kind === 'paragraph') return [indented(part.runs.map(spoken))]
    if (part.kind === 'block') {
      if (!part.text) return [indented([run(`（待填写：${part.hint}）`, { highlight: 'yellow' })])]
      const lines = part.text.split(/\r?\n/).map((line) => line.trim())
      return lines.filter(Boolean).map((line) => indented([run(line)]))
    }
    const [heading, font] =
      part.level === 1
        ? ([HeadingLevel.HEADING_1, fonts.levelOne] as const)
        : ([HeadingLevel.HEADING_2, fonts.levelTwo] as const)
    return [{ heading, keepNext: true, indent, children: [run(part.text, { font: faces(font) })] }]
  }
  const titleLines = document.title.split('\n').map((line) =>
    paragraph({
      alignment: AlignmentType.CENTER,
      heading: HeadingLevel.TITLE,
      children: [run(line, { font: faces(fonts.title), size: layout.titleSize, characterSpacing: 0 })],
    }),
  )
  const date = dayKind.show(options.date)
  const [officeIndent, dateIndent] = signatureIndents(options.office, date)
  const signature = (text: string, right: number, keepNext: boolean) =>
    paragraph({
      alignment: AlignmentType.RIGHT,
      keepNext,
      indent: { right: Math.round(right * character) },
      children: [run(text)],
    })
  const body = document.parts.flatMap(printed)

  const marked = (mark: string) =>
    new Paragraph({
      alignment: AlignmentType.CENTER,
      children: [
        new TextRun({ text: `账目校验值 ${mark}`, font: face, size: 14, color: '7F7F7F', characterSpacing: 0 }),
      ],
    })
  const footer = (alignment: 'left' | 'right') =>
    new Footer({
      children: [
        new Paragraph({
          alignment,
          spacing: { line: layout.pageNumberSize * 10, lineRule: LineRuleType.EXACT },
          indent: { [alignment]: layout.pageNumberSize * 10 },
          children: [
            new TextRun({
              font: faces(fonts.pageNumber),
              size: layout.pageNumberSize,
              characterSpacing: 0,
              children: ['— ', PageNumber.CURRENT, ' —'],
            }),
          ],
        }),
        // Of what was issued, on each page: small, beside what an official paper has there.
        ...(options.mark ? [marked(options.mark)] : []),
      ],
    })

  const file = new Document({
    title: document.title.replaceAll('\n', ''),
    creator: options.office,
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: {
            font: face,
            size: layout.size,
            color: '000000',
            characterSpacing: layout.characterSpacing,
            language: { value: 'zh-CN', eastAsia: 'zh-CN' },
          },
        },
        title: { run: { size: layout.titleSize } },
        heading1: { run: { size: layout.size, color: '000000' } },
        heading2: { run: { size: layout.size, color: '000000' } },
      },
    },
    sections: [
      {
        properties: {
          page: { size: layout.page, margin: { ...layout.margin, header: 851, footer: layout.footer, gutter: 0 } },
        },
        footers: { default: footer('right'), even: footer('left') },
        children: [
          ...titleLines,
          paragraph({ children: [] }),
          // The last words stay with the signature: it never stands on a page of its own.
          ...body.map((each, i) => paragraph(i === body.length - 1 ? { ...each, keepNext: true } : each)),
          paragraph({ keepNext: true, children: [] }),
          signature(options.office, officeIndent, true),
          signature(date, dateIndent, false),
        ],
      },
    ],
  })
  return new Uint8Array(
    await Packer.toBuffer(file, undefined, [{ path: 'word/fontTable.xml', data: fontTable(fonts) }]),
  )
}

/** One font for all scripts; the hint keeps quotation marks and dashes as wide as Chinese characters. */
function faces(font: string): IFontAttributesProperties {
  return { ascii: font, hAnsi: font, eastAsia: font, cs: font, hint: 'eastAsia' }
}

/**
 * How many characters the office's name and the date keep from the right edge: two for the name, and the date begins two characters
 * right of where the name begins; where the date is the longer one it keeps two, and the name moves left.
 */
export function signatureIndents(office: string, date: string): [office: number, date: number] {
  const excess = charactersOf(date) - charactersOf(office)
  return excess > 0 ? [excess + 4, 2] : [2, -excess]
}

/** Width in full-width characters. */
function charactersOf(text: string): number {
  return [...text].reduce((sum, c) => sum + (c <= '\u00ff' ? 0.5 : 1), 0)
}

function fontTable(fonts: Fonts): string {
  const escaped = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)
  const entries = [...new Set(Object.values(fonts))].map((name) => {
    const other = alternatives[name]
    const alternative = other ? `<w:altName w:val="${escaped(other)}"/>` : ''
    return `<w:font w:name="${escaped(name)}">${alternative}<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>`
  })
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    `<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${entries.join('')}</w:fonts>`
  )
}
