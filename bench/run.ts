/** `npx tsx bench/run.ts [名字] [--scale N] [--minutes N]`: prints the tables of README.md anew. Without a name, all of them. */
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { countyBench } from './county.ts'
import { figuresBench } from './figures.ts'
import { importBench } from './import.ts'
import { loadBench } from './load.ts'
import { usersBench } from './load-users.ts'
import { memoryBench } from './memory.ts'
import { rowsBench } from './rows.ts'
import { rulesBench } from './rules.ts'
import { scopeBench } from './scope.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { scale: { type: 'string', default: '30' }, minutes: { type: 'string', default: '1' } },
})

const benches: Record<string, (scale: number, minutes: number) => Promise<string[]>> = {
  figures: figuresBench,
  county: countyBench,
  rows: rowsBench,
  load: loadBench,
  users: usersBench,
  import: importBench,
  scope: scopeBench,
  memory: memoryBench,
  rules: rulesBench,
}

const wanted = positionals.length > 0 ? positionals : Object.keys(benches)
const load = () =>
  loadavg()
    .map((n) => n.toFixed(1))
    .join(' ')
for (const name of wanted) {
  const bench = benches[name]
  if (!bench) throw new Error(`没有叫“${name}”的测速，只有：${Object.keys(benches).join('、')}。`)
  console.log(`\n## ${name}（开始时负载 ${load()}）\n`)
  for (const line of await bench(Number(values.scale), Number(values.minutes))) console.log(line)
  console.log(`\n结束时负载 ${load()}`)
}
