/**
 * `npx tsx bench/run.ts users [--scale 人数] [--minutes 几分钟]`: so many people at once in one office, against one person alone in the same run. The office is the
 * built program in a process of its own, asked over HTTP; each person lists, searches, opens, looks at figures and corrects, with a second
 * or so in between.
 */
import { spawn } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createAccount } from '#access/accounts.ts'
import { system } from '#store/actor.ts'
import { openEngine } from '#store/engine/open.ts'
import { openPostgres } from '#store/engine/postgres.ts'
import { openKeys } from '#store/keys.ts'
import { move } from '#store/move.ts'
import { openStore } from '#store/store.ts'
import { packageRoot } from '../src/worker-file.ts'
import { catalog, demoCopy, demoTownship } from '../test/support/demo.ts'
import { freshDatabase } from '../test/support/engine.ts'
import { withServer } from './places.ts'
import { times } from './timing.ts'

/** One person alone is asked for so long. */
const ALONE = 30_000
const MINUTE = 60_000
const THINK_MS = 1000
const password = '灶台上的铜壶冒热气'
const kinds = { list: '列表', search: '查找', row: '一户', figures: '问过的指标', save: '更正' } as const
type Kind = keyof typeof kinds
const mix: readonly Kind[] = [
  'list',
  'list',
  'list',
  'list',
  'search',
  'search',
  'search',
  'row',
  'row',
  'figures',
  'figures',
  'save',
]
/** Of the issue, at 50 people on a server; 15 on the embedded database may take twice as long. */
const goal: Partial<Record<Kind, number>> = { list: 100, search: 60, figures: 100, save: 120 }

