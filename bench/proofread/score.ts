/**
 * Scores the proofreader on the corpus: `npx tsx bench/proofread/score.ts [dev|held-out] [--misses]`.
 * Prints precision and recall for quantities, relations and errors, each per kind, and the speed.
 */
import { kindNames, type Proofreading, proofread, type Relation } from '#proofread/proofread.ts'
import { type LabelledRelation, loadCorpus, type Passage } from './corpus.ts'
import { harmless, type Mutant, mutants, seeded } from './mutate.ts'

/** Right, wrong and missed of one kind. */
interface Tally {
  right: number
  wrong: number
  missed: number
}

const showMisses = process.argv.includes('--misses')
const wanted = process.argv.find((a) => a === 'dev' || a === 'held-out')

function tallyOf(tallies: Map<string, Tally>, kind: string): Tally {
  const tally = tallies.get(kind) ?? { right: 0, wrong: 0, missed: 0 }
  tallies.set(kind, tally)
  return tally
}

function miss(passage: Passage, what: string): void {
  if (showMisses) console.log(`  ${passage.id} ${what}`)
}

function scoreQuantities(passage: Passage, result: Proofreading, tallies: Map<string, Tally>): void {
  const left = new Set(result.quantities)
  for (const label of passage.quantities) {
    const found = [...left].find(
      (q) => q.start === label.start && q.quote === label.quote && close(q.value, label.value),
    )
    if (found) {
      left.delete(found)
      tallyOf(tallies, '数量').right++
    } else {
      tallyOf(tallies, '数量').missed++
      miss(passage, `数量未识别 ${label.quote}`)
    }
  }
  for (const q of left) {
    tallyOf(tallies, '数量').wrong++
    miss(passage, `多认数量 ${q.quote}=${q.value}`)
  }
}

function close(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.abs(b) * 1e-9
}

function scoreRelations(passage: Passage, result: Proofreading, tallies: Map<string, Tally>): void {
  const left = result.relations.filter((r) => r.holds)
  for (const label of passage.relations) {
    const at = left.findIndex((r) => sameRelation(r, label))
    if (at >= 0) {
      left.splice(at, 1)
      tallyOf(tallies, label.kind).right++
    } else {
      tallyOf(tallies, label.kind).missed++
      miss(passage, `关系未列出 ${label.kind}: ${label.parts.join('、')} ${label.sign} ${label.whole}`)
    }
  }
  for (const r of left) {
    tallyOf(tallies, r.kind).wrong++
    miss(passage, `多列关系 ${r.kind}: ${r.arithmetic}`)
  }
}

function sameRelation(relation: Relation, label: LabelledRelation): boolean {
  if (relation.kind !== label.kind || (relation.whole?.quote ?? '') !== label.whole) return false
  const quotes = relation.parts.map((p) => p.quote).sort()
  return quotes.join('|') === [...label.parts].sort().join('|')
}

/** Natural errors: every labelled one must be found; an `error` that is not labelled is false. */
function scoreErrors(passage: Passage, result: Proofreading, tallies: Map<string, Tally>): void {
  const left = new Set(result.findings.filter((f) => f.severity === 'error'))
  for (const label of passage.errors) {
    const at = passage.text.indexOf(label.quote)
    // One mistake may be told as a sum that is off or as a unit that is wrong; either shows the writer the place.
    const there = result.findings.filter((f) => f.start < at + label.quote.length && f.end > at)
    const found = there.find((f) => f.kind === label.kind) ?? there.find((f) => f.severity !== 'note')
    if (found) {
      left.delete(found)
      tallyOf(tallies, label.kind).right++
    } else {
      tallyOf(tallies, label.kind).missed++
      miss(passage, `差错未发现 ${label.kind}: ${label.quote}`)
    }
  }
  for (const f of left) {
    tallyOf(tallies, f.kind).wrong++
    miss(passage, `误报 ${f.kind}: ${f.message}`)
  }
}

interface MutantScore {
  found: number
  asError: number
  total: number
}

const mutantScores = new Map<string, MutantScore>()
let trueErrors = 0
let falseErrors = 0
let doubtsOnSound = 0

