/** A township that has registered its villages and nothing else: its summary praises nobody for what nobody looked at. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { answerReport, type ReportAnswer } from '#reports/answer.ts'
import type { Actor } from '#store/actor.ts'
import { importFile } from '#store/import.ts'
import { passingCipher } from '#store/keys.ts'
import { openStore, openTownship, type Store } from '#store/store.ts'
import { catalog } from '../support/demo.ts'
import { testEngine } from '../support/engine.ts'

const township = '990102202'
const clerk: Actor = { id: 'clerk', name: '办事员', role: 'office', areas: [township] }
let store: Store
let summary: ReportAnswer

beforeAll(async () => {
  store = await openStore(await testEngine(), catalog, { keys: passingCipher() })
  await openTownship(store, clerk, township)
  const areas = `代码,名称,级别,有效起\n${township},白石乡,乡镇,2020-01-01\n${township}201,河口村,村,2020-01-01\n`
  await importFile(store, clerk, { ledger: 'area', township, bytes: new TextEncoder().encode(areas), name: '区划.csv' })
  summary = await answerReport(store, clerk, 'annual-summary', { year: 2025 })
})
afterAll(() => store.engine.close())

const text = () =>
  summary.document.parts
    .map((p) => (p.kind === 'paragraph' ? p.runs.map((r) => ('lead' in r ? r.lead : r.text)).join('') : ''))
    .join('\n')

it('says 没有记录 where it would praise, and never the praise', () => {
  for (const praise of ['无逾期', '没有发现危房', '无一人失学', '全部达标', '未发现问题', '没有新确定'])
    expect(text()).not.toContain(praise)
  for (const praise of [
    '户户',
    '逐条',
    '全覆盖',
    '办结',
    '更加方便',
    '进一步改善',
    '持续改观',
    '分工到组',
    '能致富',
    '门路',
  ])
    expect(text()).not.toMatch(new RegExp(`${praise}(?![^（]*：没有记录）)`))
  expect(text().match(/（是否有[^）]+：没有记录）/g)).toEqual([
    '（是否有排查发现问题：没有记录）',
    '（是否有待核实的风险线索：没有记录）',
    '（是否有全年确定监测对象：没有记录）',
    '（是否有期末疑似辍学：没有记录）',
    '（是否有鉴定为危房：没有记录）',
    '（是否有饮水不安全户：没有记录）',
    '（是否有未落实帮扶责任人的户：没有记录）',
    '（是否有尚无桑园的农户：没有记录）',
    '（是否有逾期小额贷款：没有记录）',
    '（是否有未办结的巡查问题：没有记录）',
  ])
  expect(text().match(/（(?!是否)[^（）]+：没有记录）/g)).toEqual(
    expect.arrayContaining(['（专项工作组：没有记录）', '（帮扶措施：没有记录）', '（易地搬迁户：没有记录）']),
  )
})

it('flags each sentence that it did not write, by the words that were left out', () => {
  const left = summary.document.flags.flatMap((f) => f.flags.filter((flag) => flag.code === 'no_record'))
  expect(left.map((flag) => /没有写“(.*)”/.exec(flag.message)?.[1])).toEqual(
    expect.arrayContaining(['到期贷款已全部收回，无逾期', '没有发现危房', '义务教育阶段无一人失学辍学']),
  )
  expect(left).toHaveLength(text().match(/：没有记录）/g)!.length)
})

it('tells every zero that stands on an empty ledger', () => {
  for (const figure of summary.answer.figures) {
    if (figure.value !== 0) continue
    expect(
      figure.flags.map((flag) => flag.code),
      figure.id,
    ).toContain('nothing_recorded')
  }
})
