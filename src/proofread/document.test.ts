import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Document, ExternalHyperlink, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx'
import { describe, expect, it } from 'vitest'
import { Refusal } from '#problem.ts'
import { pack, writeZip, type ZipEntry, zipEntries } from '#zip.ts'
import { hasWriter } from '../../test/support/libreoffice.ts'
import { comment } from './comment.ts'
import { openPackage, readDocument, xmlOf } from './document.ts'
import { proofread } from './proofread.ts'

const first = '今年兑现奖补1574人，其中县内奖补411人，县外奖补1059人，车间稳岗7人。'

async function report(): Promise<Uint8Array> {
  const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] })
  const document = new Document({
    sections: [
      {
        children: [
          new Paragraph({ children: [new TextRun({ text: '年度总结', bold: true })] }),
          new Paragraph({
            children: [
              new TextRun('今年兑现奖补15'),
              new TextRun({ text: '74人，其中县内奖补', bold: true, color: 'FF0000' }),
              new TextRun('411人，县外奖补1059人，车间稳岗7人。'),
            ],
          }),
          new Paragraph({
            children: [
              new TextRun('见'),
              new ExternalHyperlink({ link: 'https://example.org/', children: [new TextRun('A&B “名单”')] }),
              new TextRun('，金额7。7万元。'),
            ],
          }),
          new Table({ rows: [new TableRow({ children: [cell('村名'), cell('12户')] })] }),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refusal) return error.problems[0]?.code ?? ''
    throw error
  }
  return 'nothing refused'
}

function filesOf(docx: Uint8Array): ZipEntry[] {
  const entries = zipEntries(docx)
  if (typeof entries === 'string') throw new Error(`the file is ${entries}`)
  return entries
}

const utf8 = (text: string) => new TextEncoder().encode(text)

/** A .docx with a body and other parts by the name of their relation: styles, footnotes, footer. */
function word(body: string, parts: Record<string, string> = {}, namespace = 'urn:w'): Uint8Array {
  const types = namespace.includes('purl') ? 'http://purl.oclc.org/ooxml/officeDocument/relationships' : 'urn:r'
  const relations = Object.keys(parts).map(
    (name) => `<Relationship Id="${name}" Type="${types}/${name}" Target="${name}.xml"/>`,
  )
  return writeZip([
    pack('word/document.xml', utf8(`<w:document xmlns:w="${namespace}"><w:body>${body}</w:body></w:document>`)),
    pack('word/_rels/document.xml.rels', utf8(`<Relationships>${relations.join('')}</Relationships>`)),
    ...Object.entries(parts).map(([name, xml]) => pack(`word/${name}.xml`, utf8(xml))),
  ])
}

describe('reading documents', () => {
  it('reads a .docx by paragraph, tables and links included', async () => {
    const { text, paragraphs } = await readDocument(await report(), '总结.docx')
    expect(text.split('\n')).toEqual(['年度总结', first, '见A&B “名单”，金额7。7万元。', '村名', '12户'])
    expect(paragraphs.map((p) => text.slice(p.start, p.end))).toEqual(text.split('\n'))
    expect(paragraphs.map((p) => p.cell)).toEqual([false, false, false, true, true])
  })

  it('leaves out deleted text, old copies for old programs and field codes', async () => {
    const xml = `<w:document xmlns:w="urn:w" xmlns:mc="urn:mc"><w:body><w:p>
      <w:r><w:t>共12户</w:t></w:r><w:del><w:r><w:delText>13户</w:delText></w:r></w:del>
      <w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom>
      <mc:AlternateContent><mc:Choice><w:r><w:t>新</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>旧</w:t></w:r></mc:Fallback></mc:AlternateContent>
      <w:r><w:instrText>PAGE</w:instrText></w:r></w:p></w:body></w:document>`
    const bytes = writeZip([pack('word/document.xml', utf8(xml))])
    expect((await readDocument(bytes, 'a.docx')).text).toBe('共12户新')
  })

  it('reads text boxes behind the paragraph that holds them', async () => {
    const box = '<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>'
    const xml = `<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>前</w:t></w:r>${box}<w:r><w:t>后</w:t></w:r></w:p></w:body></w:document>`
    expect((await readDocument(writeZip([pack('word/document.xml', utf8(xml))]), 'a.docx')).text).toBe('前后\n框内')
  })

  it('does not read hidden text, by itself or by its style, and says that there is some', async () => {
    const styles = `<w:styles xmlns:w="urn:w"><w:style w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>
      <w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>`
    const run = (properties: string, text: string) => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`
    const body = `<w:p>${run('', '共12户')}${run('<w:vanish/>', '13户')}${run('<w:vanish w:val="0"/>', '，')}${run(
      '<w:rStyle w:val="b"/>',
      '14户',
    )}${run('<w:rStyle w:val="b"/><w:vanish w:val="false"/>', '人。')}</w:p><w:p><w:pPr><w:pStyle w:val="a"/></w:pPr>${run('', '15户')}</w:p>`
    const { text, unread } = await readDocument(word(body, { styles }), 'a.docx')
    expect(text.trim()).toBe('共12户，人。')
    expect(unread).toEqual(['隐藏的文字'])
  })

  it('joins paragraphs whose mark is deleted or hidden, and never over the edge of a cell', async () => {
    const p = (text: string, mark = '') =>
      `<w:p>${mark && `<w:pPr><w:rPr>${mark}</w:rPr></w:pPr>`}<w:r><w:t>${text}</w:t></w:r></w:p>`
    const cell = (text: string) => `<w:tc>${p(text, '<w:del w:id="1"/>')}</w:tc>`
    const body = `${p('共7户，其中', '<w:del w:id="1"/>')}${p('低保1户', '<w:vanish/>')}${p('。')}${p('完', '<w:del w:id="1"/>')}
      <w:tbl><w:tr>${cell('1')}${cell('2')}</w:tr></w:tbl>${p('后')}`
    const { text, paragraphs } = await readDocument(word(body), 'a.docx')
    expect(text).toBe('共7户，其中低保1户。\n完\n1\n2\n后')
    expect(paragraphs.map((one) => text.slice(one.start, one.end))).toEqual(text.split('\n'))
  })

  it('reads footnotes and endnotes behind the text', async () => {
    const notes = (kind: string, text: string) =>
      `<w:${kind}s xmlns:w="urn:w"><w:${kind} w:id="0"><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:${kind}></w:${kind}s>`
    const bytes = word('<w:p><w:r><w:t>正文</w:t></w:r></w:p>', {
      footnotes: notes('footnote', '脚注7户'),
      endnotes: notes('endnote', '尾注8户'),
    })
    const { text, paragraphs } = await readDocument(bytes, 'a.docx')
    expect(text).toBe('正文\n脚注7户\n尾注8户')
    expect(paragraphs.map((one) => text.slice(one.start, one.end))).toEqual(text.split('\n'))
  })

  it.each([
    ['公式', '<w:p><m:oMath xmlns:m="urn:m"><m:r><m:t>5</m:t></m:r></m:oMath></w:p>'],
    ['公式', '<w:p><w:r><w:object><o:OLEObject ProgID="Equation.DSMT4"/></w:object></w:r></w:p>'],
    ['插入的文件', '<w:altChunk w:id="1"/>'],
    ['插入的文件', '<w:p><w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>'],
    ['图表', '<w:p><w:r><w:drawing><c:chart/></w:drawing></w:r></w:p>'],
  ])('names %s as not read', async (named, body) => {
    const { text, unread } = await readDocument(word(`<w:p><w:r><w:t>共7户</w:t></w:r></w:p>${body}`), 'a.docx')
    expect(unread).toEqual([named])
    expect(proofread(text, { unread }).findings.map((f) => [f.kind, f.severity, f.message])).toEqual([
      ['limit', 'note', `文件里还有${named}，没有读，其中如果有数，请另行核对。`],
    ])
  })

  it('names headers and footers as not read when they say more than a date and the number of the page', async () => {
    const footer = (text: string) =>
      word('<w:p/>', { footer: `<w:ftr xmlns:w="urn:w"><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:ftr>` })
    expect((await readDocument(footer('2025年12月 第3页 共12页'), 'a.docx')).unread).toEqual([])
    expect((await readDocument(footer('— 3 —'), 'a.docx')).unread).toEqual([])
    expect((await readDocument(footer('全镇共7户'), 'a.docx')).unread).toEqual(['页眉页脚'])
  })

  it('reads text in CDATA sections as it stands', async () => {
    const bytes = word('<w:p><w:r><w:t><![CDATA[A&B <共7户>]]></w:t></w:r></w:p>')
    expect((await readDocument(bytes, 'a.docx')).text).toBe('A&B <共7户>')
  })

  it('reads .txt as UTF-8, GB18030 or UTF-16', async () => {
    const gb = Uint8Array.from([0xb9, 0xb2, 0x31, 0x32, 0xbb, 0xa7])
    expect((await readDocument(gb, 'a.txt')).text).toBe('共12户')
    expect((await readDocument(utf8('\uFEFF共12户\r\n完'), 'a.md')).text).toBe('共12户\n完')
    const utf16 = new Uint8Array([
      0xff,
      0xfe,
      ...new Uint8Array(Uint16Array.from([...'共12户'].map((c) => c.charCodeAt(0))).buffer),
    ])
    expect((await readDocument(utf16, 'a.txt')).text).toBe('共12户')
  })

  it('refuses what it cannot read, and says what to do', async () => {
    const compound = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0])
    expect(await refusalOf(readDocument(compound, 'a.docx'))).toBe('file.password')
    expect(await refusalOf(readDocument(compound, 'a.doc'))).toBe('file.password')
    expect(await refusalOf(readDocument(utf8('不是'), 'a.docx'))).toBe('file.damaged')
    expect(await refusalOf(readDocument(utf8('%PDF-1.7'), 'a.pdf'))).toBe('document.kind')
    expect(await refusalOf(readDocument(new Uint8Array(), 'a.txt'))).toBe('file.empty')
    expect(await refusalOf(readDocument(Uint8Array.from([0, 1, 2, 0xff]), 'a.txt'))).toBe('file.encoding')
    expect(await refusalOf(readDocument(writeZip([pack('mimetype', utf8('x'))]), 'a.docx'))).toBe('document.not_word')
  })

  it('refuses every cut-off and every bit flipped in the XML of a real file, and never breaks', async () => {
    const bytes = await report()
    for (let length = 4; length < bytes.length; length += 97)
      expect(await refusalOf(readDocument(bytes.subarray(0, length), 'a.docx'))).toMatch(/^(document|file)\./)
    const entries = filesOf(bytes)
    const main = entries.find((e) => e.name === 'word/document.xml')
    if (!main) throw new Error('no main document')
    const spoilt = writeZip(entries.map((e) => (e === main ? { ...e, crc: (e.crc ^ 1) >>> 0 } : e)))
    expect(await refusalOf(readDocument(spoilt, 'a.docx'))).toBe('file.damaged')
  })

  it('refuses bombs, passwords and document types without unpacking them', async () => {
    const bomb = pack('word/document.xml', new Uint8Array(50 * 1024 * 1024))
    expect(await refusalOf(readDocument(writeZip([bomb]), 'a.docx'))).toBe('file.too_large')
    const lying = { ...bomb, size: 10 }
    expect(await refusalOf(readDocument(writeZip([lying]), 'a.docx'))).toBe('file.damaged')
    const locked = { ...pack('word/document.xml', utf8('x')), flags: 1 }
    expect(await refusalOf(readDocument(writeZip([locked]), 'a.docx'))).toBe('file.password')
    const typed = pack('word/document.xml', utf8('<!DOCTYPE a [<!ENTITY b "c">]><w:document xmlns:w="urn:w"/>'))
    expect(await refusalOf(readDocument(writeZip([typed]), 'a.docx'))).toBe('file.doctype')
    const deep = pack('word/document.xml', utf8(`<w:document xmlns:w="urn:w">${'<w:p>'.repeat(5000)}`))
    expect(await refusalOf(readDocument(writeZip([deep]), 'a.docx'))).toBe('document.too_deep')
  })
})

describe('writing comments into a .docx', () => {
  it('marks each finding at its place, keeps the text, and leaves every other file byte for byte', async () => {
    const bytes = await report()
    const { text } = await readDocument(bytes, 'a.docx')
    const { findings } = proofread(text)
    expect(findings.map((f) => f.kind)).toEqual(['part-whole', 'punctuation'])
    const commented = comment(bytes, findings)
    expect((await readDocument(commented, 'a.docx')).text).toBe(text)
    const { xml } = openPackage(commented)
    expect(markedText(xml)).toEqual([first.slice(0, -1), '7。7万元'])
    const before = new Map(filesOf(bytes).map((e) => [e.name, e]))
    const changed = filesOf(commented).filter((e) => before.get(e.name)?.crc !== e.crc)
    expect(changed.map((e) => e.name).sort()).toEqual(
      ['[Content_Types].xml', 'word/_rels/document.xml.rels', 'word/comments.xml', 'word/document.xml'].filter(
        (name) => name !== '[Content_Types].xml' || !before.has('word/comments.xml'),
      ),
    )
  })

  it('adds to comments that are there, with numbers of its own', async () => {
    const bytes = await report()
    const finding = proofread((await readDocument(bytes, 'a.docx')).text).findings.slice(0, 1)
    const twice = comment(comment(bytes, finding), finding)
    const entry = filesOf(twice).find((e) => e.name === 'word/comments.xml')
    const xml = entry ? xmlOf(entry) : ''
    const ids = [...xml.matchAll(/<w:comment\b[^>]*w:id="(\d+)"/g)].map((m) => m[1])
    expect(ids.length).toBe(2)
    expect(new Set(ids).size).toBe(2)
    expect(markedText(openPackage(twice).xml)).toEqual([first.slice(0, -1), first.slice(0, -1)])
  })

  it('cuts runs at entities and keeps their look', async () => {
    const bytes = await report()
    const { text } = await readDocument(bytes, 'a.docx')
    const start = text.indexOf('&B')
    const finding = {
      kind: 'quotes',
      severity: 'note',
      quote: '&B',
      start,
      end: start + 2,
      message: '<看>',
      numbers: [],
    } as const
    const commented = comment(bytes, [{ ...finding, numbers: [] }])
    expect(markedText(openPackage(commented).xml)).toEqual(['&B'])
    expect((await readDocument(commented, 'a.docx')).text).toBe(text)
  })

  it('puts what is found in a footnote at the place that refers to it', async () => {
    const note = (id: number, text: string) =>
      `<w:footnote w:id="${id}"><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:footnote>`
    const footnotes = `<w:footnotes xmlns:w="urn:w">${note(-1, '')}${note(2, '共3户')}${note(3, first)}</w:footnotes>`
    const bytes = word('<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="3"/></w:r></w:p>', { footnotes })
    const { text } = await readDocument(bytes, 'a.docx')
    const { findings } = proofread(text)
    expect(findings.map((f) => f.kind)).toEqual(['part-whole'])
    const commented = comment(bytes, findings)
    expect(openPackage(commented).xml).toContain(
      '<w:commentRangeStart w:id="0"/><w:r><w:footnoteReference w:id="3"/></w:r><w:commentRangeEnd w:id="0"/>',
    )
    expect((await readDocument(commented, 'a.docx')).text).toBe(text)
  })

  it('names the comments of a strict document as strict documents do', async () => {
    const strict = 'http://purl.oclc.org/ooxml/wordprocessingml/main'
    const bytes = word(`<w:p><w:r><w:t>${first}</w:t></w:r></w:p>`, {}, strict)
    const { findings } = proofread((await readDocument(bytes, 'a.docx')).text)
    const files = filesOf(comment(bytes, findings))
    const read = (name: string) =>
      files
        .filter((e) => e.name === name)
        .map(xmlOf)
        .join()
    expect(read('word/_rels/document.xml.rels')).toContain(
      'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/comments"',
    )
    expect(read('word/comments.xml')).toContain(`xmlns:w="${strict}"`)
  })

  it('opens in LibreOffice with the comments in it', async ({ skip }) => {
    if (!hasWriter) skip('LibreOffice Writer is not installed')
    const folder = mkdtempSync(join(tmpdir(), 'comments-'))
    try {
      const bytes = await report()
      const commented = comment(bytes, proofread((await readDocument(bytes, 'a.docx')).text).findings)
      writeFileSync(join(folder, 'a.docx'), commented)
      const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
      spawnSync('soffice', [profile, '--headless', '--convert-to', 'fodt', '--outdir', folder, join(folder, 'a.docx')])
      const flat = readFileSync(join(folder, 'a.fodt'), 'utf8')
      expect(flat.match(/<office:annotation /g)?.length).toBe(2)
      expect(flat).toContain('分项与总数')
    } finally {
      rmSync(folder, { recursive: true })
    }
  }, 120_000)
})

/** The text between the marks of each comment, in the order in which the comments start. */
function markedText(xml: string): string[] {
  return [...xml.matchAll(/<w:commentRangeStart w:id="(\d+)"\/>/g)].map((match) => {
    const end = xml.indexOf(`<w:commentRangeEnd w:id="${match[1]}"/>`)
    const inside = xml.slice(match.index, end)
    const text = [...inside.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((m) => m[1]).join('')
    return text.replaceAll('&amp;', '&')
  })
}
