/** 核数 as an office uses it: over the API, on its page in a real browser, and on the command line. */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Worker } from 'node:worker_threads'
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx'
import { type Browser, chromium, type Page, type Route } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createAccount, createLink, signIn } from '#access/accounts.ts'
import type { Decisions, Proofreading } from '#http/proofread/answers.ts'
import { type Served, serve } from '#http/serve.ts'
import type { ProblemShape } from '#http/shapes/problem.ts'
import { openPackage, xmlOf } from '#proofread/document.ts'
import { system } from '#store/actor.ts'
import { packageRoot } from '../../src/worker-file.ts'
import { chromiumFlags, chromiumPath } from '../support/chromium.ts'
import { type DemoOffice, demoOffice, demoTownship } from '../support/demo.ts'

const keeper = system('测试', [demoTownship])
const password = '水渠边的皂角树开花了'

/** The ledgers of the demonstration year say 7户 and 19人. */
const lines = [
  '全年确定监测对象9户19人。',
  '发放就业奖补1574人，其中县内务工411人、县外务工1059人、帮扶车间7人。',
  '产茧由去年的7.2万公斤增加到7.7万公斤，增长6.94%。',
  '修路投入资金138。5万元。',
]
const text = lines.join('\n')
const wordFile = async (of: readonly (string | Table)[]) => {
  const children = of.map((part) => (typeof part === 'string' ? new Paragraph(part) : part))
  return new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children }] })))
}

/** A head of two rows with merged cells, and a sum of households that is 1 too large. */
const wordTable = () => {
  const cell = (of: string, merged: { columnSpan?: number; rowSpan?: number } = {}) =>
    new TableCell({ children: [new Paragraph(of)], ...merged })
  const rows = [
    [cell('村名', { rowSpan: 2 }), cell('监测对象', { columnSpan: 2 }), cell('资金（万元）', { rowSpan: 2 })],
    [cell('户数'), cell('人数')],
    ...['河口村 13 39 12.5', '石桥村 12 35 8.25', '青山村 12 33 6.75', '合计 38 107 27.5'].map((line) =>
      line.split(' ').map((one) => cell(one)),
    ),
  ]
  return new Table({ rows: rows.map((children) => new TableRow({ children })) })
}
const pastedTable = ['村名\t脱贫户\t合计', '甲村\t11\t33', '乙村\t14\t41', '合计\t25\t174']

let office: DemoOffice
let served: Served
const pages = join(packageRoot(), 'dist', 'web', 'console')
const cookies = new Map<string, string>()

beforeAll(async () => {
  office = await demoOffice()
  // The machine that runs tests may have much else to do.
  const proofreading = { seconds: 120, megabytes: 512 }
  served = await serve(office.store, { port: 0, web: pages, report: 'annual-summary', year: 2025, proofreading })
  const accounts = [
    ['office', 'office', demoTownship],
    ['auditor', 'auditor', demoTownship],
    ['village', 'village', `${demoTownship}201`],
  ] as const
  for (const [login, role, area] of accounts) {
    await createAccount(office.store, keeper, {
      login,
      name: `用户${login}`,
      role,
      areas: [area],
      password,
      chosen: true,
    })
    cookies.set(login, `shouwang=${(await signIn(office.store, login, password)).token}`)
  }
}, 500_000)

afterAll(async () => {
  await served?.close()
  await office?.close()
})

interface Asked {
  login?: string
  method?: string
  body: object | Uint8Array
  signal?: AbortSignal
  /** Another server than the usual one. */
  url?: string
}

async function ask(path: string, { login = 'office', method = 'POST', body, signal, url }: Asked): Promise<Response> {
  const file = body instanceof Uint8Array
  const origin = url ?? served.url
  return fetch(`${origin}/api/${path}`, {
    method,
    ...(signal && { signal }),
    headers: {
      cookie: cookies.get(login) ?? '',
      origin,
      'content-type': file ? 'application/octet-stream' : 'application/json',
    },
    body: file ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body),
  })
}

const answerOf = async (path: string, asked: Asked): Promise<Proofreading> => {
  const reply = await ask(path, asked)
  expect(reply.status).toBe(200)
  return (await reply.json()) as Proofreading
}
const problemOf = async (path: string, asked: Asked): Promise<ProblemShape> =>
  (await (await ask(path, asked)).json()) as ProblemShape

