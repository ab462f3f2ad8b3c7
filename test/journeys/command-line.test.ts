/**
 * The command line as a script uses it, over a real data folder: JSON out, exit codes that mean something; and as real processes.
 * The former beside an open office, because to open the folder for every command would be most of the work; the latter by themselves.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readTable } from '#capture/read.ts'
import { run } from '#cli/run.ts'
import { openEngine } from '#store/engine/open.ts'
import type { Engine } from '#store/engine.ts'
import { township } from '#township/index.ts'
import { packageRoot } from '../../src/worker-file.ts'
import { demoCopy } from '../support/demo.ts'

let data: string
let folder: string
let office: Engine

beforeAll(async () => {
  data = await demoCopy()
  folder = await mkdtemp(join(tmpdir(), 'shouwang-cli-'))
  office = await openEngine({ data })
}, 400_000)
afterAll(async () => {
  await office?.close()
  for (const path of [data, folder]) if (path) await rm(path, { recursive: true, force: true })
})

interface Ran {
  code: number
  out: string
  err: string
}

/** As `main.ts` runs it, with the streams caught. The made-up year and the server are not asked for here. */
async function shouwang(...args: string[]): Promise<Ran> {
  const ran = { out: '', err: '' }
  const notHere = () => Promise.reject(new Error('not asked for in this test'))
  const code = await run(
    [...args, '--data', data],
    { content: township, demo: notHere, serve: notHere },
    { out: { write: (text) => (ran.out += text) }, err: { write: (text) => (ran.err += text) } },
  )
  return { code, ...ran }
}

/** Runs with `--json` and expects success. */
// biome-ignore lint/suspicious/noExplicitAny: whatever the command says
async function json(...args: string[]): Promise<any> {
  const { code, out, err } = await shouwang(...args, '--json')
  expect(code, err || out).toBe(0)
  return JSON.parse(out)
}

