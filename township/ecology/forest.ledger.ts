import { area, choice, day, money, quantity, text } from '#define/field.ts'
import { state } from '#define/ledger.ts'

export const forestWork = state('forest_work', {
  title: '林业生态工程台账',
  row: '处',
  purpose: '封山育林、退化林修复、森林抚育、植树造林等，一个小班或地块一行，从开工到完工验收。',
  area: 'area',
  dated: ['started_on', 'finished_on'],
  unique: [['area', 'kind', 'plot', 'started_on']],
  namedBy: ['plot'],
  shownAs: 'plot',
  fields: {
    kind: choice('工程类别', ['封山育林', '退化林修复', '森林抚育', '植树造林', '笋竹两用林', '油茶低改']),
    area: area('所在村'),
    plot: text('小班或地块', { max: 40 }),
    land: quantity('面积', '亩', { also: ['造林面积', '栽植面积'] }),
    trees: quantity('栽植株数', '株', { optional: true, help: '植树造林填写' }),
    species: text('树种', { optional: true, max: 40, also: ['苗木品种'] }),
    started_on: day('开工日期'),
    finished_on: day('完工日期', { optional: true }),
    accepted_on: day('验收合格日期', { optional: true }),
    contractor: text('实施单位', { max: 60, also: ['施工单位'] }),
    investment: money('投资金额', { optional: true }),
  },
})
