/** One household or person as an office file on A4 (一户一档): what they are, who belongs to them, and what was done for them, by lines of work. */
import {
  AlignmentType,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'

export interface SubjectFile {
  title: string
  /** Under the title: which ledger, where. */
  place: string
  facts: readonly (readonly [label: string, text: string])[]
  tables: readonly {
    title: string
    heads: readonly string[]
    /** Shares of the width; they add up to 1. */
    widths: readonly number[]
    rows: readonly (readonly string[])[]
  }[]
  /** Below all: what is not in it, and why. */
  notes: readonly string[]
  office: string
  /** When it was printed, in words. */
  moment: string
}

/** Twips: A4 with 2 cm on each side. */
const page = { width: 11906, height: 16838, margin: 1134 }
const wide = page.width - 2 * page.margin
const font = { ascii: '宋体', hAnsi: '宋体', eastAsia: '宋体', hint: 'eastAsia' } as const
const bold = { ...font, ascii: '黑体', hAnsi: '黑体', eastAsia: '黑体' } as const

const line = (
  children: ParagraphChild[],
  more: Omit<ConstructorParameters<typeof Paragraph>[0] & object, 'children'> = {},
) => new Paragraph({ spacing: { before: 20, after: 20 }, ...more, children })
const color = '000000'
const plain = (text: string, size = 21) => new TextRun({ text, font, size, color })
const strong = (text: string, size = 21) => new TextRun({ text, font: bold, size, color })

function table(widths: readonly number[], rows: TableRow[]): Table {
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: wide, type: WidthType.DXA },
    columnWidths: widths.map((share) => Math.round(share * wide)),
    rows,
  })
}

const cells = (texts: readonly string[], widths: readonly number[], head: boolean): TableRow =>
  new TableRow({
    tableHeader: head,
    cantSplit: true,
    children: texts.map(
      (text, i) =>
        new TableCell({
          width: { size: Math.round(widths[i]! * wide), type: WidthType.DXA },
          margins: { left: 80, right: 80, top: 20, bottom: 20 },
          children: [line([head ? strong(text, 20) : plain(text, 20)])],
        }),
    ),
  })

/** Two facts side by side; the last may stand alone. */
function factTable(facts: SubjectFile['facts']): Table {
  const widths = [0.16, 0.34, 0.16, 0.34]
  const rows: TableRow[] = []
  for (let i = 0; i < facts.length; i += 2) {
    const [first, second = ['', ''] as const] = [facts[i]!, facts[i + 1]]
    rows.push(cells([first[0], first[1], second[0], second[1]], widths, false))
  }
  return table(widths, rows)
}

/** Writes a .docx; each page says which of how many it is, and heads are repeated on every page. */
export async function subjectFile(given: SubjectFile): Promise<Uint8Array> {
  const heading = (text: string) =>
    line([strong(text, 24)], { heading: HeadingLevel.HEADING_2, keepNext: true, spacing: { before: 240, after: 80 } })
  const parts = given.tables.flatMap(({ title, heads, widths, rows }) => [
    heading(title),
    table(widths, [cells(heads, widths, true), ...rows.map((row) => cells(row, widths, false))]),
  ])
  const file = new Document({
    title: given.title,
    creator: given.office,
    styles: { default: { document: { run: { font, size: 21, language: { value: 'zh-CN', eastAsia: 'zh-CN' } } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: page.width, height: page.height },
            margin: { top: page.margin, right: page.margin, bottom: page.margin, left: page.margin, footer: 600 },
          },
        },
        footers: {
          default: new Footer({
            children: [
              line(
                [
                  new TextRun({
                    font,
                    size: 18,
                    children: [
                      `${given.office}　${given.moment}打印　第 `,
                      PageNumber.CURRENT,
                      ' 页，共 ',
                      PageNumber.TOTAL_PAGES,
                      ' 页',
                    ],
                  }),
                ],
                { alignment: AlignmentType.CENTER },
              ),
            ],
          }),
        },
        children: [
          line([strong(given.title, 36)], { alignment: AlignmentType.CENTER, heading: HeadingLevel.TITLE }),
          line([plain(given.place)], { alignment: AlignmentType.CENTER, spacing: { after: 200 } }),
          factTable(given.facts),
          ...parts,
          ...given.notes.map((note) => line([plain(note, 18)], { spacing: { before: 160 } })),
        ],
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(file))
}