describe('the command line', { timeout: 300_000 }, () => {
  it('prints what it was asked to part by village, each village under its name', async () => {
    const { code, out } = await shouwang('figures', 'microloan.amount', '--year', '2025', '--by', 'village')
    expect(code).toBe(0)
    const { areas } = await json('figures', 'microloan.amount', '--year', '2025', '--by', 'village')
    const [village] = Object.keys(areas)
    expect(Object.keys(areas).length).toBeGreaterThan(1)
    expect(out).toMatch(
      new RegExp(`村（${village}）\nmicroloan.amount\t[^\n]*${areas[village!]['microloan.amount'].said}`),
    )
    expect(out.match(/microloan.amount/g)).toHaveLength(Object.keys(areas).length + 1)
  })

  it('lists rules, judges everyone on the day that the books were left, and says of one why', async () => {
    const { rules } = await json('rules')
    expect(rules.length).toBeGreaterThan(25)
    expect(Object.keys(rules[0])).toEqual(['id', 'kind', 'about', 'says', 'basis', 'level', 'on'])
    const judged = await json('judge')
    expect(judged.day).toMatch(/^2025-12-/)
    expect(Object.keys(judged.rules).sort()).toEqual(rules.map(({ id }: { id: string }) => id).sort())
    // What holds is followed up: the same twice as once.
    expect(judged).toMatchObject({ closed: 0, leads: { closed: 0 } })
    const { leads, waiting } = await json('leads')
    expect([leads.length, waiting.length]).toEqual([judged.leads.opened, judged.waiting])
    expect(leads[0]).toMatchObject({ household: { ledger: 'household' }, due: expect.stringMatching(/^202/) })
    expect(await json('judge')).toMatchObject({ day: judged.day, opened: 0, closed: 0, waiting: judged.waiting })
    const { findings } = await json('findings', '--rule', 'risk.unsafe_water')
    expect(findings).toHaveLength(judged.rules['risk.unsafe_water'].yes)
    const told = await json('why', 'risk.unsafe_water', findings[0].subject.id)
    expect([told.verdict, told.missing]).toEqual(['yes', []])
    expect(told.tree).toBeDefined()
    // Nobody has set the line: of everyone it is unknown, and the line is what is missing.
    expect(judged.rules['risk.self_pay']).toMatchObject({ yes: 0, no: 0 })
    const unset = await json('why', 'risk.self_pay', findings[0].subject.id)
    expect(unset.verdict).toBe('unknown')
    expect(unset.missing.join()).toContain('还没有定值')
  })

  it('answers figures, and the rows whose sum each figure is', async () => {
    const figures = await json('figures', 'microloan.amount', 'employment.subsidy.people', '--year', '2025')
    expect(figures['microloan.amount']).toEqual({
      value: 595,
      unit: '万元',
      said: '595万元',
      rows: 141,
      missing: 0,
      flags: [],
    })
    expect(figures['employment.subsidy.people'].flags[0].code).toBe('unclassified')
    const { rows } = await json('rows', 'microloan.amount', '--year', '2025')
    expect(rows).toHaveLength(141)
    expect(rows.reduce((n: number, r: { contributes: number }) => n + r.contributes, 0)).toBeCloseTo(595, 6)
    expect(Object.keys(rows[0])).toEqual(expect.arrayContaining(['id', 'ledger', 'subject', 'values', 'contributes']))
  })

  it('corrects and voids with a reason, keeps the history, and says what has changed since a report was issued', async () => {
    const issued = await json('issue', 'annual-summary', '--year', '2025')
    const { rows } = await json('rows', 'donation.amount', '--year', '2025')
    expect((await shouwang('correct', rows[0].id, 'amount=12345')).err).toContain('原因')
    await json('correct', rows[0].id, 'amount=12345', '--reason', '对照票据更正')
    await json('void', rows[1].id, '--reason', '重复登记')
    const history = await json('history', rows[0].id)
    expect(history.versions.at(-1).act.reason).toBe('对照票据更正')
    const { changed } = await json('diff', issued.id)
    expect(changed.map((c: { figure: string }) => c.figure)).toEqual(['donation.amount'])
    expect(changed[0].rows.map((r: { row: string }) => r.row).sort()).toEqual([rows[0].id, rows[1].id].sort())
    const then = await json('figures', 'donation.amount', '--year', '2025', '--as-of', issued.moment)
    expect(then['donation.amount'].value).toBe(2.78)
    expect((await json('issued')).map((i: { id: string }) => i.id)).toEqual([issued.id])
  })

  it('takes the good rows of a file, gives back the bad ones marked, and changes nothing the second time', async () => {
    const file = join(folder, '捐赠.csv')
    await writeFile(
      file,
      '捐赠票据号,捐赠方,捐赠方类型,接收日期,捐赠形式,金额或折价,受赠地,用途\n' +
        'T-1,某企业,定点帮扶单位,2025.3.5,捐款,1000,990101201,助学\n' +
        'T-2,某企业,定点帮扶单位,2025-02-30,捐款,7。7,990101201,助学\n' +
        'T-3,某企业,定点帮扶单位,2025年6月1日,捐款,0.2万元,云禾乡,助学\n',
    )
    const before = (await json('figures', 'donation.amount', '--year', '2025'))['donation.amount'].value
    const first = await shouwang('import', 'donation', file, '--json')
    expect(first.code).toBe(1)
    const result = JSON.parse(first.out)
    expect([result.added, result.known, result.bad.length]).toEqual([2, 0, 1])
    expect(result.bad[0].row).toBe(3)
    expect(result.marked).toBe(join(folder, '捐赠-退回.xlsx'))
    const back = await readTable(await readFile(result.marked), '捐赠-退回.xlsx')
    expect(JSON.stringify(back.sheets)).toContain('这一天不存在')
    const again = JSON.parse((await shouwang('import', 'donation', file, '--json')).out)
    expect([again.added, again.known]).toEqual([0, 2])
    // Where the copy cannot be written, what is in the books is told all the same.
    const nowhere = await shouwang('import', 'donation', file, '--out', join(folder, '没有', '退回.xlsx'))
    expect([nowhere.code, nowhere.out]).toEqual([
      1,
      expect.stringMatching(/相同 2 行.*退回 1 行[\s\S]*退回的文件没有写成/),
    ])
    const after = (await json('figures', 'donation.amount', '--year', '2025'))['donation.amount'].value
    expect(after - before).toBeCloseTo(0.3, 6)
  })

  it('says how a missing column is filled, and fills it', async () => {
    const file = join(folder, '捐赠2.csv')
    await writeFile(
      file,
      '捐赠票据号,捐赠方,捐赠方类型,捐赠形式,金额或折价,受赠地\nT-9,某企业,定点帮扶单位,捐款,1,云禾乡\n',
    )
    const bare = await shouwang('import', 'donation', file, '--dry-run')
    expect([bare.code, bare.err]).toEqual([1, expect.stringContaining('缺少必填的栏目：接收日期、用途')])
    expect(bare.err).toContain('--fill 栏目=值')
    const fill = '接收日期=2025年3月5日,用途=助学'
    const filled = await shouwang('import', 'donation', file, '--dry-run', '--fill', fill)
    expect([filled.code, filled.out]).toEqual([0, expect.stringMatching(/新增 1 行[\s\S]*都填“助学”/)])
  })

  it('says that the places of another township are imported with its code', async () => {
    const file = join(folder, '区划.csv')
    await writeFile(file, '代码,名称,级别,有效起\n990101202,青禾乡,乡镇,2020-01-01\n')
    const { out } = await shouwang('import', 'area', file, '--dry-run')
    expect(out).toContain('没有写 --area，是按乡镇 990101201 导入的')
    expect((await shouwang('import', 'area', file, '--dry-run', '--area', '990101202')).out).toContain('新增 1 行')
  })

  it('writes the summary, its annex, a template, and finds the books whole', async () => {
    const [docx, xlsx, form] = [join(folder, '总结.docx'), join(folder, '附表.xlsx'), join(folder, '模板.xlsx')]
    await json('report', 'annual-summary', '--year', '2025', '--out', docx, '--annex', xlsx)
    // A village's: what has no records is told once, not figure by figure.
    const { out } = await shouwang('report', 'annual-summary', '--year', '2025', '--area', '990101201201')
    expect(out.match(/！另有 \d+ 个数是 0/g)).toHaveLength(1)
    expect(out).not.toContain('0 不等于没有')
    await json('template', 'microloan', '--out', form)
    for (const path of [docx, xlsx, form]) expect((await stat(path)).size).toBeGreaterThan(5000)
    expect(await json('verify')).toMatchObject({ ok: true, problems: [] })
  })

  it('proofreads a text, with no township and against this one', async () => {
    const file = join(folder, '稿子.txt')
    await writeFile(file, '全年发放小额贷款138户595万元。申报就业奖补1574人，其中县内411人、县外1059人、车间7人。')
    const { code, out } = await shouwang('proofread', file, '--year', '2025', '--json')
    const result = JSON.parse(out)
    expect(code).toBe(1)
    expect(result.findings.map((f: { message: string }) => f.message).join()).toContain('97')
    expect(result.ledgers.length).toBeGreaterThan(0)
  })

  it.each([
    [['figures', 'no.such', '--year', '2025'], '没有编号为“no.such”的指标'],
    [['figures', '--year', '二零二五'], '不是年度'],
    [['figures', '--year', '2025', '--as-of', '去年'], '不是时刻'],
    [['figures', '--year', '2025', '--area', '99'], '不是区划代码'],
    [['figures', '--year', '2025', '--area', '990101999'], '没有登记'],
    [['rows'], '指标编号'],
    [['history', 'x'], '没有编号为 x 的行'],
    [['import', 'donation', '/no/such/file.xlsx'], '打不开文件'],
    [['import', 'nothing', '/no/such/file.xlsx'], '打不开文件'],
    [['report', 'monthly', '--year', '2025'], '没有编号为“monthly”的报告'],
    [['diff', '0'], '没有编号为 0 的已签发报告'],
    [['demo'], '这里已经有账'],
    [['fly'], '没有“fly”这个命令'],
    [['figures', '--yeer', '2025'], '看不懂这个参数'],
  ])('refuses %j in words, with exit code 1', async (args, message) => {
    const { code, out, err } = await shouwang(...args)
    expect(code).toBe(1)
    expect(err + out).toContain(message)
    expect(err).not.toMatch(/\n\s+at /)
  })
})