export async function usersBench(scale: number, minutes: number): Promise<string[]> {
  const lines = [
    `每人平均隔 ${THINK_MS} 毫秒做一件事，做 ${minutes} 分钟；单位毫秒，“一个人”是同一轮里只有一个人时的 95%。`,
    '',
    '| 数据库 | 人数 | 做什么 | 次数 | 中位 | 95% | 99% | 目标 | 95% ÷ 一个人 | 出错 | 程序的内存：开始 → 每过一分钟 |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  ]
  lines.push(...(await office('内嵌数据库（PGlite）', Math.min(scale, 15), minutes, 2)))
  await withServer(async (url) => {
    const database = await freshDatabase(url)
    lines.push(...(await office('服务器（PostgreSQL）', Math.min(scale, 50), minutes, 1, database.url)))
    await database.drop()
  })
  return lines
}

async function office(name: string, people: number, minutes: number, slack: number, url?: string): Promise<string[]> {
  const data = await demoCopy()
  const from = await openEngine({ data })
  const to = url === undefined ? from : await openPostgres(url)
  if (to !== from) await move(from, to, catalog)
  const store = await openStore(to, catalog, { keys: await openKeys(data) })
  const logins = Array.from({ length: people }, (_, n) => `测${n}`)
  for (const login of logins) {
    const given = { login, name: login, role: 'office', areas: [demoTownship], password, chosen: true } as const
    await createAccount(store, system('测速', [demoTownship]), given)
  }
  await from.close()
  if (to !== from) await to.close()
  const program = spawn(
    process.execPath,
    [join(packageRoot(), 'dist', 'shouwang.js'), 'start', '--port', '8729', '--data', data],
    { env: { ...process.env, DATABASE_URL: url ?? '' }, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  try {
    await new Promise<void>((ready) =>
      program.stderr.on('data', (text) => String(text).includes('按 Ctrl+C') && ready()),
    )
    const office = 'http://127.0.0.1:8729'
    const cookies: string[] = []
    for (const login of logins) cookies.push(await signedIn(office, login))
    const rows = await households(office, cookies[0]!)
    const alone = await crowd(office, cookies.slice(0, 1), rows, 200, ALONE)
    const memories = [await memoryOf(program.pid!)]
    const looking = setInterval(() => void memoryOf(program.pid!).then((now) => memories.push(now)), MINUTE)
    const all = await crowd(office, cookies, rows, THINK_MS, minutes * MINUTE)
    clearInterval(looking)
    memories.push(await memoryOf(program.pid!))
    const memory = memories.join(' → ')
    return (Object.keys(kinds) as Kind[]).map((kind) => {
      const [one, many] = [alone.took[kind], all.took[kind]].map((took) => took.sort((a, b) => a - b))
      const at = (took: number[], share: number) =>
        took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0
      const aim = goal[kind] === undefined ? '' : String(goal[kind] * slack)
      const figures = [0.5, 0.95, 0.99].map((share) => at(many!, share).toFixed(1))
      const ratio = times(at(many!, 0.95), at(one!, 0.95))
      return `| ${[name, people, kinds[kind], many!.length, ...figures, aim, ratio, all.failed, memory].join(' | ')} |`
    })
  } finally {
    program.kill('SIGINT')
    await new Promise((ended) => program.once('exit', ended))
    await rm(data, { recursive: true, force: true })
  }
}

async function signedIn(office: string, login: string): Promise<string> {
  const reply = await fetch(`${office}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: office },
    body: JSON.stringify({ login, password }),
  })
  if (!reply.ok) throw new Error(await reply.text())
  return reply.headers.get('set-cookie')!.split(';')[0]!
}

async function households(office: string, cookie: string): Promise<string[]> {
  const reply = await fetch(`${office}/api/ledgers/household/rows`, { headers: { cookie } })
  const { rows } = (await reply.json()) as { rows: { id: string }[] }
  return rows.map(({ id }) => id)
}

/** Everybody at once for a while. Milliseconds of each answer, by what was done. */
async function crowd(
  office: string,
  cookies: readonly string[],
  rows: readonly string[],
  think: number,
  milliseconds: number,
) {
  const took: Record<Kind, number[]> = { list: [], search: [], row: [], figures: [], save: [] }
  let failed = 0
  const until = performance.now() + milliseconds
  const any = <T>(of: readonly T[]): T => of[Math.floor(Math.random() * of.length)]!
  const ask: Record<Kind, (cookie: string) => Promise<Response>> = {
    list: (cookie) =>
      fetch(`${office}/api/ledgers/${any(['household', 'person', 'visit', 'microloan', 'household_label'])}/rows`, {
        headers: { cookie },
      }),
    search: (cookie) =>
      fetch(`${office}/api/search?q=${encodeURIComponent(any(['王', '李秀', 'zxh', 'wh', '陈']))}`, {
        headers: { cookie },
      }),
    row: (cookie) => fetch(`${office}/api/subjects/household/${any(rows)}`, { headers: { cookie } }),
    figures: (cookie) => fetch(`${office}/api/figures?year=2025`, { headers: { cookie } }),
    save: (cookie) =>
      fetch(`${office}/api/rows/${any(rows)}/correct`, {
        method: 'POST',
        headers: { cookie, origin: office, 'content-type': 'application/json' },
        body: JSON.stringify({
          act: crypto.randomUUID(),
          reason: '测速',
          values: { phone: `139${String(Math.random()).slice(2, 10)}` },
        }),
      }),
  }
  const person = async (cookie: string) => {
    while (performance.now() < until) {
      await new Promise((done) => setTimeout(done, Math.random() * 2 * think))
      const kind = any(mix)
      const began = performance.now()
      const reply = await ask[kind](cookie)
      await reply.arrayBuffer()
      if (reply.ok) took[kind].push(performance.now() - began)
      else {
        failed++
        console.error(kind, reply.status)
      }
    }
  }
  await Promise.all(cookies.map(person))
  return { took, failed }
}

/** Resident memory, where the system tells it. */
async function memoryOf(pid: number): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = status.match(/VmRSS:\s+(\d+)/)?.[1]
  return kilobytes === undefined ? '？' : `${Math.round(Number(kilobytes) / 1000)} MB`
}