const commentsOf = (docx: Uint8Array) => {
  const entry = openPackage(docx).entries.find((one) => one.name === 'word/comments.xml')
  return entry ? xmlOf(entry) : ''
}

describe('over the API', () => {
  test('a text comes back with its relations, its findings and what the ledgers say', async () => {
    const answer = await answerOf('proofread', { body: { text, year: 2025 } })
    expect(answer.text).toBe(text)
    expect(answer.paragraphs.map(({ start, end }) => text.slice(start, end))).toEqual(lines)
    for (const one of [...answer.quantities, ...answer.findings, ...answer.relations])
      expect(text.slice(one.start, one.end)).toBe(one.quote)
    const sum = answer.findings.find((one) => one.kind === 'part-whole')!
    expect(sum.message).toContain('97')
    expect(answer.relations[sum.relation!]).toMatchObject({ holds: false, whole: { value: 1574 } })
    expect(answer.relations.filter((one) => one.holds).map((one) => one.kind)).toContain('growth')
    const compared = new Map(answer.ledgers!.comparisons.map((one) => [one.figure, one]))
    expect(compared.get('monitoring.households')).toMatchObject({
      verdict: 'different',
      written: 9,
      recorded: 7,
      said: '7户',
    })
    expect(compared.get('monitoring.people')).toMatchObject({ verdict: 'same', written: 19 })
    const different = answer.findings.find((one) => one.kind === 'ledger')!
    expect(different).toMatchObject({ id: compared.get('monitoring.households')!.id, severity: 'doubt' })
    expect(new Set(answer.findings.map((one) => one.id)).size).toBe(answer.findings.length)
  })

  test('a pasted table is added up, and two findings in one cell keep their own arithmetic', async () => {
    const rows = [
      ['村名', '脱贫户', '监测户', '合计'],
      ['甲村', 11, 22, 33],
      ['乙村', 14, 27, 41],
      ['丙村', 17, 28, 45],
      ['合计', 42, 77, 191],
    ]
    const answer = await answerOf('proofread', { body: { text: rows.map((row) => row.join('\t')).join('\n') } })
    expect(answer.findings.map((one) => one.quote)).toEqual(['191', '191'])
    const sums = answer.findings.map((one) => answer.relations[one.relation!]!.parts.map((part) => part.value))
    expect(sums.sort()).toEqual([
      [33, 41, 45],
      [42, 77],
    ])
    for (const one of answer.findings) expect(one.message).toContain(answer.relations[one.relation!]!.arithmetic)
    const [table] = answer.tables
    const said = (row: number) => table!.cells.filter((cell) => cell.row === row)
    expect(rows.map((_, row) => said(row).map(({ start, end }) => answer.text.slice(start, end)))).toEqual(
      rows.map((row) => row.map(String)),
    )
  })

  test('a price that nobody wrote is set beside last year’s ledgers and the standards of the year', async () => {
    const prices = '幼儿资助164人次6.56万元。发放外出务工交通补贴196人82万元。'
    const answer = await answerOf('proofread', { body: { text: prices, year: 2025 } })
    const [held] = answer.relations.filter((one) => one.arithmetic.includes('台账2024年'))
    expect(held).toMatchObject({ kind: 'unit-price', holds: true, quote: '164人次6.56万元' })
    const doubt = answer.findings.find((one) => one.kind === 'unit-price')!
    expect(doubt).toMatchObject({ severity: 'doubt', quote: '196人82万元' })
    expect(doubt.message).toContain('标准“外出务工交通补贴”300—500元')
    expect(answer.relations[doubt.relation!]).toMatchObject({ holds: false, quote: '196人82万元' })
    const unasked = await answerOf('proofread', { body: { text: prices } })
    expect(unasked.findings).toEqual([])
  })

  test('without a year nothing is set beside the ledgers, and a village is set beside its own', async () => {
    expect((await answerOf('proofread', { body: { text } })).ledgers).toBeNull()
    const own = await answerOf('proofread', { login: 'village', body: { text, year: 2025 } })
    const recorded = own.ledgers!.comparisons.find((one) => one.figure === 'monitoring.households')!.recorded
    expect(recorded).toBeLessThan(7)
  })

  test('a decision is kept for the text, whether pasted or in a file, and a dismissed finding stays out of the copy', async () => {
    const docx = await wordFile(lines)
    const first = await answerOf('proofread/file?name=汇报.docx&year=2025', { body: docx })
    expect(first.decisions).toEqual({})
    const find = (kind: string) => first.findings.find((one) => one.kind === kind)!
    const decide = (body: object, login = 'office') => ask(`proofread/${first.digest}`, { method: 'PUT', login, body })

    const unsaid = await decide({ finding: find('part-whole').id, decision: 'dismiss', reason: ' ' })
    expect(((await unsaid.json()) as ProblemShape).detail).toContain('请写明为什么不用改')
    expect((await decide({ finding: find('part-whole').id, decision: 'accept' }, 'auditor')).status).toBe(403)

    await decide({ finding: find('part-whole').id, decision: 'dismiss', reason: '另有97人在附件里' })
    const accepted = await decide({ finding: find('punctuation').id, decision: 'accept' })
    const all = (await accepted.json()) as { decisions: Decisions }
    expect(all.decisions).toMatchObject({
      [find('part-whole').id]: { decision: 'dismiss', reason: '另有97人在附件里', by: '用户office' },
      [find('punctuation').id]: { decision: 'accept', reason: '' },
    })
    const pasted = await answerOf('proofread', { body: { text, year: 2025 } })
    expect(pasted.digest).toBe(first.digest)
    expect(pasted.decisions).toEqual(all.decisions)

    const copy = await ask('proofread/copy?name=汇报.docx&year=2025', { body: docx })
    expect(decodeURIComponent(copy.headers.get('content-disposition')!)).toContain('汇报（核数批注）.docx')
    const comments = commentsOf(new Uint8Array(await copy.arrayBuffer()))
    expect(comments).toContain('小数点')
    expect(comments).toContain('台账“全年确定监测对象”7户')
    expect(comments).not.toContain('1574')

    const changed = await decide({ finding: find('punctuation').id, decision: 'dismiss', reason: '原文如此' })
    expect(((await changed.json()) as { decisions: Decisions }).decisions[find('punctuation').id]).toMatchObject({
      decision: 'dismiss',
      before: [{ decision: 'accept', by: '用户office' }],
    })
    await decide({ finding: find('part-whole').id, decision: 'open' })
    const again = await ask('proofread/copy?name=汇报.docx&year=2025', { body: docx })
    expect(commentsOf(new Uint8Array(await again.arrayBuffer()))).toContain('1574')
  })

  test('what cannot be read is refused with what to do', async () => {
    const file = (name: string, body: Uint8Array, path = 'file') =>
      problemOf(`proofread/${path}?name=${name}`, { body })
    const utf8 = new TextEncoder().encode(text)
    expect(await file('a.doc', utf8)).toMatchObject({ status: 422, code: 'document.kind' })
    expect(await file('a.docx', utf8)).toMatchObject({ code: 'file.damaged' })
    expect(await file('a.docx', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]))).toMatchObject({
      detail: expect.stringContaining('密码'),
    })
    expect(await file('a.txt', utf8, 'copy')).toMatchObject({ code: 'proofread.not_word' })
    expect(await file('a.txt', new TextEncoder().encode('长'.repeat(500_001)))).toMatchObject({
      code: 'proofread.too_long',
    })
    expect(await file('a.txt', new Uint8Array(10 * 1024 * 1024 + 1))).toMatchObject({
      detail: '发来的内容超过 10 MB。',
    })
    expect(await problemOf('proofread', { body: { text: '  ' } })).toMatchObject({ status: 400 })
    expect(await problemOf('proofread', { body: { text, area: '990101999' } })).toMatchObject({ status: 403 })
    expect(await problemOf('proofread/file?name=a.txt', { login: 'nobody', body: utf8 })).toMatchObject({ status: 401 })
  })
})

