/**
 * `npm run pictures`: photographs the pages for README and the manual: the demonstration township, in a real browser.
 * Run it after a change of looks; the pictures in docs/images are what it writes.
 */
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { createAccount, createLink } from '#access/accounts.ts'
import { serve } from '#http/serve.ts'
import { system } from '#store/actor.ts'
import { chromiumFlags, chromiumPath } from '../test/support/chromium.ts'
import { demoOffice, demoTownship } from '../test/support/demo.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const images = join(root, 'docs', 'images')
const executablePath = chromiumPath()
if (!executablePath) throw new Error('没有找到 Chromium。请安装它，或用环境变量 CHROMIUM 指明它的位置。')

await mkdir(images, { recursive: true })
const office = await demoOffice()
const served = await serve(office.store, {
  port: 0,
  web: join(root, 'dist', 'web', 'console'),
  report: 'annual-summary',
  year: 2025,
})
const browser = await chromium.launch({ executablePath, args: [...chromiumFlags] })
try {
  const keeper = system('拍照', [demoTownship])
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
  const id = await createAccount(office.store, keeper, {
    login: 'pictures',
    name: '曾文书',
    role: 'admin',
    areas: [demoTownship],
  })
  /** Waits until nothing is being asked any more, then takes the picture. */
  const picture = async (name: string) => {
    await page.waitForLoadState('networkidle')
    await page.screenshot({ path: join(images, `${name}.png`), animations: 'disabled' })
    console.log(`docs/images/${name}.png`)
  }
  await page.goto(`${served.url}/sign-in?token=${await createLink(office.store, keeper, id)}`)
  await page.locator('.paper').waitFor()
  await picture('summary')
  await page.locator('.paper [data-figure="monitoring.households"]').first().click()
  await page.locator('.panel .value').waitFor()
  await picture('figure')
  await page.getByRole('button', { name: '签发' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: '签发', exact: true }).click()
  await page.waitForURL(/\/issued\//)
  const issued = page.url()
  await page.getByText('没有变化').waitFor()
  await page.goto(`${served.url}/figures/monitoring.households/rows`)
  await page.locator('.sheet tbody a').first().click()
  await page.getByRole('button', { name: '更正' }).click()
  await page.locator('#field-identified_on').fill('2024年12月30日')
  await page.locator('#correct-reason').fill('和档案核对')
  await page.waitForTimeout(400) // the dialog fades in
  await picture('correct')
  await page.getByRole('button', { name: '保存更正' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.locator('.history del').first().waitFor()
  await picture('row')
  await page.goto(`${served.url}/ledgers/visit?f.visited_on=2025-07-01~2025-12-31`)
  await page.getByText('共 ').waitFor()
  await picture('list')
  await page.goto(`${served.url}/ledgers/household/new`)
  await page.locator('#field-number').fill('990101201203A900')
  await page.locator('#field-head_name').fill('王秀英')
  await page.getByText('未保存').waitFor()
  await picture('record')
  const sheet = [
    '云禾乡农户登记表（二季度）',
    '户编号,户主,住在哪个组,建档日期,户籍性质,耕地',
    '990101201203A901,沈玉兰,云埭下村小桥组,2025-04-02,农村,3.5',
    '990101201203A902,顾长根,云埭下村小桥组,2025-04-31,农村,2',
    '990101201203A903,陶小满,云埭村,2025-05-06,农村,4.1',
  ].join('\n')
  await page.goto(`${served.url}/ledgers/household/import`)
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '农户登记表.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) })
  await page.getByLabel('C 列“住在哪个组”读作').selectOption('所在村民组')
  await page.getByRole('button', { name: '试一遍' }).click()
  await page.getByText('试了一遍').waitFor()
  await picture('import')
  await page.goto(issued)
  await page.locator('.difference').first().waitFor()
  await picture('issued')
} finally {
  await browser.close()
  await served.close()
  await office.close()
}
