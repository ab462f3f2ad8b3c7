/** Workbooks written part by part, as Excel, WPS and other programs write them: every type of cell in every dress. */
import { escapeXml } from '#xml.ts'
import { pack, writeZip } from '#zip.ts'

export interface WrittenCell {
  /** As in the file; absent: a number. `s` takes its text from `value`, like the others. */
  type?: 's' | 'str' | 'inlineStr' | 'b' | 'e' | 'd'
  /** What stands in <v> or <is>; absent: the cell has none. */
  value?: string
  formula?: string
  /** Format code, or the number of one that every program knows. */
  format?: string | number
  /** A text in runs of different looks, with the reading in small print that phonetic guides add. */
  rich?: boolean
}

export interface Quirks {
  from1904?: boolean
  /** The file asks to be calculated when opened, as programs write it that cannot calculate. */
  calculate?: boolean
  /** Folder of the workbook; `xl` unless told. */
  folder?: string
  /** Prefix of the tags, as .NET writes them. */
  prefix?: string
  /** Rows and cells do not say where they stand. */
  unplaced?: boolean
  /** Targets of relations from the root: /xl/worksheets/sheet1.xml. */
  absolute?: boolean
  merges?: readonly string[]
  /** Kinds of the sheets; `worksheet` only unless told. The first worksheet holds the rows. */
  sheets?: readonly ('worksheet' | 'chartsheet' | 'xlMacrosheet')[]
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relationship = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** The .xlsx. `null` is no cell at all. */
export function workbook(rows: readonly (readonly (WrittenCell | null)[])[], quirks: Quirks = {}): Uint8Array {
  const { folder = 'xl', prefix = '', sheets = ['worksheet'] } = quirks
  const p = prefix && `${prefix}:`
  const strings = new Map<string, number>()
  const formats = new Map<string | number, number>([[0, 0]])
  const root = (tag: string, body: string, more = '') =>
    `${declaration}<${p}${tag} xmlns${prefix && `:${prefix}`}="${main}" xmlns:r="${relationship}"${more}>${body}</${p}${tag}>`

  const text = (value: string, rich?: boolean) => {
    const space = /^\s|\s$|\n/.test(value) ? ' xml:space="preserve"' : ''
    if (!rich) return `<${p}t${space}>${escapeXml(value)}</${p}t>`
    const middle = Math.ceil(value.length / 2)
    const runs = [value.slice(0, middle), value.slice(middle)].map(
      (run) => `<${p}r><${p}rPr><${p}b/></${p}rPr><${p}t xml:space="preserve">${escapeXml(run)}</${p}t></${p}r>`,
    )
    return `${runs.join('')}<${p}rPh sb="0" eb="1"><${p}t>读音</${p}t></${p}rPh>`
  }

  const cell = (one: WrittenCell, place: string) => {
    const { type, value, formula, format = 0, rich } = one
    if (!formats.has(format)) formats.set(format, formats.size)
    const style = formats.get(format)
    let body = formula === undefined ? '' : `<${p}f>${escapeXml(formula)}</${p}f>`
    if (value !== undefined && type === 's') {
      const string = text(value, rich)
      if (!strings.has(string)) strings.set(string, strings.size)
      body += `<${p}v>${strings.get(string)}</${p}v>`
    } else if (value !== undefined && type === 'inlineStr') body += `<${p}is>${text(value, rich)}</${p}is>`
    else if (value !== undefined) body += `<${p}v>${escapeXml(value)}</${p}v>`
    const head = `${quirks.unplaced ? '' : ` r="${place}"`}${style ? ` s="${style}"` : ''}${type ? ` t="${type}"` : ''}`
    return `<${p}c${head}${body ? `>${body}</${p}c>` : '/>'}`
  }

  const lines = rows.map((cells, r) => {
    const written = cells.map((one, c) =>
      one ? cell(one, `${letters(c)}${r + 1}`) : quirks.unplaced ? `<${p}c/>` : '',
    )
    return `<${p}row${quirks.unplaced ? '' : ` r="${r + 1}"`}>${written.join('')}</${p}row>`
  })
  const merges = quirks.merges?.map((ref) => `<${p}mergeCell ref="${ref}"/>`).join('') ?? ''
  const first = sheets.indexOf('worksheet')
  const content = sheets.map((kind, i) =>
    kind === 'worksheet'
      ? root(
          'worksheet',
          `<${p}sheetData>${i === first ? lines.join('') : ''}</${p}sheetData>${merges && `<${p}mergeCells>${merges}</${p}mergeCells>`}`,
        )
      : root(kind === 'chartsheet' ? 'chartsheet' : 'macrosheet', ''),
  )
  const used = [...formats.keys()]
  const own = used.filter((format) => typeof format === 'string')
  const styles = root(
    'styleSheet',
    `<${p}numFmts count="${own.length}">${own
      .map((code, i) => `<${p}numFmt numFmtId="${164 + i}" formatCode="${escapeXml(code)}"/>`)
      .join('')}</${p}numFmts><${p}cellStyleXfs count="1"><${p}xf numFmtId="14"/></${p}cellStyleXfs><${p}cellXfs>${used
      .map((format) => `<${p}xf numFmtId="${typeof format === 'number' ? format : 164 + own.indexOf(format)}"/>`)
      .join('')}</${p}cellXfs>`,
  )
  const base = quirks.absolute ? `/${folder}/` : ''
  const related = [
    ...sheets.map((kind, i) => [kind, `${base}worksheets/sheet${i + 1}.xml`]),
    ['styles', `${base}styles.xml`],
    ['sharedStrings', `${base}sharedStrings.xml`],
  ]
  const book = root(
    'workbook',
    `<${p}workbookPr${quirks.from1904 ? ' date1904="1"' : ''}/><${p}sheets>${sheets
      .map((_, i) => `<${p}sheet name="表${i + 1}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
      .join('')}</${p}sheets>${quirks.calculate ? `<${p}calcPr calcId="124519" fullCalcOnLoad="1"/>` : ''}`,
  )
  const parts: Record<string, string> = {
    '[Content_Types].xml': `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': relations([['officeDocument', `${folder}/workbook.xml`]]),
    [`${folder}/workbook.xml`]: book,
    [`${folder}/_rels/workbook.xml.rels`]: relations(related),
    [`${folder}/styles.xml`]: styles,
    [`${folder}/sharedStrings.xml`]: root(
      'sst',
      [...strings.keys()].map((string) => `<${p}si>${string}</${p}si>`).join(''),
    ),
    ...Object.fromEntries(content.map((xml, i) => [`${folder}/worksheets/sheet${i + 1}.xml`, xml])),
  }
  return writeZip(Object.entries(parts).map(([name, xml]) => pack(name, new TextEncoder().encode(xml))))
}

function relations(targets: readonly (readonly string[])[]): string {
  const lines = targets.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${relationship}/${type}" Target="${target}"/>`,
  )
  return `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${lines.join('')}</Relationships>`
}

function letters(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26)
}