describe('a heavy text', () => {
  const repeated = (times: number) => new TextEncoder().encode(`${text}\n`.repeat(times))
  const body = repeated(4000)
  const path = 'proofread/file?name=全年.txt'

  test('makes nobody else wait: the others go on being answered while it is proofread', async () => {
    let others = 0
    let slowest = 0
    const began = performance.now()
    let took = 0
    const answer = answerOf(path, { body: repeated(1500) }).finally(() => {
      took = performance.now() - began
    })
    while (took === 0) {
      const asked = performance.now()
      const other = await fetch(`${served.url}/api/me`, { headers: { cookie: cookies.get('village')! } })
      expect(other.status).toBe(200)
      await other.arrayBuffer()
      slowest = Math.max(slowest, performance.now() - asked)
      others++
    }
    expect((await answer).quantities.length).toBe(15_000)
    expect(others).toBeGreaterThan(20)
    // The rest of it is taking in the answer and sending it off.
    expect(slowest).toBeLessThan(took / 2)
  })

  test('that takes too long is refused with what to do, and the server lives on', async () => {
    const proofreading = { seconds: 1, megabytes: 512 }
    const strict = await serve(office.store, { port: 0, web: pages, report: 'annual-summary', proofreading })
    try {
      const { url } = strict
      expect(await problemOf(path, { body, url })).toMatchObject({
        status: 422,
        code: 'proofread.exhausted',
        detail: expect.stringContaining('1 秒'),
        remedy: expect.stringContaining('分成几份'),
      })
      expect((await answerOf('proofread', { body: { text }, url })).findings.length).toBeGreaterThan(0)
    } finally {
      await strict.close()
    }
  })

  test('is let go when the page that asked is closed', async () => {
    const page = new AbortController()
    const begun = once(process, 'worker')
    const answer = ask(path, { body, signal: page.signal })
    const [thread] = (await begun) as [Worker]
    let answered = false
    thread.once('message', () => {
      answered = true
    })
    const ended = once(thread, 'exit')
    page.abort()
    await expect(answer).rejects.toThrow('abort')
    await ended
    expect(answered).toBe(false)
  })
})

