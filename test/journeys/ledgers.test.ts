/** Recording in the browser: from the menu to a form, to a row, and what is not taken. One server and one browser for all of it. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import { type Browser, type ConsoleMessage, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createAccount, createLink } from '#access/accounts.ts'
import { type Served, serve } from '#http/serve.ts'
import { type Role, system } from '#store/actor.ts'
import { passingCipher } from '#store/keys.ts'
import { areaNames } from '#store/read/office-words.ts'
import { openStore, scoped } from '#store/store.ts'
import { packageRoot } from '../../src/worker-file.ts'
import { idNumberOf, set } from '../support/books.ts'
import { chromiumFlags, chromiumPath } from '../support/chromium.ts'
import { testEngine } from '../support/engine.ts'
import { catalog, township, villages } from '../support/made-up-township.ts'
import { ownBooks } from '../support/own-books.ts'

const path = chromiumPath()
if (!path) console.log('没有找到 Chromium，跳过台账的浏览器测试。')

describe.skipIf(!path)('a ledger in a browser', async () => {
  const books = await ownBooks()
  const keeper = system('测试', [township])
  let served: Served
  let browser: Browser
  let page: Page
  const complaints: string[] = []
  /** A refusal is told in the page; the browser's own line about it may come as late as in the next test. */
  const complain = (message: ConsoleMessage) => {
    if (message.type() === 'error' && !/responded with a status of 4\d\d/.test(message.text()))
      complaints.push(message.text())
  }

  const enter = async (login: string, role: Exclude<Role, 'system'>, areas: readonly string[]) => {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
    const entered = await context.newPage()
    entered.setDefaultTimeout(20_000)
    entered.on('console', complain)
    entered.on('pageerror', (error) => complaints.push(error.message))
    const id = await createAccount(books.store, keeper, { login, name: login, role, areas })
    const token = await createLink(books.store, keeper, id)
    await entered.goto(`${served.url}/sign-in?token=${token}&next=/ledgers`)
    await entered.locator('.lined').first().waitFor()
    return entered
  }

  beforeAll(async () => {
    await books.family(villages[0], '王秀英')
    await books.family(villages[1], '王秀英')
    served = await serve(books.store, { port: 0, web: join(packageRoot(), 'dist', 'web', 'console'), report: 'none' })
    browser = await chromium.launch({ executablePath: path!, args: [...chromiumFlags] })
    page = await enter('曾文书', 'office', [township])
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
  })

  afterEach(() => expect(complaints.splice(0)).toEqual([]))

  const open = async (address: string, selector: string) => {
    await page.goto(`${served.url}${address}`)
    await page.locator(selector).first().waitFor()
  }

  test('the menu leads to all ledgers with their rows, to one of them, and to its form', async () => {
    await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '台账' }).click()
    await page.getByRole('link', { name: '农户' }).waitFor()
    expect(await page.locator('li', { hasText: '农户' }).innerText()).toMatch(/农户\s+2 行/)
    await page.getByRole('searchbox', { name: '查找台账' }).fill('标签')
    expect(await page.locator('.lined li').count()).toBe(1)
    await page.getByRole('searchbox', { name: '查找台账' }).fill('')
    await page.getByRole('link', { name: '救助' }).click()
    await page.getByText('还没有记录').waitFor()
    await page.getByRole('link', { name: '新增' }).click()
    await page.getByRole('heading', { name: '新增：救助' }).waitFor()
    for (const label of ['人员', '日期', '金额（元）', '紧急']) expect(await page.getByLabel(label).count()).toBe(1)
  })

  test('a row is judged while it is typed, saved once however often it is pressed, and found in the books', async () => {
    await open('/ledgers/aid/new', 'form')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('有 3 栏要改正').waitFor()
    await page.getByLabel('日期', { exact: true }).fill('2025-2-30')
    await page.getByText('这一天不存在').waitFor()
    await page.getByLabel('日期', { exact: true }).fill('2025年3月5日')
    await page.getByLabel('金额').fill('0.5万元')
    await page.getByLabel('人员').fill('wxy')
    const hits = page.getByRole('listbox', { name: '查到的' }).getByRole('option')
    await expect.poll(() => hits.count()).toBe(2)
    const places = await hits.allInnerTexts()
    expect(places.map((text) => /地\d+/.exec(text)?.[0]).sort()).toEqual(['地001', '地002'])
    await hits.filter({ hasText: '地002' }).click()
    await page.getByRole('button', { name: '保存', exact: true }).dblclick()
    await page.getByText('已保存').waitFor()
    expect(page.url()).toContain('/rows/')
    expect(await page.locator('.facts').innerText()).toMatch(/王秀英[\s\S]*2025年3月5日[\s\S]*5000元/)
    await open('/ledgers/aid', '.sheet tbody tr')
    expect(await page.locator('.sheet tbody tr').count()).toBe(1)
  })

  test('one after the other: the form is empty again, and what the books refuse stands at its field', async () => {
    await open('/ledgers/household/new', 'form')
    const fill = async (number: string) => {
      await page.getByLabel('户编号').fill(number)
      await page.getByLabel('户主姓名').fill('𠮷小花')
      await page.getByLabel('所在地').click()
      await page.getByRole('option', { name: '地001' }).click()
    }
    await fill('X1')
    await page.getByRole('button', { name: '保存并继续' }).click()
    await page.getByText('已保存').waitFor()
    expect(await page.getByLabel('户编号').inputValue()).toBe('')
    await fill('X1')
    await page.keyboard.press('Control+Enter')
    await page.locator('#field-number-fault').waitFor()
    expect(await page.locator('#field-number-fault').innerText()).toContain('重复')
    complaints.splice(0)
    await page.getByLabel('户编号').fill('X2')
    await page.keyboard.press('Control+Enter')
    await page.getByText('已保存').waitFor()
    await page.getByRole('heading', { name: '农户' }).waitFor()
  })

  test('what was typed and not saved is there after a reload, and goes when it is saved', async () => {
    await open('/ledgers/label/new', 'form')
    await page.getByLabel('标签', { exact: true }).fill('脱贫户')
    await page.getByText('未保存，草稿留在这台电脑上').waitFor()
    await page.reload()
    await page.getByText('没有保存的填写').waitFor()
    expect(await page.getByLabel('标签', { exact: true }).inputValue()).toBe('脱贫户')
    await page.getByLabel('农户').fill('王秀英')
    await page.getByRole('listbox', { name: '查到的' }).getByRole('option').first().click()
    await page.getByLabel('起', { exact: true }).fill('2025-01-01')
    await page.getByRole('button', { name: '保存并继续' }).click()
    await page.getByText('已保存。').waitFor()
    await page.reload()
    await page.locator('form').waitFor()
    expect(await page.getByLabel('标签', { exact: true }).inputValue()).toBe('')
    expect(await page.getByText('没有保存的填写').count()).toBe(0)
  })

  test('two windows on one ledger are two rows: neither takes up what is being typed in the other', async () => {
    await open('/ledgers/label/new', 'form')
    await page.getByLabel('标签', { exact: true }).fill('一号窗')
    const second = await page.context().newPage()
    await second.goto(`${served.url}/ledgers/label/new`)
    await second.locator('form').waitFor()
    await second.waitForTimeout(600)
    expect(await second.getByText('没有保存的填写').count()).toBe(0)
    await second.getByLabel('标签', { exact: true }).fill('二号窗')
    for (const [window, word] of [
      [page, '一号窗'],
      [second, '二号窗'],
    ] as const) {
      await window.reload()
      await window.getByText('没有保存的填写').waitFor()
      expect(await window.getByLabel('标签', { exact: true }).inputValue()).toBe(word)
    }
    await second.close()
    await open(`/ledgers/label/new?household=${books.newId()}`, 'form')
    await page.waitForTimeout(600)
    expect(await page.getByLabel('标签', { exact: true }).inputValue()).toBe('')
    complaints.splice(0)
    for (const word of ['一号窗', '二号窗']) {
      await open('/ledgers/label/new', 'form')
      await page.getByText('没有保存的填写').waitFor()
      expect(['一号窗', '二号窗'], word).toContain(await page.getByLabel('标签', { exact: true }).inputValue())
      await page.getByRole('button', { name: '清空重填' }).click()
    }
    await open('/ledgers/label/new', 'form')
    await page.waitForTimeout(600)
    expect(await page.getByText('没有保存的填写').count()).toBe(0)
  })

  test('a person who was saved belongs to no household yet: it says so, and leads to where it is recorded', async () => {
    await open('/ledgers/person/new', 'form')
    await page.getByLabel('姓名').fill('钱多多')
    await page.keyboard.press('Control+Enter')
    await page.getByText('栏要改正').waitFor()
    // Whether they are joined at once is kept along with what was typed.
    await page.reload()
    await page.getByText('没有保存的填写').waitFor()
    await page.getByLabel('加入日期', { exact: true }).waitFor()
    await page.getByLabel('一起录入“家庭成员”').uncheck()
    await page.getByText('不会算进哪个村').waitFor()
    await page.reload()
    await page.getByText('没有保存的填写').waitFor()
    await page.getByText('不会算进哪个村').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText('这一人还不属于哪一户').waitFor()
    await page.getByRole('link', { name: '录入“家庭成员”' }).click()
    await page.getByRole('heading', { name: '新增：家庭成员' }).waitFor()
    await page.locator('.chosen', { hasText: '钱多多' }).waitFor()
    await page.getByLabel('所在户').fill('王秀英')
    await page.getByRole('listbox', { name: '查到的' }).getByRole('option').first().click()
    await page.getByLabel('加入日期', { exact: true }).fill('2025-01-01')
    await page.keyboard.press('Control+Enter')
    await page.getByText('已保存').waitFor()
    await page.getByRole('link', { name: '钱多多' }).first().click()
    await page.locator('.facts').first().waitFor()
    expect(await page.getByText('还不属于').count()).toBe(0)
  })

  test('a village records somebody new from the household that they join: two rows, one act, nothing lost by a reload', async () => {
    const tab = await enter('槐村', 'village', [villages[1]])
    await tab.getByRole('combobox', { name: '查找户和人' }).fill('王秀英')
    await tab.getByRole('option', { name: /农户/ }).first().click()
    await tab.getByRole('link', { name: '新增一人' }).click()
    await tab.getByRole('heading', { name: '属于哪一户' }).waitFor()
    await tab.getByRole('link', { name: '取消' }).click()
    await tab.getByRole('link', { name: '新增一人' }).click()
    await tab.getByRole('heading', { name: '属于哪一户' }).waitFor()
    await tab.locator('.field', { hasText: '身份证号码' }).getByText('保存以后遮盖，请先核对').waitFor()
    expect(await tab.getByRole('checkbox').count()).toBe(0)
    await tab.locator('.chosen', { hasText: '王秀英' }).waitFor()
    await tab.getByLabel('姓名').fill('王满仓')
    await tab.getByLabel('加入日期', { exact: true }).fill('2025-02-01')
    await tab.reload()
    await tab.getByText('没有保存的填写').waitFor()
    expect(await tab.getByLabel('加入日期', { exact: true }).inputValue()).toBe('2025-02-01')
    await tab.locator('#field-id_number').fill(` ${idNumberOf(77)} `)
    // Recorded, and the answer lost on its way: sent again, it is known to be the same.
    await tab.route(
      '**/api/acts',
      async (route) => {
        await route.fetch()
        await route.abort()
      },
      { times: 1 },
    )
    await tab.getByRole('button', { name: '保存', exact: true }).click()
    await tab.getByText('连不上系统').waitFor()
    expect(complaints.splice(0).join()).toContain('ERR_FAILED')
    await tab.getByRole('button', { name: '保存', exact: true }).click()
    await tab.getByText('已保存').waitFor()
    await tab.getByRole('heading', { name: '人员：王满仓' }).waitFor()
    // A village cannot reveal it: what was typed is read back once, and then masked like the rest.
    const back = tab.getByText(/刚才写的/)
    expect(await back.innerText()).toContain(`身份证号码 ${idNumberOf(77)}`)
    expect(await tab.locator('.facts').innerText()).not.toContain(idNumberOf(77))
    await tab.getByRole('button', { name: '现在就遮盖' }).click()
    await back.waitFor({ state: 'detached' })
    expect(await tab.getByText('还不属于').count()).toBe(0)
    await tab.getByRole('combobox', { name: '查找户和人' }).fill('王满仓')
    await tab
      .getByRole('option', { name: /王满仓/ })
      .first()
      .click()
    await tab.getByText('所在户').first().waitFor()
    await tab.getByRole('link', { name: '王秀英' }).first().click()
    await tab.getByText(/家庭成员\s+2 人/).waitFor()
    // The head stands first, however early a child came.
    const [household, head, child] = [tab.url().split('/').pop()!, books.newId(), books.newId()]
    await books.write([
      set('person', child, { name: '王小满' }),
      set('membership', books.newId(), { person: child, household, relation: '之子', since: '2001-01-01' }),
      set('person', head, { name: '王大山' }),
      set('membership', books.newId(), { person: head, household, relation: '户主', since: '2020-01-01' }),
    ])
    await tab.reload()
    await tab.getByText(/家庭成员\s+4 人/).waitFor()
    expect(await tab.locator('.members li b').allInnerTexts()).toEqual(['王大山', '王小满', '王秀英', '王满仓'])
    await tab.context().close()
  })

  test('a field stands in the form only where another leaves room for it, and is needed there', async () => {
    await open('/ledgers/label/new', 'form')
    await page.getByLabel('结束原因').waitFor()
    expect(await page.getByLabel('转往何处').count()).toBe(0)
    await page.getByLabel('结束原因').selectOption('转出')
    await page.getByLabel('转往何处').fill('县城')
    // What is typed where there is no room any more is not sent.
    await page.getByLabel('结束原因').selectOption('其他')
    await page.getByLabel('转往何处').waitFor({ state: 'detached' })
    await page.getByLabel('结束原因').selectOption('转出')
    await page.getByLabel('转往何处').fill('')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    const field = page.locator('.field', { hasText: '转往何处' })
    await field.getByText('“结束原因”是“转出”，这一栏必须填写').waitFor()
    expect(await field.innerText()).not.toContain('选填')
  })

  test('the correcting dialog says what is still to be done before it can save', async () => {
    await open('/ledgers/label', '.sheet tbody tr')
    await page.locator('.sheet tbody a').first().click()
    await page.getByRole('button', { name: '更正' }).click()
    await page.getByText('还没有改动任何一栏').waitFor()
    await page.getByRole('dialog').getByLabel('标签', { exact: true }).fill('监测户')
    await page.getByText('还要写“为什么更正”').waitFor()
    await page.getByLabel('为什么更正').fill('核对档案')
    await page.getByText('旧的内容留在历史里').waitFor()
    await page.getByRole('button', { name: '不改了' }).click()
  })

  test('what goes on is ended by its last day and what is asked with it, and has no such button then', async () => {
    const id = books.newId()
    const { household } = await books.family(villages[0], '钱小满')
    await books.write([set('label', id, { household, word: '脱贫户', since: '2021-01-01' })])
    await open(`/rows/${id}`, '.facts')
    await page.getByRole('button', { name: '结束' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('还要写最后一天').waitFor()
    expect(await dialog.getByLabel('标签', { exact: true }).count()).toBe(0)
    await dialog.getByLabel('止', { exact: true }).fill('2025-06-30')
    await dialog.getByLabel('结束原因').selectOption('转出')
    await dialog.getByLabel('转往何处').fill('县城')
    await dialog.getByLabel('为什么结束').fill('迁移证')
    await dialog.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('已保存，到最后一天为止').waitFor()
    expect(await page.locator('.facts').innerText()).toMatch(/2025年6月30日[\s\S]*转出[\s\S]*县城/)
    expect(await page.getByRole('button', { name: '结束' }).count()).toBe(0)
  })

  test('who may be on the books already is told before they are saved a second time', async () => {
    await books.write([set('person', books.newId(), { name: '赵小寒', born_on: '1990-02-03' })])
    await open('/ledgers/person/new', 'form')
    await page.getByLabel('一起录入“家庭成员”').uncheck()
    await page.getByLabel('姓名').fill('赵小寒')
    await page.locator('#field-born_on').fill('1990-02-03')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('已有一人，姓名、出生日期都相同，可能是同一人').waitFor()
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('已保存').waitFor()
  })

  test('what is masked and was typed into and emptied again stays as it is', async () => {
    const id = books.newId()
    await books.write([set('person', id, { name: '孙小四', id_number: idNumberOf(4) })])
    await open(`/rows/${id}`, '.facts')
    await page.getByRole('button', { name: '更正' }).click()
    await page.locator('#field-id_number').fill('1')
    await page.locator('#field-id_number').fill('')
    await page.getByText('还没有改动任何一栏').waitFor()
    await page.locator('#field-name').fill('孙小五')
    await page.getByLabel('为什么更正').fill('核对证件')
    await page.getByRole('button', { name: '保存更正' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByText('更正已保存').waitFor()
    expect(await page.locator('.facts').innerText()).toMatch(/孙小五[\s\S]*身份证号码/)
    expect(await page.getByText('刚才写的').count()).toBe(0)
    const number = async () => {
      await page.getByRole('button', { name: '更正' }).click()
      await page.locator('#field-id_number').fill(idNumberOf(5))
      await page.getByLabel('为什么更正').fill('核对证件')
      await page.getByRole('button', { name: '保存更正' }).click()
    }
    await number()
    await page.getByText(`身份证号码 ${idNumberOf(5)}`).waitFor()
    // The same once more, as somebody else may have done meanwhile, is no correction.
    await number()
    await page.getByRole('dialog').getByText('账上已经是这样，没有要更正的内容').waitFor()
    await page.getByRole('button', { name: '不改了' }).click()
  })

  test('what was refused is not offered to be tried again, and a filter the wrong way round says so', async () => {
    await page.goto(`${served.url}/rows/${books.newId()}`)
    await page.getByText('没有这一行').waitFor()
    expect(await page.getByRole('button', { name: '再试一次' }).count()).toBe(0)
    await page.goto(`${served.url}/ledgers/aid?f.paid_on=2025-12-31~2025-01-01`)
    await page.getByText('前后反了').waitFor()
    complaints.splice(0)
  })

  test('a place that a column already says is not said once more', async () => {
    await open('/ledgers/household', '.sheet tbody tr')
    expect(await page.getByRole('columnheader', { name: '地区' }).count()).toBe(0)
    await open('/ledgers/aid', '.sheet tbody tr')
    expect(await page.getByRole('columnheader', { name: '地区' }).count()).toBe(1)
  })

  test('a list stands in its address: found, filtered, sorted; Back and reload give the same', async () => {
    await open('/ledgers/household', '.sheet tbody tr')
    const shown = () => page.locator('.sheet tbody tr').count()
    const before = await shown()
    await page.getByRole('searchbox', { name: '查找', exact: true }).fill('王')
    await expect.poll(shown).toBe(2)
    await page.getByRole('button', { name: '筛选' }).click()
    await page.locator('#filter-field').selectOption({ label: '户主姓名' })
    await page.getByLabel('里面有').fill('秀英')
    await page.getByRole('button', { name: '加上' }).click()
    await page.getByRole('button', { name: '户主姓名有“秀英”' }).waitFor()
    expect(new URL(page.url()).searchParams.get('f.head_name')).toBe('*秀英*')
    await page.reload()
    await page.getByText('共 2 行').waitFor()
    await page.getByRole('button', { name: '户主姓名有“秀英”' }).click()
    await page.getByRole('searchbox', { name: '查找', exact: true }).fill('')
    await expect.poll(shown).toBe(before)
    await page.getByRole('button', { name: '户编号' }).click()
    await expect.poll(() => page.locator('th[aria-sort]').count()).toBe(1)
    const numbers = await page.locator('.sheet tbody .first').allInnerTexts()
    expect(numbers).toEqual([...numbers].sort())
    await page.locator('.sheet tbody a').first().click()
    await page.locator('.history').waitFor()
    await page.goBack()
    await page.locator('th[aria-sort]').waitFor()
    expect(page.url()).toContain('sort=number')
  })

  test('the list is taken away as a sheet, under its filter, once it is said what for', async () => {
    await open('/ledgers/household?f.head_name=*秀英*&columns=number,head_name', '.sheet tbody tr')
    await page.getByRole('button', { name: '导出' }).click()
    await page.getByText('还要写“用途”').waitFor()
    await page.getByLabel('用途').fill('报县里核对')
    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
    expect(file.suggestedFilename()).toMatch(/农户台账（截至.*）\.xlsx$/)
    const { sheets } = await readXlsx(await readFile((await file.path())!))
    expect(sheets[0]!.rows[2]![0]).toContain('筛选：户主姓名有“秀英”')
    expect(sheets[0]!.rows[3]).toEqual(['序号', '户编号', '户主姓名', '地区'])
    expect(sheets[0]!.rows.filter((row) => row[2] === '王秀英')).toHaveLength(2)
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  test('a sheet of somebody’s own is looked at, put right, tried and taken; what is wrong comes back at its cell', async () => {
    const sheet = [
      '救助登记表,,,',
      '姓名,时间,低保金,急不急',
      '钱多多,2025-03-05,300,否',
      '钱多多,2025-02-30,200,否',
      '没有这人,2025-03-06,100,否',
    ].join('\n')
    const take = async (text: string, name: string) =>
      page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
    await open('/ledgers/aid', '.sheet tbody tr')
    const before = await page.locator('.sheet tbody tr').count()
    await page.getByRole('link', { name: '导入' }).click()
    await page.getByText('把手里的表拖到这里').waitFor()
    await take(sheet, '救助.csv')
    await page.getByText('表里缺少必填的栏目').waitFor()
    await page.getByLabel('C 列“低保金”读作').selectOption('金额')
    await page.getByText('读 3 列，不读 1 列（急不急）').waitFor()
    await page.getByRole('button', { name: '试一遍' }).click()
    await page.getByText('试了一遍，账上还没有变').waitFor()
    const counts = () => page.locator('.counts').innerText()
    expect(await counts()).toMatch(/新增\s*1[\s\S]*退回\s*2/)
    const back = await page.getByRole('region', { name: '退回的行' }).locator('tbody tr').allInnerTexts()
    expect(back[0]).toMatch(/第 4 行 B 列\s+日期\s+2025-02-30\s+.*这一天不存在/)
    expect(back[1]).toMatch(/第 5 行 A 列\s+人员\s+没有这人/)
    await page.getByLabel('全部正确才收').check()
    await page.getByText('一行也不记').waitFor()
    await page.getByLabel('只收正确的行').check()
    await page.getByRole('button', { name: '导入 1 行' }).dblclick()
    await page.getByText('已导入“救助.csv”').waitFor()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载退回的文件' }).click(),
    ])
    expect((await readXlsx(await readFile((await file.path())!))).sheets[0]!.rows.flat()).toContain('没有这人')
    // The same heads are read as they were put right, and the same rows are known.
    await page.getByRole('button', { name: '再导入一份' }).click()
    await take(sheet, '救助.csv')
    await page.getByText('照上次改过的读').waitFor()
    await page.getByText('试了一遍，账上还没有变').waitFor()
    expect(await counts()).toMatch(/新增\s*0[\s\S]*相同\s*1/)
    // The table of another ledger is read there, without being chosen again.
    await page.getByRole('button', { name: '换一份' }).click()
    await take(`户编号,户主姓名,所在地\nX9,马三,${villages[0]}\n`, '农户.csv')
    await page.getByText('这份表是“农户”的，不是“救助”的').waitFor()
    await page.getByRole('link', { name: '到那里导入' }).click()
    await page.getByRole('heading', { name: '导入：农户' }).waitFor()
    await page.getByRole('button', { name: '导入 1 行' }).waitFor()
    await open('/ledgers/aid', '.sheet tbody tr')
    await expect.poll(() => page.locator('.sheet tbody tr').count()).toBe(before + 1)
    // It was the wrong sheet: the whole of it is taken back.
    await page.getByRole('link', { name: '导入' }).click()
    await page.getByRole('button', { name: '撤回“救助.csv”' }).click()
    await page.getByLabel('为什么撤回').fill('导错了表')
    await page.getByRole('button', { name: '撤回', exact: true }).last().dblclick()
    await page.getByText('已撤回“救助.csv”：救助作废 1 行。').waitFor()
    await expect.poll(() => page.getByRole('button', { name: '撤回“救助.csv”' }).count()).toBe(0)
    await open('/ledgers/aid', '.sheet tbody tr')
    await expect.poll(() => page.locator('.sheet tbody tr').count()).toBe(before)
    // Households and people of one sheet: what becomes of each ledger is told.
    await open('/ledgers/membership/import', '.start')
    const roster = `户编号,户主姓名,所在地,姓名,身份证号,与户主关系,加入日期\nX8,牛大,${villages[0]},牛大,${idNumberOf(431)},户主,2020-01-01\nX8,,,牛小,${idNumberOf(432)},其他,2020-01-01\n`
    await take(roster, '花名册.csv')
    await page.getByText('试了一遍，账上还没有变').waitFor()
    expect(await page.locator('.each tbody').innerText()).toMatch(/农户\s+1[\s\S]*人员\s+2[\s\S]*家庭成员\s+2/)
  })

  test('rows are typed and pasted side by side: an input method writes from its first key on, good rows are saved, bad ones stay', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await open('/ledgers/household', '.sheet tbody tr')
    const before = await page.locator('.sheet tbody tr').count()
    await page.getByRole('link', { name: '多行录入' }).click()
    const cell = (row: number, column: number) => page.locator(`[data-row="${row}"][data-column="${column}"]`)
    await cell(0, 1).click()
    const keys = await page.context().newCDPSession(page)
    for (const text of ['w', 'wa', 'wan', 'wang']) {
      await keys.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', windowsVirtualKeyCode: 229, key: 'Process' })
      await keys.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
    }
    await keys.send('Input.insertText', { text: '王' })
    await page.keyboard.press('Enter')
    await expect.poll(() => cell(0, 1).innerText()).toBe('王')
    await page.keyboard.press('Control+z')
    await expect.poll(() => cell(0, 1).innerText()).toBe('')
    // As a spreadsheet copies it, its heads with it, in an order of its own.
    const place = villages[0]
    const pasted = `户主姓名\t户编号\t备注\t所在地\t耕地\r\n甲\tG1\t好\t${place}\t3.5\r\n乙\tG2\t\t没有的村\t\r\n丙\tG3\t\t\t两亩\r\n`
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(pasted)})`)
    await cell(0, 0).click()
    await page.keyboard.press('Control+v')
    await expect.poll(() => cell(2, 1).innerText()).toBe('丙')
    await page.getByText('没有贴进来的列：备注').waitFor()
    await page.getByText('未保存 3 行').waitFor()
    await page.getByText('有 1 行要改').waitFor()
    await page.reload()
    await page.getByText('接着上次没有保存的填写').waitFor()
    expect(await cell(2, 3).innerText()).toBe('两亩')
    await page.getByRole('button', { name: '核对' }).click()
    await page.getByText('有 1 行可以保存，2 行要改').waitFor()
    expect(await page.locator('.bad[role=gridcell]').allInnerTexts()).toEqual(['没有的村', '', '两亩'])
    await page.getByLabel('全部正确才保存').check()
    await page.getByRole('button', { name: '保存' }).click()
    expect(await page.locator('#cell-said').innerText()).not.toBe('')
    await page.getByLabel('全部正确才保存').uncheck()
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('已保存 1 行；2 行没有保存').waitFor()
    // The others are put right from the keyboard alone: fill down, and the last cell anew.
    await cell(0, 2).click()
    await page.keyboard.type(place)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+d')
    await expect.poll(() => cell(1, 2).innerText()).toBe(place)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Delete')
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('已保存 2 行').waitFor()
    await page.getByRole('link', { name: '看“农户”' }).click()
    await expect.poll(() => page.locator('.sheet tbody tr').count()).toBe(before + 3)
    await page.goto(`${served.url}/ledgers/household/grid`)
    await cell(0, 0).waitFor()
    expect(await page.getByText('接着上次没有保存的填写').count()).toBe(0)
  })

  test('who may not record is not offered to', async () => {
    const leader = await enter('乡长', 'leader', [township])
    await leader.goto(`${served.url}/ledgers/household`)
    await leader.locator('.sheet tbody tr').first().waitFor()
    expect(await leader.getByRole('link', { name: '新增' }).count()).toBe(0)
    await leader.context().close()
  })

  test('signing out takes what was typed along, also where the browser does not heed the server, as without https', async () => {
    const other = await enter('李文书', 'office', [township])
    await other.route('**/api/sign-out', async (route) => {
      const response = await route.fetch()
      const { 'clear-site-data': _, ...headers } = response.headers()
      await route.fulfill({ response, headers })
    })
    await other.goto(`${served.url}/ledgers/label/new`)
    await other.getByLabel('标签', { exact: true }).fill('不给别人看')
    const kept = () => other.evaluate("Object.keys(localStorage).filter((key) => key.includes('draft')).length")
    await expect.poll(kept).toBe(1)
    await other.getByRole('button', { name: '退出' }).click()
    await other.locator('#password').waitFor()
    expect(await kept()).toBe(0)
    await other.context().close()
  })

  test('an empty office begins with its township and villages, typed or pasted, and goes on to accounts and families', async () => {
    const engine = await testEngine()
    const empty = await openStore(engine, catalog, { keys: passingCipher() })
    const web = join(packageRoot(), 'dist', 'web', 'console')
    const office = await serve(empty, { port: 0, web, report: 'none' })
    const starter = system('测试', [])
    const id = await createAccount(empty, starter, { login: '管理员', name: '管理员', role: 'admin', areas: [] })
    const first = await (
      await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
    ).newPage()
    first.setDefaultTimeout(20_000)
    first.on('console', complain)
    await first.goto(`${office.url}/sign-in?token=${await createLink(empty, starter, id)}`)
    await first.getByRole('heading', { name: '先建起您的乡镇' }).waitFor()
    await first.getByRole('button', { name: '保存' }).click()
    await first.getByText('还有 3 处要填好').waitFor()
    await first.getByLabel('名称', { exact: true }).fill('青石乡')
    await first.getByLabel('行政区划代码').fill('990101203')
    const lines = first.getByLabel('一行一个村')
    await lines.fill('村名\t组名\n东山村\t一组\n东山村\t二组\n西山村\t990101299201')
    await first.getByText('第 4 行：代码 990101299201 不是本乡镇的').waitFor()
    await lines.fill('村名\t组名\n东山村\t一组\n东山村\t二组\n西山村')
    await first.getByText('1 个乡镇、2 个村、2 个村民组').waitFor()
    // Nothing typed is lost by a reload; a double click makes it once.
    await first.reload()
    await first.getByText('990101203202').waitFor()
    await first.getByRole('button', { name: '保存' }).dblclick()
    await first.getByRole('heading', { name: '青石乡建好了' }).waitFor()
    const roster = () => first.getByRole('link', { name: '导入家庭成员' }).getAttribute('href')
    expect(await roster()).toBe('/ledgers/membership/import')
    const names = await scoped(empty, system('测试', ['990101203']), areaNames)
    expect([...names]).toEqual([
      ['990101203', '青石乡'],
      ['990101203201', '东山村'],
      ['99010120320101', '一组'],
      ['99010120320102', '二组'],
      ['990101203202', '西山村'],
    ])
    await first.getByRole('link', { name: '给同事和各村开账号' }).click()
    await first.getByText('还只有您一个账号').waitFor()
    // Until somebody lives there, every page leads back to what comes next, and a box without anything to choose says why.
    await first.getByRole('link', { name: '接下来' }).click()
    await first.getByRole('heading', { name: '还没有一户' }).waitFor()
    expect(await roster()).toBe('/ledgers/membership/import')
    await first.goto(`${office.url}/ledgers/label/new`)
    await first.getByLabel('农户').fill('王')
    await first.getByText('“农户”里还没有记录，请先录入').waitFor()
    await first.getByRole('link', { name: '农户' }).click()
    await first.getByRole('heading', { name: '新增：农户' }).waitFor()
    expect(complaints.splice(0)).toEqual([])
    // Who has places never sees the page; these books have no report for the one that they see instead.
    await page.goto(`${served.url}/first-run`)
    await page.waitForURL('**/summary')
    complaints.length = 0
    await first.context().close()
    await office.close()
    await engine.close()
  })
})