function scoreMutant(mutant: Mutant, before: Proofreading): void {
  const result = proofread(mutant.text, { year: 2024 })
  const { text, at, slip } = mutant
  // A part that is gone can only be missed by the sentence that it is gone from.
  const from = slip === 'dropped' ? text.lastIndexOf('。', at - 1) + 1 : at - 1
  const to = slip === 'dropped' ? (text + '。').indexOf('。', at) : at + 8
  const hits = result.findings.filter((f) => f.start <= to && f.end >= from)
  const fresh = result.findings.filter(
    (f) => !hits.includes(f) && !before.findings.some((b) => b.message === f.message),
  )
  trueErrors += hits.filter((f) => f.severity === 'error').length
  for (const f of fresh.filter((x) => x.severity === 'error')) {
    falseErrors++
    miss(mutant.passage, `改动别处误报 ${f.kind}: ${f.message}`)
  }
  // A part that is gone from an open list can only be guessed at; it is counted, and told apart.
  const all = mutant.slip === 'dropped' ? ['全部'] : ['全部', '全部，漏写一项除外']
  for (const key of [`改法 ${mutant.slip}`, `关系 ${mutant.relation.kind}`, ...all]) {
    const score = mutantScores.get(key) ?? { found: 0, asError: 0, total: 0 }
    score.total++
    if (hits.some((f) => f.severity !== 'note')) score.found++
    if (hits.some((f) => f.severity === 'error')) score.asError++
    mutantScores.set(key, score)
  }
  if (!hits.some((f) => f.severity !== 'note'))
    miss(
      mutant.passage,
      `改错未发现 ${mutant.slip} ${mutant.relation.kind}: ${mutant.text.slice(Math.max(0, mutant.at - 12), mutant.at + 16)}`,
    )
}

function percent(part: number, whole: number): string {
  return whole ? `${((part / whole) * 100).toFixed(1)}%` : '—'
}

function print(title: string, tallies: Map<string, Tally>): void {
  console.log(`\n${title}`)
  const all: Tally = { right: 0, wrong: 0, missed: 0 }
  for (const [kind, t] of [...tallies].sort()) {
    all.right += t.right
    all.wrong += t.wrong
    all.missed += t.missed
    line((kindNames as Record<string, string>)[kind] ?? kind, t)
  }
  if (tallies.size > 1) line('合计', all)
}

function line(name: string, t: Tally): void {
  console.log(
    `  ${name.padEnd(8, '\u3000')} 查准 ${percent(t.right, t.right + t.wrong)}　查全 ${percent(t.right, t.right + t.missed)}　（对${t.right} 多${t.wrong} 漏${t.missed}）`,
  )
}

for (const split of ['dev', 'held-out'] as const) {
  if (wanted && split !== wanted) continue
  const passages = loadCorpus().filter((p) => p.split === split)
  const [quantities, relations, errors] = [new Map<string, Tally>(), new Map<string, Tally>(), new Map<string, Tally>()]
  mutantScores.clear()
  trueErrors = falseErrors = doubtsOnSound = 0
  const random = seeded(20260101)
  for (const passage of passages) {
    const result = proofread(passage.text, { year: 2024 })
    scoreQuantities(passage, result, quantities)
    scoreRelations(passage, result, relations)
    scoreErrors(passage, result, errors)
    if (passage.errors.length) continue
    doubtsOnSound += result.findings.filter((f) => f.severity === 'doubt').length
    const alreadyWrong = result.findings.filter((f) => f.severity === 'error').length
    for (const text of harmless(passage)) {
      const rewritten = proofread(text, { year: 2024 }).findings
      // A rewriting must not make errors; one that was told of the passage itself is counted there, once.
      const now = rewritten.filter((f) => f.severity === 'error').length
      falseErrors += Math.max(0, now - alreadyWrong)
      for (const f of rewritten)
        if (f.severity !== 'note') miss(passage, `改写后误报 ${f.severity} ${f.kind}: ${f.message}`)
    }
    for (const mutant of mutants(passage, random)) scoreMutant(mutant, result)
  }
  const natural = [...errors.values()].reduce(
    (a, t) => ({ right: a.right + t.right, wrong: a.wrong + t.wrong, missed: 0 }),
    {
      right: 0,
      wrong: 0,
      missed: 0,
    },
  )
  console.log(`\n=== ${split}：${passages.length}段 ===`)
  print('数量', quantities)
  print('成立的关系', relations)
  print('原有差错', errors)
  console.log('\n改错一处后')
  for (const [key, s] of [...mutantScores].sort())
    console.log(
      `  ${key.padEnd(14)} 发现 ${percent(s.found, s.total)}　作为错误 ${percent(s.asError, s.total)}　（${s.total}）`,
    )
  const right = trueErrors + natural.right
  const wrong = falseErrors + natural.wrong
  console.log(`\n错误级提示查准 ${percent(right, right + wrong)}（对${right} 误${wrong}，含改写后不应报错的文本）`)
  console.log(`无差错段落上的疑问 ${doubtsOnSound}条`)
}

const sample = loadCorpus()
  .map((p) => p.text)
  .join('\n')
const long = sample.repeat(Math.ceil(10_000 / sample.length)).slice(0, 10_000)
const started = performance.now()
proofread(long)
console.log(`\n一万字用时 ${(performance.now() - started).toFixed(0)} 毫秒`)