describe('the built pages', () => {
  test('load the proofreading page only when it is opened', async () => {
    const first = await readFile(join(pages, 'index.html'), 'utf8')
    expect(await readdir(join(pages, 'assets'))).toContainEqual(expect.stringMatching(/^ProofreadPage-.*\.js$/))
    expect(first).not.toContain('Proofread')
  })
})

const path = chromiumPath()
if (!path) console.log('没有找到 Chromium，跳过核数页面的浏览器测试。')

describe.skipIf(!path)('in a browser', () => {
  let browser: Browser
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: path!, args: [...chromiumFlags] })
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
    page = await context.newPage()
    page.setDefaultTimeout(30_000)
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => {
      if (!request.url().startsWith(served.url) && !request.url().startsWith('blob:')) complaints.push(request.url())
    })
    const id = await createAccount(office.store, keeper, {
      login: 'keeper',
      name: '曾文书',
      role: 'admin',
      areas: [demoTownship],
    })
    await page.goto(`${served.url}/sign-in?token=${await createLink(office.store, keeper, id)}`)
    await page.locator('.paper').waitFor()
  }, 120_000)
  afterAll(() => browser?.close())
  afterEach(() => expect(complaints.splice(0)).toEqual([]))

  const textOf = (selector: string) => page.locator(selector).first().innerText()
  const button = (name: string) => page.getByRole('button', { name, exact: true })

  async function chooseWord(of: readonly (string | Table)[]) {
    const buffer = Buffer.from(await wordFile(of))
    const chooser = page.locator('input[type=file]:enabled')
    await chooser.setInputFiles({ name: '年终汇报.docx', mimeType: 'application/octet-stream', buffer })
    await page.locator('.counts').waitFor()
  }

  async function paste(of: string) {
    await page.locator('textarea').fill(of)
    await button('核对').click()
    await page.locator('.counts').waitFor()
  }

  test('the empty page teaches, its example shows an error, and what was pasted survives a reload', async () => {
    await page.getByRole('link', { name: '核数' }).click()
    await page.locator('.teach').waitFor()
    expect(await page.title()).toBe('核数 · 守望')
    expect(await button('核对').isDisabled()).toBe(true)
    await button('拿一段例子试试').click()
    await page.reload()
    await button('核对').click()
    await page.locator('.counts').waitFor()
    expect(await textOf('.counts')).toMatch(/读出 \d+ 个数\s+5 处关系，4 处成立[\s\S]*错误 1\s+疑问 1\s+提示 0/)
    expect(await textOf('a.mark.error')).toBe('138。5万元')
    await button('修改文字').click()
    expect(await page.locator('textarea').inputValue()).toContain('蚕桑合作社')
  })

  test('a mark opens its arithmetic, a ledger figure its rows; a dismissed finding is remembered and stays out of the copy', async () => {
    const other = [...lines, '全面推行“只跑一趟。']
    await chooseWord(other)

    await page.locator('a.mark', { hasText: '1574人' }).click()
    await page.locator('.sum').waitFor()
    expect(await textOf('.sum')).toBe('411＋1059＋7＝1477人，文中1574人，相差97人')
    expect(await textOf('blockquote')).toContain('县外务工1059人')
    const focusable = await page.locator('a.mark[tabindex="0"]').count()
    expect(focusable).toBeGreaterThanOrEqual(4)
    // A wavy, dashed or dotted line and a word: nothing is told by colour alone.
    const lineUnder = (selector: string) =>
      page.evaluate(`getComputedStyle(document.querySelector('${selector}')).textDecorationStyle`)
    expect([await lineUnder('a.mark.error'), await lineUnder('a.mark.doubt')]).toEqual(['wavy', 'dashed'])
    expect(await page.locator('.paper .word').allInnerTexts()).toEqual(expect.arrayContaining(['错误', '疑问']))

    await button('不用改').click()
    await page.getByText('请写明为什么不用改').waitFor()
    await page.locator('#decision-reason').fill('另有97人在附件里')
    await button('不用改').click()
    await button('收回').waitFor()
    expect(await textOf('.decision')).toMatch(/不用改：另有97人在附件里\s+曾文书/)
    expect(await page.locator('.paper .word').allInnerTexts()).toContain('不用改')

    await page.locator('a.mark', { hasText: '9户' }).click()
    expect(await textOf('.aside h2')).toContain('与台账比对')
    await page.locator('.aside [data-figure="monitoring.households"]').click()
    await page.locator('.panel .value').waitFor()
    expect(await textOf('.panel .value')).toBe('7户')
    await page.locator('.panel .all').click()
    await page.locator('.sheet tbody tr').first().waitFor()
    expect(await page.locator('.sheet tbody tr').count()).toBe(7)
    await page.goBack()
    await page.goBack()
    await page.locator('.counts').waitFor()
    expect(await page.locator('.paper .word').allInnerTexts()).toContain('不用改')

    const [saved] = await Promise.all([page.waitForEvent('download'), button('导出带批注的副本').click()])
    expect(saved.suggestedFilename()).toBe('年终汇报（核数批注）.docx')
    const comments = commentsOf(new Uint8Array(await readFile((await saved.path())!)))
    expect(comments).toContain('小数点')
    expect(comments).not.toContain('1574')
  })

  test('what holds is marked when asked for, and listed with its arithmetic', async () => {
    expect(await page.locator('a.mark.fine').count()).toBe(0)
    await page.getByText('在文中标出来').click()
    expect(await page.locator('a.mark.fine').allInnerTexts()).toEqual(expect.arrayContaining(['19人', '6.94%']))
    await page.getByText('列出算式').click()
    await page.locator('.fine .list button', { hasText: '÷7.2万公斤＝6.94%' }).click()
    expect(await textOf('.aside h2')).toMatch(/相符\s*增减幅度/)
    await page.keyboard.press('Escape')
    await page.locator('.aside', { hasText: '需要看的地方' }).waitFor()
  })

  test('a table of a Word file is a table, with its marks in their cells', async () => {
    await page.goto(`${served.url}/proofread`)
    await chooseWord([...lines, wordTable(), '完。'])
    const table = page.locator('.paper table')
    const grid = await table.locator('tr').evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll('th, td')].map((cell) => {
          const size = (name: string, sign: string) =>
            cell.hasAttribute(name) ? `${sign}${cell.getAttribute(name)}` : ''
          const said = (cell.textContent ?? '').replaceAll('\u2060', '').trim()
          return `${cell.tagName}${size('colspan', '→')}${size('rowspan', '↓')} ${said}`
        }),
      ),
    )
    expect(grid).toEqual([
      ['TH↓2 村名', 'TH→2 监测对象', 'TH↓2 资金（万元）'],
      ['TH 户数', 'TH 人数'],
      ['TD 河口村', 'TD 13', 'TD 39', 'TD 12.5'],
      ['TD 石桥村', 'TD 12', 'TD 35', 'TD 8.25'],
      ['TD 青山村', 'TD 12', 'TD 33', 'TD 6.75'],
      // What does not add up is wrong; what the ledgers have otherwise is doubtful.
      ['TD 合计', 'TD 38错误疑问', 'TD 107疑问', 'TD 27.5'],
    ])
    const total = table.locator('tr').nth(5).locator('td').nth(1)
    await total.locator('a.mark').first().click()
    await page.locator('.sum').waitFor()
    expect(await textOf('.sum')).toContain('13＋12＋12＝37')
    expect(await table.locator('a.mark.on').allInnerTexts()).toEqual(['13', '12', '12', '38'])
    // The sum begins at its first part, the doubt at the total itself.
    expect(await total.locator('i.anchor').count()).toBe(1)
    expect(await table.locator('tr').nth(2).locator('td').nth(1).locator('i.anchor').count()).toBe(1)
    // Numbers stand in line at the right, whether a word stands beside them or not.
    const right = (row: number) =>
      table
        .locator('tr')
        .nth(row)
        .locator('td')
        .nth(1)
        .locator('a.mark')
        .evaluate((mark) => Math.round(mark.getBoundingClientRect().right))
    expect(await right(5)).toBe(await right(2))
    await page.keyboard.press('Escape')
  })

  test('lines pasted from a spreadsheet are a table, and the text around it stays', async () => {
    await page.goto(`${served.url}/proofread`)
    await paste(['附表如下：', ...pastedTable, '完。'].join('\n'))
    expect(await page.locator('.paper td').allInnerTexts()).toHaveLength(9)
    expect(await page.locator('.paper th').allInnerTexts()).toEqual(['村名', '脱贫户', '合计'])
    expect(await page.locator('.paper tr').last().locator('td').nth(2).locator('a.mark').innerText()).toBe('174')
    expect(await textOf('.paper')).toMatch(/^附表如下：[\s\S]*完。$/)
    expect(await page.locator('.paper table').evaluate((table) => table.textContent)).not.toContain('\t')
  })

  test('nothing is checked before it is known for which year, and once more when the year changes meanwhile', async () => {
    let known = () => {}
    const waiting = new Promise<void>((resolve) => {
      known = resolve
    })
    const afterwards = async (route: Route) => {
      await waiting
      await route.continue()
    }
    await page.route('**/api/me', afterwards)
    const asked: (string | null)[] = []
    page.on('request', (request) => {
      const url = new URL(request.url())
      if (url.pathname === '/api/proofread/file') asked.push(url.searchParams.get('year'))
    })
    await page.goto(`${served.url}/proofread`)
    await page.locator('.teach').waitFor()
    expect(await page.locator('button', { hasText: '选择文件' }).isDisabled()).toBe(true)
    expect(await page.locator('input[type=file]').isDisabled()).toBe(true)
    // Dropped on the page all the same, it waits.
    const carried = await page.evaluateHandle(`(() => {
      const carried = new DataTransfer()
      carried.items.add(new File([${JSON.stringify(text)}], '汇报.txt'))
      return carried
    })()`)
    await page.locator('form').dispatchEvent('drop', { dataTransfer: carried })
    await page.waitForTimeout(300)
    expect(asked).toEqual([])

    // The first check is held up until the year is another.
    const held: Route[] = []
    await page.route('**/api/proofread/file*', (route) => {
      if (held.length === 0) held.push(route)
      else void route.continue()
    })
    known()
    await page.getByText('正在核对').waitFor()
    await page.locator('.asking .year').click()
    await page.getByRole('option', { name: '2024年' }).click()
    await page.locator('.counts').waitFor()
    expect(await textOf('.counts')).toContain('与 2024 年台账比对')
    expect(asked).toEqual(['2025', '2024'])
    await page.unrouteAll({ behavior: 'ignoreErrors' })
  })

  test('another year has other figures, large type cuts nothing off, and a wrong file is told in words', async () => {
    await page.goto(`${served.url}/proofread?year=2024`)
    await paste(text)
    expect(await textOf('.counts')).toContain('与 2024 年台账比对')
    await button('大字').click()
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await button('标准字').click()
    await button('修改文字').click()
    await page.locator('input[type=file]').setInputFiles({ name: '表.xls', mimeType: '', buffer: Buffer.from('x') })
    expect(await textOf('.fault')).toContain('只认 .docx、.txt、.md')
    await page.locator('input[type=file]').setInputFiles({ name: '坏.docx', mimeType: '', buffer: Buffer.from('x') })
    await page.locator('.trouble').waitFor()
    expect(await textOf('.trouble')).toContain('文件已损坏')
    // The browser itself notes that a request was refused.
    expect(complaints.splice(0)).toEqual([expect.stringContaining('422')])
  })
})

