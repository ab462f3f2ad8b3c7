/** The parts of an Office package and how they refer to each other. */
import { attribute, escapeXml, tokens, wholeXml } from '#xml.ts'
import { unpack, type ZipEntry } from '#zip.ts'

export type Parts = ReadonlyMap<string, ZipEntry>

export function partsOf(entries: readonly ZipEntry[]): Parts {
  return new Map(entries.map((entry) => [partName(entry.name), entry]))
}

/** The part that holds the workbook, by its relation to the package and not by its usual place; undefined where there is none. */
export function workbookPart(parts: Parts): string | undefined {
  const main = [...relations(parts, '').values()].find((one) => one.type === 'officeDocument')?.part
  return [main, 'xl/workbook.xml'].find((part) => /<([\w.-]+:)?workbook[\s>]/.test(textOfPart(parts, part) ?? ''))
}

/** Names of parts are compared without case, from the root; some writers put backslashes. */
function partName(name: string): string {
  const steps: string[] = []
  for (const step of name.toLowerCase().split(/[/\\]/)) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return steps.join('/')
}

export function textOfPart(parts: Parts, part: string | undefined): string | undefined {
  const entry = part === undefined ? undefined : parts.get(part)
  const content = entry && unpack(entry)
  return content instanceof Uint8Array ? withoutCdata(wholeXml(decodeXml(content))) : undefined
}

/** Text that a writer left unescaped between these marks, as others write it. */
function withoutCdata(xml: string): string {
  return xml.includes('<![CDATA[') ? xml.replace(/<!\[CDATA\[(.*?)\]\]>/gs, (_, text) => escapeXml(text)) : xml
}

function decodeXml(content: Uint8Array): string {
  const [first, second] = content
  const starts = (a: number, b: number) => first === a && second === b
  // Its first sign is a <, where no byte order mark stands before it.
  const encoding =
    starts(0xff, 0xfe) || starts(0x3c, 0) ? 'utf-16le' : starts(0xfe, 0xff) || starts(0, 0x3c) ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding).decode(content)
}

/** What a part refers to, by the id of the relation; `''` is the package itself. */
export function relations(parts: Parts, of: string): Map<string, { type: string; part: string }> {
  const folder = of.slice(0, of.lastIndexOf('/') + 1)
  const xml = textOfPart(parts, `${folder}_rels/${of.slice(folder.length)}.rels`) ?? ''
  return new Map(
    elements(xml, 'Relationship').map((tag) => {
      const type = attribute(tag, 'Type') ?? ''
      const target = attribute(tag, 'Target') ?? ''
      return [
        attribute(tag, 'Id') ?? '',
        {
          type: type.slice(type.lastIndexOf('/') + 1),
          part: partName(/^[/\\]/.test(target) ? target : folder + target),
        },
      ]
    }),
  )
}

export const localName = (name: string) => name.slice(name.indexOf(':') + 1)

/** The opening tags of this name, as written. */
export function elements(xml: string, name: string): string[] {
  const found: string[] = []
  for (const token of tokens(xml)) {
    if ((token.kind === 'open' || token.kind === 'empty') && localName(token.name) === name)
      found.push(xml.slice(token.start, token.end))
  }
  return found
}
