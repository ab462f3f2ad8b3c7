import { area, text } from '#define/field.ts'
import { entity } from '#define/ledger.ts'

export const summaryWords = entity('summary_words', {
  title: '报告自撰段落',
  row: '条',
  purpose: '报告里要由各单位自己写的段落，一份报告一年一段一行；段落里的数字不会随台账变化，请尽量只写情况。',
  area: 'area',
  unique: [['area', 'report', 'year', 'block']],
  namedBy: ['block'],
  fields: {
    area: area('报告所属单位', { help: '乡镇的报告填乡镇代码，村的填村代码' }),
    report: text('报告', { max: 40, help: '如 annual-summary' }),
    year: text('年度', { max: 4, help: '如 2025' }),
    block: text('段落', { max: 40, help: '如 problems' }),
    body: text('正文', { max: 3000 }),
    written_by: text('撰写人', { optional: true, max: 20 }),
  },
})
