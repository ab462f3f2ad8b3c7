/**
 * Counts the patterns of relations in published papers: `npx tsx bench/proofread/calibrate.ts FOLDER [--alarms]`.
 * What is printed there is nearly free of mistakes, so an alarm is nearly always the fault of its pattern. `--alarms` prints
 * each one, to be judged by eye. The texts stay where they are; only the table goes into README.md.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Judgement, Severity } from '#proofread/findings.ts'
import { type Pattern, patterns } from '#proofread/patterns.ts'
import { judgementsOf, proofread } from '#proofread/proofread.ts'

interface Count {
  holding: number
  alarms: Record<Severity, number>
}

const counts = new Map<Pattern, Count>()
const others = new Map<string, number>()
const folder = process.argv[2] ?? ''
const showAlarms = process.argv.includes('--alarms')
let characters = 0

function add(judgement: Judgement): void {
  const count = counts.get(judgement.pattern) ?? { holding: 0, alarms: { error: 0, doubt: 0, note: 0 } }
  counts.set(judgement.pattern, count)
  if (judgement.finding) count.alarms[judgement.finding.severity]++
  else count.holding++
}

for (const file of readdirSync(folder).sort()) {
  if (!file.endsWith('.txt')) continue
  const text = readFileSync(join(folder, file), 'utf8')
  characters += text.length
  for (const judgement of judgementsOf(text)) add(judgement)
  for (const finding of proofread(text).findings) {
    if (finding.severity === 'note') continue
    const key = `${finding.severity} ${finding.kind}`
    others.set(key, (others.get(key) ?? 0) + 1)
    const from = Math.max(0, finding.start - 50, finding.end - 160)
    if (showAlarms && finding.kind !== 'quotes')
      console.log(
        `${file} ${key}: ${finding.message}\n    ${text.slice(from, finding.end + 30).replaceAll('\n', ' ')}\n`,
      )
  }
}

console.log(`${characters} characters\n`)
console.log('| pattern | like | instances | hold | error | doubt | note | alarms of 100 | may tell |')
console.log('| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |')
for (const [name, { like, most }] of Object.entries(patterns)) {
  const { holding, alarms } = counts.get(name as Pattern) ?? { holding: 0, alarms: { error: 0, doubt: 0, note: 0 } }
  const told = alarms.error + alarms.doubt
  const instances = holding + told + alarms.note
  const rate = instances ? ((told / instances) * 100).toFixed(1) : '—'
  console.log(
    `| ${name} | ${like} | ${instances} | ${holding} | ${alarms.error} | ${alarms.doubt} | ${alarms.note} | ${rate} | ${most} |`,
  )
}
console.log(`\nFindings above a note: ${[...others].map(([key, n]) => `${key} ${n}`).join(', ')}`)