describe('as a process', { timeout: 120_000 }, () => {
  beforeAll(() => office.close())

  /** Through a shell, as it is typed; `$1` is the program and `$2` the data folder. */
  function shell(line: string): Promise<Ran> {
    const child = spawn(
      'bash',
      ['-c', `set -o pipefail; ${line}`, 'bash', join(packageRoot(), 'dist/shouwang.js'), data],
      { env: { ...process.env, DATABASE_URL: '' } },
    )
    const ran = { out: '', err: '' }
    child.stdout.on('data', (chunk) => {
      ran.out += chunk
    })
    child.stderr.on('data', (chunk) => {
      ran.err += chunk
    })
    return new Promise((resolve) => child.on('close', (code) => resolve({ code: code ?? -1, ...ran })))
  }

  it('ends quietly with code 0 where the reader has read enough', async () => {
    const { code, out, err } = await shell('node "$1" rows employment.subsidy.people --year 2025 --data "$2" | head -1')
    expect([code, err]).toEqual([0, ''])
    expect(out.split('\n')).toHaveLength(2)
  })

  it('answers on stdout, complains on stderr, and its exit code says how it went', async () => {
    const whole = await shell('node "$1" accounts --json --data "$2"')
    expect([whole.code, JSON.parse(whole.out), whole.err]).toEqual([0, [], ''])
    const refused = await shell('node "$1" void x --data "$2"')
    expect([refused.code, refused.out]).toEqual([1, ''])
    expect(refused.err).toContain('--reason')
  })
})
