/** A township that has registered its villages and nothing else: its summary praises nobody for what nobody looked at. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { indicatorsOf } from '#define/report.ts'
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

it('never praises, and says once at its end, by line of work, what has no records', () => {
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
    expect(text()).not.toContain(praise)
  expect(text().match(/没有可以依据的记录/g)).toHaveLength(1)
  const note = text().split('\n').at(-1)!
  for (const { title, indicators } of catalog.lines)
    if (indicators.some((id) => indicatorsOf(summary.report).includes(id))) expect(note).toContain(title)
})

it('has no zero and no heading over nothing', () => {
  expect(text()).not.toMatch(/(?<![\d.])0(?![\d.])/)
  const headings = summary.document.parts.flatMap((p) => (p.kind === 'heading' ? p.text : []))
  expect(headings).toEqual(['一、存在问题', '二、下一步工作打算'])
})

it('flags each sentence that it did not write, by the words that were left out', () => {
  const left = summary.document.flags.flatMap((f) => f.flags.filter((flag) => flag.code === 'no_record'))
  expect(left.map((flag) => /没有写“(.*)”/.exec(flag.message)?.[1])).toEqual(
    expect.arrayContaining(['到期贷款已全部收回，无逾期', '没有发现危房', '义务教育阶段无一人失学辍学']),
  )
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