describe('on the command line', () => {
  const call = promisify(execFile)
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shouwang-proofread-'))
  }, 300_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function proofread(...args: string[]): Promise<{ code: number; out: string }> {
    const ran = call(process.execPath, [join(packageRoot(), 'dist/shouwang.js'), 'proofread', ...args], {
      env: { ...process.env, DATABASE_URL: '' },
    })
    return ran.then(
      ({ stdout }) => ({ code: 0, out: stdout }),
      ({ code, stdout }) => ({ code, out: stdout }),
    )
  }

  test('--json gives quantities, relations and findings, placed in the text, with no township at hand', async () => {
    const file = join(folder, '简报.txt')
    await writeFile(file, text)
    const { code, out } = await proofread(file, '--json')
    expect(code).toBe(1)
    const result = JSON.parse(out)
    expect(Object.keys(result).sort()).toEqual(['findings', 'quantities', 'relations'])
    const span = { quote: expect.any(String), start: expect.any(Number), end: expect.any(Number) }
    for (const quantity of result.quantities) {
      expect(quantity).toMatchObject({
        ...span,
        value: expect.any(Number),
        unit: expect.any(String),
        noun: expect.any(String),
      })
      expect(quantity.scope).toBeInstanceOf(Array)
    }
    for (const relation of result.relations) {
      expect(relation).toMatchObject({
        ...span,
        kind: expect.any(String),
        holds: expect.any(Boolean),
        allowance: expect.any(Number),
      })
      expect(relation.parts.length).toBeGreaterThan(0)
      expect(relation).toHaveProperty('whole')
    }
    for (const finding of result.findings) {
      expect(finding).toMatchObject({
        ...span,
        kind: expect.any(String),
        message: expect.stringMatching(/\p{Script=Han}/u),
      })
      expect(['error', 'doubt', 'note']).toContain(finding.severity)
      for (const number of finding.numbers)
        expect(number).toEqual({ says: expect.any(String), value: expect.any(Number), unit: expect.any(String) })
    }
    for (const one of [...result.quantities, ...result.relations, ...result.findings])
      expect(text.slice(one.start, one.end)).toBe(one.quote)
    expect(result.findings.map((one: { kind: string }) => one.kind)).toEqual(
      expect.arrayContaining(['part-whole', 'punctuation']),
    )
  })

  test('a sound text ends with code 0; without --json the sentence and the sum are printed', async () => {
    const [sound, unsound] = [join(folder, '对.md'), join(folder, '不对.txt')]
    await writeFile(sound, '今年发放雨衣12件，其中东坡村5件，西坡村7件。')
    await writeFile(unsound, text)
    expect((await proofread(sound, '--json')).code).toBe(0)
    const { code, out } = await proofread(unsound)
    expect(code).toBe(1)
    expect(out).toContain('411＋1059＋7＝1477')
    expect(out).toContain('原文：发放就业奖补1574人，其中县内务工411人')
  })
})
