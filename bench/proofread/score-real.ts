/**
 * Scores the proofreader on the texts after real documents: `npx tsx bench/proofread/score-real.ts dev|unread [--misses]`.
 * `--misses` prints what was wrong or missed; never use it on the part `unread` before its last measurement.
 */
import { plainDocument } from '#proofread/document.ts'
import { type Finding, type Proofreading, proofread as proofreadText } from '#proofread/proofread.ts'
import { loadReal, type RealRelation, type RealText } from './real.ts'
import { figuresOf, freshSlips } from './slips.ts'

const part = process.argv.includes('unread') ? 'unread' : 'dev'
const showMisses = process.argv.includes('--misses')
const texts = loadReal(part)

/** As a .txt is read that somebody uploads. */
const proofread = (text: string) => proofreadText(text, { year: 2024, tables: plainDocument(text).tables })

class Ratio {
  right = 0
  all = 0
  add(right: boolean): boolean {
    this.all++
    if (right) this.right++
    return right
  }
  toString(): string {
    return this.all ? `${((this.right / this.all) * 100).toFixed(1)} % (${this.right} of ${this.all})` : '—'
  }
}

const tallies = new Map<string, Ratio>()
function tally(name: string, right: boolean, miss: () => string): boolean {
  const ratio = tallies.get(name) ?? new Ratio()
  tallies.set(name, ratio)
  ratio.add(right)
  if (!right && showMisses && !name.startsWith(' ')) console.log(`  ${name}: ${miss()}`)
  return right
}

const around = (text: string, at: number, end = at) => text.slice(Math.max(0, at - 40), end + 40).replaceAll('\n', ' ')

/** A finding is about a figure where it lies in its place, or is one of its numbers. */
const touches = (finding: Finding, start: number, end: number) => finding.start < end && finding.end > start

function scoreQuantities({ id, text, quantities }: RealText, result: Proofreading): void {
  const found = new Map(result.quantities.map((q) => [q.start, q]))
  // Bare numbers in the cells of a table are figures of the table.
  for (const label of quantities.filter((q) => /[^\d.,]/.test(q.quote))) {
    const q = found.get(label.start)
    const right = q !== undefined && Math.abs(q.value - label.value) <= Math.abs(label.value) * 1e-9
    tally('quantities, recall', right, () => `${id} ${label.quote} ${around(text, label.start)}`)
    found.delete(label.start)
  }
  // Counts in Chinese numerals are not labelled.
  const extra = [...found.values()].filter((q) => /^\d/.test(q.quote))
  for (const _ of quantities) tally('quantities, precision', true, () => '')
  for (const q of extra) tally('quantities, precision', false, () => `${id} ${q.quote} ${around(text, q.start)}`)
}

const placesOf = (relation: RealRelation) =>
  figuresOf(relation)
    .map((f) => f.start)
    .sort((a, b) => a - b)
    .join()

function scoreRelations({ id, relations }: RealText, result: Proofreading): void {
  const labels = new Map(relations.map((r) => [placesOf(r), r]))
  const listed = new Set<string>()
  for (const r of result.relations.filter((one) => one.holds && one.kind !== 'listed' && one.kind !== 'yield')) {
    const places = [...r.parts, ...(r.whole ? [r.whole] : [])]
      .map((t) => t.start)
      .sort((a, b) => a - b)
      .join()
    // One of the parts of a labelled whole, or a price nobody wrote down, is no claim of its own.
    const aside = r.parts.length === 1 && r.kind === 'part-whole' && !labels.has(places)
    if (aside || (!r.whole && !labels.has(places))) continue
    if (!listed.has(places))
      tally('relations, precision', labels.has(places), () => `${id} ${r.kind} ${r.arithmetic} ${r.quote}`)
    listed.add(places)
  }
  for (const [places, r] of labels) {
    if (r.sign === '<' || !places || r.kind === 'listed') continue
    const right = listed.has(places)
    tally('relations, recall', right, () => `${id} ${r.kind}: ${r.parts.join('、')} = ${r.whole}`)
    tally(`  recall of ${r.kind}`, right, () => '')
  }
}

