import { readXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { area, choice, day, idNumber, link, money, text, yesNo } from '#define/field.ts'
import { event, type LedgerDefinition, state } from '#define/ledger.ts'
import { convert, hasLibreOffice, sayMissing } from '../../test/support/libreoffice.ts'
import { household } from '../../test/support/made-up-township.ts'
import { readTable } from './read.ts'
import { stampSheet } from './table.ts'
import { exampleOf, template, templateVersion } from './template.ts'
import { readRows } from './validate.ts'

const reasons = Array.from({ length: 60 }, (_, i) => `第${i + 1}种很长的原因`)

const aid = event('aid', {
  title: '教育/资助',
  row: '人次',
  purpose: '每人每学期一行。',
  dated: 'paid_on',
  fields: {
    household: link(household, '农户'),
    id_number: idNumber('身份证号码', { optional: true, help: '没有的可以不填' }),
    reason: choice('原因', reasons),
    boarding: yesNo('寄宿', { optional: true }),
    amount: money('金额'),
    paid_on: day('发放日期'),
  },
}).ledger as LedgerDefinition

const workbook = async () => readXlsx(await template(aid), { readStyles: true })

test('the template has title, notes, hints and starred heads above frozen panes', async () => {
  const [sheet] = (await workbook()).sheets
  expect(sheet?.name).toBe('教育资助')
  expect(sheet?.rows[0]?.[0]).toBe('教育/资助导入模板')
  expect(sheet?.rows[2]?.slice(0, 2)).toEqual(['填户编号', '18 位，列格式为文本；没有的可以不填'])
  expect(sheet?.rows[3]).toEqual(['农户*', '身份证号码', '原因*', '寄宿', '金额*', '发放日期*'])
  expect(sheet?.freezePane).toMatchObject({ rows: 4 })
})

test('where areas are declared, their code is told by the help alone: it may be a township, and cannot be a name', async () => {
  const areas = state('area', {
    title: '区划',
    row: '个',
    purpose: '',
    dated: ['from', 'to'],
    namedBy: ['code'],
    places: { code: 'code', name: 'name' },
    fields: {
      code: area('代码', { help: '乡镇 9 位，村 12 位' }),
      name: text('名称'),
      home: area('上级'),
      from: day('起'),
      to: day('止', { optional: true }),
    },
  }).ledger as LedgerDefinition
  const [sheet, explained] = (await readXlsx(await template(areas))).sheets
  expect(sheet?.rows[2]?.slice(0, 3)).toEqual([
    '乡镇 9 位，村 12 位',
    expect.anything(),
    expect.stringContaining('村名'),
  ])
  expect(explained?.rows[2]?.[2]).toBe('乡镇 9 位，村 12 位')
})

test('short lists stand in the rule, long ones on a hidden sheet, and the stamp is out of sight', async () => {
  const { sheets } = await workbook()
  const rules = sheets[0]?.dataValidations
  expect(rules?.find((rule) => rule.range.startsWith('D5'))?.values).toEqual(['是', '否'])
  expect(rules?.find((rule) => rule.range.startsWith('C5'))?.formula1).toBe('选项!$A$1:$A$60')
  expect(sheets.find((sheet) => sheet.name === '选项')).toMatchObject({
    hidden: true,
    rows: reasons.map((reason) => [reason]),
  })
  expect(sheets.find((sheet) => sheet.name === stampSheet)).toMatchObject({
    veryHidden: true,
    rows: [[stampSheet, 'aid', templateVersion(aid)]],
  })
})

test('the version follows the columns and nothing else', () => {
  expect(templateVersion({ ...aid, purpose: '改了说明' })).toBe(templateVersion(aid))
  const { reason, ...fewer } = aid.fields
  expect(reason).toBeDefined()
  expect(templateVersion({ ...aid, fields: fewer })).not.toBe(templateVersion(aid))
})

test('an empty template reads as no rows, and carries its stamp', async () => {
  const table = await readTable(await template(aid), 'a.xlsx')
  expect(table.stamp).toEqual({ ledger: 'aid', version: templateVersion(aid) })
  expect(table.sheets.filter(({ hidden }) => !hidden).map((sheet) => sheet.name)).toEqual(['教育资助', '填写说明'])
  expect(readRows(aid, table)).toMatchObject({ good: [], bad: [], notes: ['表头下面没有数据。'] })
})

if (!hasLibreOffice) sayMissing('LibreOffice')

test.skipIf(!hasLibreOffice)(
  'another office program keeps whole columns as text, and the lists',
  { timeout: 120_000 },
  async () => {
    const { sheets } = await readXlsx(await convert(await template(aid), 'a.xlsx', 'xlsx'), { readStyles: true })
    expect(sheets[0]?.dataValidations?.map((rule) => rule.range.replace(/:.*/, ''))).toEqual(
      expect.arrayContaining(['C5', 'D5']),
    )
    const fods = new TextDecoder().decode(await convert(await template(aid), 'a.xlsx', 'fods'))
    const columns = [...fods.matchAll(/<table:table-column[^>]*table:default-cell-style-name="(ce\d+)"/g)].slice(0, 6)
    const style = (name = '') =>
      new RegExp(`<style:style style:name="${name}"[^>]*style:data-style-name="(N\\d+)"`).exec(fods)?.[1]
    expect(style(columns[1]?.[1])).toBe('N100')
  },
)

test('examples read by their own kinds', () => {
  for (const field of Object.values(aid.fields)) {
    if (!field.to) expect(field.kind.parse(exampleOf(field))).toHaveProperty('value')
  }
})
