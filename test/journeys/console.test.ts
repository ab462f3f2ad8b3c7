/** The office's pages in a real browser: from a sentence to a figure, to a row, to a household, and what happens when one is put right. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createAccount, createLink } from '#access/accounts.ts'
import { type Served, serve } from '#http/serve.ts'
import { system } from '#store/actor.ts'
import { packageRoot } from '../../src/worker-file.ts'
import { chromiumFlags, chromiumPath } from '../support/chromium.ts'
import { type DemoOffice, demoOffice, demoTownship } from '../support/demo.ts'

const pages = join(packageRoot(), 'dist', 'web', 'console')

/** Gzipped, in bytes. */
async function sizeOf(files: Iterable<string>): Promise<number> {
  const sizes = await Promise.all([...files].map(async (file) => gzipSync(await readFile(join(pages, file))).length))
  return sizes.reduce((a, b) => a + b, 0)
}

describe('the built pages', () => {
  test('load at most 340 KB gzipped before the first page shows', async () => {
    const html = await readFile(join(pages, 'index.html'), 'utf8')
    const first = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map((match) => match[1]!)
    expect(first.length).toBeGreaterThan(2)
    expect(await sizeOf(first)).toBeLessThan(340 * 1024)
  })

  test('hold no script or style of their own in the page, and name no other site', async () => {
    const html = await readFile(join(pages, 'index.html'), 'utf8')
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=/)
    const files = (await readdir(join(pages, 'assets'))).filter((file) => file.endsWith('.css'))
    for (const file of files) {
      expect(await readFile(join(pages, 'assets', file), 'utf8')).not.toMatch(/url\(["']?(https?:|\/\/)|@import/)
    }
  })

  // The build rewrites syntax for Chromium 86, not what it has no words for.
  test.each([
    ['.css', /:has\(|aspect-ratio|[;{]inset:|@layer|@container/],
    ['.js', /\.at\(-|structuredClone\(|Object\.hasOwn\(|\.findLast\(|\.randomUUID\(|AbortSignal\.timeout\(/],
  ])('ask nothing of Chromium 86 that it does not know: %s', async (ending, unknown) => {
    const files = (await readdir(join(pages, 'assets'))).filter((file) => file.endsWith(ending))
    expect(files.length).toBeGreaterThan(5)
    for (const file of files) expect(await readFile(join(pages, 'assets', file), 'utf8'), file).not.toMatch(unknown)
  })
})

/** Runs in the page: every text whose contrast with its ground is under 4.5, by the formula of WCAG 2. */
const weakTexts = `(() => {
  const light = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map((part) => {
      const c = Number(part) / 255
      return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const ground = (element) => {
    if (!element) return 'rgb(255, 255, 255)'
    const { backgroundColor } = getComputedStyle(element)
    return /, 0\\)$/.test(backgroundColor) ? ground(element.parentElement) : backgroundColor
  }
  return [...document.querySelectorAll('body *')].flatMap((element) => {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '')
    if (!own || element.closest('[disabled], .is-disabled, [aria-hidden=true]')) return []
    const [a, b] = [light(getComputedStyle(element).color), light(ground(element))].sort((x, y) => y - x)
    const ratio = (a + 0.05) / (b + 0.05)
    return ratio < 4.5 ? [element.textContent.trim().slice(0, 20) + ' ' + ratio.toFixed(2)] : []
  })
})()`

const path = chromiumPath()
if (!path) console.log('没有找到 Chromium，跳过控制台的浏览器测试。')

describe.skipIf(!path)('the office in a browser', () => {
  let office: DemoOffice
  let served: Served
  let browser: Browser
  let context: BrowserContext
  let page: Page
  /** What the browser complained about, and what it asked of anybody else. */
  const complaints: string[] = []
  const keeper = system('测试', [demoTownship])

  beforeAll(async () => {
    office = await demoOffice()
    served = await serve(office.store, { port: 0, web: pages, report: 'annual-summary', year: 2025 })
    browser = await chromium.launch({ executablePath: path!, args: [...chromiumFlags] })
    context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
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
  }, 500_000)

  afterAll(async () => {
    await browser?.close()
    await served?.close()
    await office?.close()
  })

  afterEach(() => expect(complaints.splice(0)).toEqual([]))

  const open = async (path: string, selector: string) => {
    await page.goto(`${served.url}${path}`)
    await page.locator(selector).first().waitFor()
  }
  const textOf = (selector: string) => page.locator(selector).first().innerText()

  test('a link signs in and leads to the summary, whose figures can all be opened', async () => {
    expect(page.url()).toBe(`${served.url}/summary`)
    expect(await page.title()).toBe('年度总结 · 守望')
    expect(await textOf('.paper h1')).toContain('2025年')
    const figures = await page
      .locator('.paper [data-figure]')
      .evaluateAll((links) => links.map((a) => a.getAttribute('data-figure')))
    expect(new Set(figures).size).toBeGreaterThanOrEqual(90)
    expect(await textOf('.aside')).toContain('产茧')
    const loaded = await page.evaluate<string[]>(
      `performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname).filter((path) => path.startsWith('/assets/'))`,
    )
    expect(loaded).toContainEqual(expect.stringContaining('SummaryPage'))
    expect(await sizeOf(new Set(loaded))).toBeLessThan(200 * 1024)
  })

  test('from a sentence to a figure, its rows, a row and its household', async () => {
    await page.locator('.paper [data-figure="monitoring.households"]').first().click()
    await page.locator('.panel .value').waitFor()
    expect(await textOf('.panel .value')).toBe('7户')
    const panel = await textOf('.panel')
    for (const words of [
      '口径',
      '按识别监测日期在本期内统计',
      '怎么算的',
      '2025年1月1日至2025年12月31日',
      '上年同期',
      '各村',
      '账本截至',
    ]) {
      expect(panel).toContain(words)
    }
    const byVillage = await page
      .locator('.bars li')
      .evaluateAll((items) => items.map((li) => Number.parseInt(li.querySelector('a')!.textContent!, 10)))
    expect(byVillage).toHaveLength(10)
    expect(byVillage.reduce((a, b) => a + b)).toBe(7)

    await page.locator('.panel .all').click()
    await page.locator('.sheet tbody tr').first().waitFor()
    expect(await page.locator('.sheet tbody tr').count()).toBe(7)
    expect(await textOf('.foot')).toContain('合计 7户')
    const name = await textOf('.sheet tbody a')
    await page.locator('.sheet tbody a').first().click()
    await page.locator('.history').waitFor()
    expect(await textOf('h1')).toBe(`监测对象：${name}`)
    expect(await textOf('.history')).toContain('录入')

    await page.locator('h1 a').click()
    await page.locator('.timeline').waitFor()
    expect(await textOf('h1')).toBe(`${name}户`)
    expect(await textOf('.left')).toContain('家庭成员')
    expect(await textOf('.left')).toContain('户主')
    expect(await textOf('.timeline')).toContain('走访记录')
  })

  test('the search box takes the slash key and finds a family by the initials of a name', async () => {
    await open('/summary', '.paper')
    await page.keyboard.press('/')
    await page.keyboard.type('zxh')
    await page.locator('#search-hit-0').waitFor()
    const name = await textOf('#search-hit-0 b')
    await page.keyboard.press('Enter')
    await page.locator('.timeline').waitFor()
    expect(await textOf('h1')).toContain(name)
  })

  test('Enter right behind a new name opens who was asked for, not who was found before', async () => {
    await open('/summary', '.paper')
    await page.keyboard.press('/')
    await page.keyboard.type('zxh')
    await page.locator('#search-hit-0').waitFor()
    await page.locator('.search input').fill('lm')
    await page.keyboard.press('Enter')
    await page.locator('.timeline').waitFor()
    const hits = await page.evaluate(async () => {
      const reply = await fetch('/api/search?q=lm')
      return ((await reply.json()) as { hits: { id: string }[] }).hits
    })
    expect(page.url()).toContain(hits[0]!.id)
  })

  test('the dialog of issuing says where the report is of one village only', async () => {
    await open('/summary?area=990101201201', '.paper')
    await page.getByRole('button', { name: '签发' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await page.getByRole('dialog').innerText()).toContain('这只是榛石隈村的报告，不是全乡镇的')
    await page.getByRole('button', { name: '先不签发' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  test('a long list is read page by page and its total is the figure', async () => {
    await open('/figures/employment.subsidy.people/rows', '.sheet tbody tr')
    const foot = await textOf('.foot')
    const [, total] = /共 (\d+) 行/.exec(foot)!
    expect(Number(total)).toBeGreaterThan(50)
    await page.locator('.foot button').click()
    await expect.poll(() => page.locator('.sheet tbody tr').count()).toBe(100)

    await page.locator('.sheet tbody tr').nth(80).locator('a').click()
    await page.locator('.history').waitFor()
    await page.goBack()
    await page.locator('.sheet tbody tr').first().waitFor()
    const place = () => page.evaluate("document.querySelector('.scroll').scrollTop")
    await expect.poll(place).toBeGreaterThan(1000)

    // On paper stands every row that was read, with every column, and none beside the sheet.
    await page.emulateMedia({ media: 'print' })
    const lost = await page.evaluate(`[...document.querySelectorAll('.sheet th, .sheet td')].filter((cell) => {
      const { right, bottom } = cell.getBoundingClientRect()
      const page = document.querySelector('.fill').getBoundingClientRect()
      return right > page.right + 1 || bottom > page.bottom + 1 || cell.scrollWidth > cell.clientWidth + 1
    }).length`)
    await page.emulateMedia({ media: null })
    expect(lost).toBe(0)
  })

  test('an issued report stays; what a correction changed afterwards is listed with who and why', async () => {
    await open('/summary', '.paper')
    await page.getByRole('button', { name: '签发' }).click()
    await page.getByRole('dialog').waitFor()
    const asked = await page.getByRole('dialog').innerText()
    expect(asked).toMatch(/还有 \d+ 个数需要留意/)
    expect(asked).toContain('产茧')
    expect(asked).not.toContain('不是全乡镇的')
    await page.getByRole('dialog').getByRole('button', { name: '签发', exact: true }).click()
    await page.waitForURL(/\/issued\//)
    const issued = page.url()
    await page.getByText('没有变化').waitFor()
    expect(await page.getByRole('button', { name: '导出附表' }).count()).toBe(1)
    expect(await page.getByRole('button', { name: '导出 Word' }).count()).toBe(1)

    await open('/figures/monitoring.households/rows?year=2025', '.sheet tbody a')
    await page.locator('.sheet tbody a').first().click()
    await page.getByRole('button', { name: '更正' }).click()
    await page.locator('#field-identified_on').fill('2025年2月30日')
    await page.locator('#correct-reason').fill('和档案核对')
    await page.getByRole('button', { name: '保存更正' }).click()
    await page.locator('.fault').waitFor()
    expect(await textOf('.fault')).toContain('这一天不存在')
    complaints.splice(0)
    await page.locator('#field-identified_on').fill('2024年12月30日')
    await page.getByRole('button', { name: '保存更正' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.locator('.history del').first().waitFor()
    expect(await textOf('.history')).toMatch(/更正\s*曾文书[\s\S]*和档案核对[\s\S]*2024年12月30日/)

    await open(new URL(issued).pathname, '.difference')
    expect(await textOf('.difference')).toMatch(/全年确定监测对象\s+7户 → 6户[\s\S]*曾文书.*更正：和档案核对/)
    expect(await page.locator('.paper [data-figure="monitoring.households"]').first().innerText()).toBe('7户')
    await open('/summary', '.paper')
    expect(await page.locator('.paper [data-figure="monitoring.households"]').first().innerText()).toBe('6户')
  })

  test('an issued report is voided with a reason, and says so wherever it stands', async () => {
    await open('/issued', '.sheet tbody a')
    await page.locator('.sheet tbody a').first().click()
    await page.getByRole('button', { name: '作废' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    const does = dialog.getByRole('button', { name: '作废', exact: true })
    expect(await does.isDisabled()).toBe(true)
    await dialog.getByRole('textbox').fill('漏了一户')
    await does.click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText(/已作废：漏了一户（曾文书/).waitFor()
    expect(await page.getByRole('button', { name: '作废' }).count()).toBe(0)
    await open('/issued', '.sheet .voided')
    expect(await textOf('.sheet .voided')).toBe('已作废：漏了一户')
  })

  test('what the office writes is saved by itself and is there after a reload', async () => {
    await open('/summary', '.paper textarea')
    const words = '一是村集体收入来源单一；二是年轻人手不足。'
    await page.locator('.paper textarea').first().fill(words)
    await page.keyboard.press('Tab')
    await page.locator('.state', { hasText: '已保存' }).waitFor()
    await page.reload()
    await page.locator('.paper textarea').first().waitFor()
    expect(await page.locator('.paper textarea').first().inputValue()).toBe(words)
  })

  test('large type is 20 px, stays after a reload, and nothing is cut off sideways', async () => {
    await open('/summary', '.paper')
    await page.getByRole('button', { name: '大字' }).click()
    await page.reload()
    await page.locator('.paper').waitFor()
    expect(await page.evaluate('getComputedStyle(document.body).fontSize')).toBe('20px')
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await page.getByRole('button', { name: '标准字' }).click()
  })

  test('text stands out from its ground by at least 4.5 to 1', async () => {
    await open('/summary?figure=industry.cocoon.output', '.panel .flags')
    await page.locator('.paper').waitFor()
    expect(await page.evaluate(weakTexts)).toEqual([])
  })

  test('every page is clean by axe-core, and at 125 % nothing is cut off sideways', async () => {
    const axe = await readFile(join(packageRoot(), 'node_modules', 'axe-core', 'axe.min.js'), 'utf8')
    const first = async (address: string) =>
      String(
        await page.evaluate(
          `fetch('${address}').then((r) => r.json()).then((b) => (b.rows ?? b.issued ?? b.leads)[0]?.id)`,
        ),
      )
    const household = await first('/api/ledgers/household/rows')
    const issued = await first('/api/issued')
    const lead = await first('/api/leads')
    const addresses: Record<string, string[]> = {
      '/': ['/'],
      '/sign-in': ['/sign-in'],
      '/account': ['/account'],
      '/accounts': ['/accounts'],
      '/audit': ['/audit'],
      '/access': ['/access'],
      '/first-run': ['/first-run'],
      '/summary': ['/summary?figure=industry.cocoon.output'],
      '/figures': ['/figures'],
      '/leads': ['/leads'],
      '/leads/:id': lead === 'undefined' ? [] : [`/leads/${lead}`],
      '/findings': ['/findings'],
      '/rules': ['/rules?rule=risk.work_lost'],
      '/ledgers': ['/ledgers'],
      '/ledgers/:id': ['/ledgers/household'],
      '/ledgers/:id/new': ['/ledgers/person/new', '/ledgers/clue/new'],
      '/ledgers/:id/grid': ['/ledgers/person/grid'],
      '/ledgers/:id/import': ['/ledgers/membership/import'],
      '/figures/:id/rows': ['/figures/industry.cocoon.output/rows'],
      '/rows/:id': [`/rows/${household}`],
      '/subjects/:ledger/:id': [`/subjects/household/${household}`],
      '/issued': ['/issued'],
      '/issued/:id': issued === 'undefined' ? [] : [`/issued/${issued}`],
      '/proofread': ['/proofread'],
      '/:rest(.*)*': ['/nowhere'],
    }
    const router = await readFile(join(packageRoot(), 'web', 'console', 'router.ts'), 'utf8')
    const paths = [...new Set([...router.matchAll(/path: '([^']+)'/g)].map((match) => match[1]!))]
    expect(Object.keys(addresses).sort(), 'a page is added here too').toEqual(paths.sort())
    const found: string[] = []
    for (const address of Object.values(addresses).flat()) {
      await page.goto(served.url + address)
      await page.locator('h1').first().waitFor()
      await page.waitForLoadState('networkidle')
      await page.evaluate(axe)
      const said = await page.evaluate(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'best-practice'] })
        .then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.slice(0, 3).map((n) => n.target + ' ' + n.html.slice(0, 120)).join(' | ')))`)
      found.push(...(said as string[]).map((one) => `${address}: ${one}`))
      // A window of 1366 at 125 % has room for this much.
      await page.setViewportSize({ width: 1093, height: 614 })
      const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      if (Number(wide) > 0) found.push(`${address}: ${wide} px too wide`)
      await page.setViewportSize({ width: 1366, height: 768 })
    }
    expect(found).toEqual([])
  }, 120_000)

  test('an administrator makes an account, whose holder first chooses a password, and is out as soon as it is switched off', async () => {
    await open('/accounts', '.sheet')
    await page.getByRole('button', { name: '新建账号' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('还要写登录名').waitFor()
    await dialog.getByLabel('登录名').fill('keeper')
    await dialog.getByLabel('姓名').fill('韦小满')
    await dialog.getByLabel('负责的地区').fill('村')
    await page.locator('.el-select-dropdown__item:visible').first().click()
    await dialog.getByText('还要').waitFor({ state: 'detached' })
    await dialog.getByRole('button', { name: '新建', exact: true }).click()
    await dialog.locator('#account-login-fault', { hasText: '已经有人用了' }).waitFor()
    expect(complaints.splice(0).join()).toContain('422')
    await dialog.getByLabel('登录名').fill('weixm')
    await dialog.getByRole('button', { name: '新建', exact: true }).click()
    await page.getByText('只显示这一次').waitFor()
    const given = await textOf('.password')
    await page
      .getByRole('row', { name: /韦小满/ })
      .getByText('还没有换成自己的密码')
      .waitFor()

    const own = await browser.newContext({ locale: 'zh-CN' })
    const tab = await own.newPage()
    await tab.goto(`${served.url}/sign-in`)
    await tab.locator('#login').fill('weixm')
    await tab.locator('#password').fill(given)
    await tab.getByRole('button', { name: '登录' }).click()
    await tab.getByText('现在的密码是别人替您设的').waitFor()
    await tab.getByLabel('现在的密码').fill(given)
    await tab.getByLabel('新密码', { exact: true }).fill('灶台上的铜壶冒热气')
    await tab.getByLabel('再输一遍新密码').fill('灶台上的铜壶冒热气')
    await tab.getByRole('button', { name: '换密码' }).click()
    await tab.getByText('密码已经换好').waitFor()
    expect(await tab.getByRole('link', { name: '账号', exact: true }).count()).toBe(0)
    await tab.getByRole('link', { name: '接着用' }).click()
    await tab.waitForURL('**/summary')

    await page.getByRole('button', { name: '给韦小满一个登录链接' }).click()
    await dialog.getByRole('button', { name: '生成', exact: true }).click()
    await page.getByText('15 分钟内能用一次，请只发给本人').waitFor()
    await own.clearCookies()
    await tab.goto(await textOf('.password'))
    await tab.waitForURL('**/summary')

    await page.getByRole('button', { name: '停用韦小满的账号' }).click()
    await dialog.getByRole('button', { name: '停用', exact: true }).click()
    await page.getByText('已停用韦小满的账号').waitFor()
    await tab.goto(`${served.url}/figures`)
    await tab.waitForURL(/\/sign-in/)
    await own.close()

    // It all stands in the audit, and what is printed comes to stand there.
    await page.evaluate("dispatchEvent(new Event('beforeprint'))")
    await page.getByRole('link', { name: '审计', exact: true }).first().click()
    await page.getByRole('row', { name: /打印/ }).getByText('/accounts').waitFor()
    await page.getByLabel('做什么').selectOption({ label: '账号变动' })
    await page.getByRole('row', { name: /停用 weixm/ }).waitFor()
    await page.getByRole('row', { name: /打印/ }).waitFor({ state: 'detached' })
    await page.reload()
    await page
      .getByRole('row', { name: /停用 weixm/ })
      .getByText('曾文书')
      .waitFor()
    await page.getByRole('link', { name: '谁能做什么' }).click()
    await page.getByRole('row', { name: '看审计记录 不能 不能 不能 能 能' }).waitFor()
    await page.getByRole('row', { name: /^健康/ }).getByText('写明用途后看').first().waitFor()
    await page.goto(`${served.url}/accounts`)
    await page.locator('.sheet').waitFor()
    expect(
      await page
        .getByRole('row', { name: /曾文书/ })
        .getByRole('button')
        .count(),
    ).toBe(0)
  })

  test('an office has everybody judged, reads why a household is to be looked into, and answers', async () => {
    await page.goto(`${served.url}/leads`)
    await page.getByText('没有要核实的户').waitFor()
    await page.getByRole('button', { name: '现在核对一遍' }).click()
    await page.getByText(/核对完：新成立 \d+ 条/).waitFor({ timeout: 120_000 })
    const before = await page.locator('.sheet tbody tr').count()
    expect(before).toBeGreaterThan(10)
    expect(await page.evaluate(weakTexts)).toEqual([])
    await page.locator('.sheet tbody a').first().click()
    await page.waitForURL(/\/leads\/./)
    await page.getByText('现在成立').first().waitFor()
    await page.getByRole('button', { name: '填核实结果' }).click()
    await page.getByText('还要选核实结果').waitFor()
    await page.locator('#lead-outcome').selectOption('不属实')
    await page.locator('#lead-reason').fill('到户看了，家里稳定')
    await page.locator('#lead-by').fill('张三')
    await page.getByText('不少于两人', { exact: false }).first().waitFor()
    await page.locator('#lead-by').fill('张三、李四')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('由 张三、李四 核实').waitFor()
    await page.goBack()
    await page.locator('.sheet tbody tr').first().waitFor()
    // What was listed before stands there until the list has come anew.
    await expect.poll(() => page.locator('.sheet tbody tr').count()).toBe(before - 1)
    await page.getByRole('navigation', { name: '预警' }).getByRole('link', { name: '数据疑点' }).click()
    await page.getByText('由这条线改').first().waitFor()
    // What the program keeps has no buttons by which people would write it.
    await page.goto(`${served.url}/ledgers/lead`)
    await page.locator('.sheet tbody tr').first().waitFor()
    expect(await page.getByRole('link', { name: '新增' }).count()).toBe(0)
  })

  test('a village account sees its own village; signing out ends it', async () => {
    const password = '老槐树下有口水井'
    const rows = await page.evaluate(async () => {
      const reply = await fetch('/api/figures/employment.subsidy.people/rows?year=2025')
      return ((await reply.json()) as { rows: { id: string; area: { code: string } }[] }).rows
    })
    const village = rows[0]!.area.code.slice(0, 12)
    const foreign = rows.find((row) => !row.area.code.startsWith(village))!.id
    await createAccount(office.store, keeper, {
      login: 'village',
      name: '村文书',
      role: 'village',
      areas: [village],
      password,
      chosen: true,
    })
    const own = await browser.newContext({ locale: 'zh-CN' })
    const tab = await own.newPage()
    await tab.goto(`${served.url}/figures`)
    await tab.waitForURL(/\/sign-in\?next=/)
    await tab.locator('#login').fill('village')
    await tab.locator('#password').fill('不是这个密码')
    await tab.getByRole('button', { name: '登录' }).click()
    await tab.getByText('登录名或密码不对').waitFor()
    await tab.locator('#password').fill(password)
    await tab.getByRole('button', { name: '登录' }).click()
    await tab.locator('.sheet').waitFor()
    expect(tab.url()).toBe(`${served.url}/figures`)
    // One village: no columns to compare, no other place to choose.
    expect(await tab.locator('thead th').allInnerTexts()).toEqual(['指标', '合计'])
    expect(await tab.locator('.village').count()).toBe(0)
    await tab.goto(`${served.url}/rows/${foreign}`)
    await tab.getByText('没有这一行，或不在您负责的范围').waitFor()
    await tab.goto(`${served.url}/ledgers/household`)
    await tab.locator('.sheet tbody a').first().click()
    await tab.waitForURL(/\/rows\//)
    await tab.getByRole('button', { name: '更正' }).click()
    // Another village is not offered, and it is said who can.
    await tab.getByText('搬到别的村去的，请乡镇办公室办理').waitFor()
    await tab.keyboard.press('Escape')
    await tab.getByRole('button', { name: '退出' }).click()
    await tab.waitForURL(/\/sign-in$/)
    await tab.goto(`${served.url}/figures`)
    await tab.waitForURL(/\/sign-in\?next=/)
    await own.close()
  })
})