const prose = new Set(['news', 'village', 'project'])
const length = { prose: 0, dense: 0 }
const falseAlarms = { prose: 0, dense: 0 }

function scoreFindings({ id, style, text, slips }: RealText, findings: Finding[]): void {
  const kind = prose.has(style) ? 'prose' : 'dense'
  length[kind] += text.length
  const wrong = slips.flatMap((slip) => [slip.error, ...slip.breaks.flatMap(figuresOf)])
  for (const f of findings) {
    if (f.severity === 'note') continue
    const right = wrong.some((figure) => touches(f, figure.start, figure.start + figure.quote.length))
    tally(`${f.severity}s, precision`, right, () => `${id} ${f.kind} ${f.message} | ${around(text, f.start, f.end)}`)
    if (!right) falseAlarms[kind]++
  }
  for (const slip of slips) {
    const figures = [slip.error, ...slip.breaks.flatMap(figuresOf)]
    const hit = (list: Finding[]) =>
      list.some((f) => figures.some((q) => touches(f, q.start, q.start + q.quote.length)))
    const told = findings.filter((f) => f.severity !== 'note')
    const what = () =>
      `${id} ${slip.how} ${slip.breaks.map((b) => `${b.kind} ${b.parts.join('、')}=${b.whole}`).join('; ')}`
    tally('printed slips found', hit(told), what)
    tally('printed slips found as errors', hit(told.filter((f) => f.severity === 'error')), () => '-')
  }
}

/** What is said of each text as it was written. */
const said = new Map<RealText, ReadonlySet<string>>()
for (const text of texts) {
  const result = proofread(text.text)
  said.set(text, new Set(result.findings.map((f) => f.message)))
  scoreQuantities(text, result)
  if (!text.slips.length) scoreRelations(text, result)
  scoreFindings(text, result.findings)
}

for (const { text, changed, how, figure, written, broken } of freshSlips(texts, { passage: 3, document: 40 })) {
  const before = said.get(text)
  const findings = proofread(changed).findings.filter((f) => f.severity !== 'note')
  const shift = written.length - figure.quote.length
  const places = broken.flatMap(figuresOf).map((q) => {
    const start = q.start > figure.start ? q.start + shift : q.start
    return [start, start + (q === figure ? written : q.quote).length] as const
  })
  const hits = findings.filter((f) => places.some(([start, end]) => touches(f, start, end)))
  for (const f of findings) {
    const fresh = hits.includes(f) || !before?.has(f.message)
    if (fresh)
      tally(
        `${f.severity}s, precision`,
        hits.includes(f),
        () => `${text.id} after ${figure.quote}→${written} ${f.message}`,
      )
  }
  const what = () =>
    `${text.id} ${how} ${figure.quote}→${written} ${broken.map((b) => `${b.kind} ${b.parts.join('、')}=${b.whole}`).join('; ')}`
  tally('fresh slips found', hits.length > 0, what)
  tally(
    'fresh slips found as errors',
    hits.some((f) => f.severity === 'error'),
    () => '-',
  )
  tally(`  found of ${how}`, hits.length > 0, () => '')
  for (const kind of new Set(broken.map((b) => b.kind))) tally(`  found in ${kind}`, hits.length > 0, () => '')
}

console.log(`\n${part}: ${texts.length} texts, ${length.prose + length.dense} characters`)
for (const [name, ratio] of [...tallies].sort()) console.log(`${name.padEnd(34)} ${ratio}`)
for (const kind of ['prose', 'dense'] as const)
  console.log(
    `false alarms in 10,000 characters, ${kind}: ${((falseAlarms[kind] / length[kind]) * 10_000).toFixed(2)} (${falseAlarms[kind]} in ${length[kind]})`,
  )
