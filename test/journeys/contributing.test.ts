/** CONTRIBUTING's worked example, done as it is written: its code in a copy of the declarations, its file through its commands. */
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packageRoot } from '../../src/worker-file.ts'
import { demoCopy } from '../support/demo.ts'

const root = packageRoot()
let page: string
let copy: string
let data: string

/** The fenced blocks of one kind, in order. */
const blocks = (kind: string): string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${kind}\\n([\\s\\S]*?)\`\`\``, 'g'))].map((match) => match[1]!)

/** Runs commands over the changed declarations, in one process; what each printed. */
async function shouwang(...lines: readonly (readonly string[])[]): Promise<{ code: number; said: string }[]> {
  const program = `
    import { run } from '#cli/run.ts'
    import { township } from '#township/index.ts'
    const told = []
    for (const argv of ${JSON.stringify(lines)}) {
      let said = ''
      const stream = { write: (text) => { said += text } }
      told.push({ code: await run(argv, { content: township }, { out: stream, err: stream }), said })
    }
    console.log(JSON.stringify(told))`
  await writeFile(join(copy, 'program.ts'), program)
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'program.ts'], {
    cwd: copy,
    env: { ...process.env, DATABASE_URL: '' },
  })
  return JSON.parse(stdout.trim().split('\n').at(-1)!)
}

beforeAll(async () => {
  page = await readFile(join(root, 'CONTRIBUTING.md'), 'utf8')
  await mkdir(join(root, '.cache'), { recursive: true })
  copy = await mkdtemp(join(root, '.cache', 'contributing-'))
  data = await demoCopy()
  await cp(join(root, 'township'), join(copy, 'township'), { recursive: true })
  await cp(join(root, 'package.json'), join(copy, 'package.json'))
  for (const folder of ['src', 'demo', 'dist']) await symlink(join(root, folder), join(copy, folder), 'junction')
}, 300_000)

afterAll(async () => {
  await rm(copy, { recursive: true, force: true })
  await rm(data, { recursive: true, force: true })
})

test('the ledger, the indicators, the line and the sentence of the page work as the page says', async () => {
  const health = (name: string) => join(copy, 'township', 'health', name)
  const change = async (name: string, by: (text: string) => string) => {
    const text = await readFile(health(name), 'utf8')
    const changed = by(text)
    expect(changed, name).not.toBe(text)
    await writeFile(health(name), changed)
  }
  const [ledger, indicators, line, sentence] = blocks('ts')
  await writeFile(health('clinic-day.ledger.ts'), ledger!)
  await change('indicators.ts', (text) => {
    const [first, ...rest] = indicators!.split('\n')
    return `${first}\n${text}\n${rest.join('\n')}`
  })
  await change('line.ts', (text) => {
    const [first, , ...rest] = line!.split('\n')
    const added = rest.join('\n')
    return `${first}\n${text.replace(/ {2}ledgers: [\s\S]*?\],\n {2}indicators: [\s\S]*?\],\n/, added)}`
  })
  await change('section.ts', (text) => text.replace(/(?=基本医保、大病保险)/, () => sentence!.trim()))
  await writeFile(join(copy, '义诊.csv'), blocks('csv')[0]!)

  const commands = blocks('sh')
    .find((block) => block.includes('clinic_day'))!
    .split('\n')
    .filter((command) => command.startsWith('npx shouwang ') && !command.includes(' demo '))
    .map((command) => command.slice('npx shouwang '.length).replace('--data try', `--data ${data}`).split(' '))
  expect(commands).toHaveLength(4)
  const again = commands[0]!
  const [imported, figures, rows, report, repeated] = await shouwang(...commands, again)

  expect(imported).toMatchObject({ code: 1, said: expect.stringMatching(/新增 2 行.*退回 1 行/) })
  expect(imported!.said).toContain('这一天不存在')
  expect(figures!.said).toMatch(/义诊活动[^\n]*2次/)
  expect(figures!.said).toMatch(/义诊接诊[^\n]*214人次/)
  expect(rows).toMatchObject({ code: 0, said: expect.stringContaining('126') })
  expect(report!.said).toContain('组织义诊2次，接诊214人次；')
  expect(repeated!.said).toMatch(/新增 0 行.*相同 2 行/)
}, 300_000)

test('what the page says of mistakes is what comes', async () => {
  const said = page.match(/\| 忘了列进 `line.ts` \| (.*) \|/)?.[1]
  expect(said).toBeDefined()
  const path = join(copy, 'township', 'health', 'line.ts')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace('seriousIllness, clinicDay]', 'seriousIllness]'))
  const [refused] = await shouwang(['figures', '--year', '2025', '--data', data])
  await writeFile(path, text)
  expect(refused!.code).toBe(1)
  expect(refused!.said).toContain(said)
}, 120_000)
