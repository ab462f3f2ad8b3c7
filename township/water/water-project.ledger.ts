import { area as areaField, choice, day, link, money, quantity, text } from '#define/field.ts'
import { state } from '#define/ledger.ts'

export const waterProject = state('water_project', {
  title: '供水工程',
  row: '个',
  purpose: '一处供水工程一行：水源、规模、何时开工、何时全面建成、谁管护。',
  area: 'area',
  dated: ['began_on', 'completed_on'],
  unique: [['name']],
  namedBy: ['name'],
  shownAs: 'name',
  fields: {
    name: text('工程名称', { max: 60, also: ['项目名称', '供水工程名称'] }),
    kind: choice('工程类型', ['集中供水工程', '单村供水工程', '分散供水设施']),
    area: areaField('所在地区', { help: '跨村的填乡镇代码' }),
    source: choice('水源', ['水库', '河流', '山泉', '地下水']),
    daily_capacity: quantity('设计日供水', '立方米', { optional: true }),
    keeper: text('管护责任人', { optional: true, max: 40, also: ['管护人', '管水员'] }),
    began_on: day('开工日期'),
    completed_on: day('建成日期', { optional: true, help: '各项工程全部完工、通水的日期' }),
  },
})

export const waterWork = state('water_work', {
  title: '供水单项工程',
  row: '项',
  purpose: '供水工程的各个单项：取水、净水、管网、管理房，各自的工程量、投资、开工和完工日期。',
  of: 'project',
  dated: ['began_on', 'finished_on'],
  unique: [['project', 'name']],
  namedBy: ['name'],
  shownAs: 'name',
  fields: {
    project: link(waterProject, '供水工程'),
    name: text('单项名称', { max: 60 }),
    kind: choice('单项类型', ['取水工程', '净水工程', '输供水管网', '管理房屋', '入户改造', '其他']),
    pipeline: quantity('管网长度', '米', { optional: true, help: '只有管网单项填写' }),
    investment: money('完成投资', { sensitive: 'money', also: ['投资金额', '投资', '投资额'] }),
    builder: text('施工单位', { optional: true, max: 60, also: ['承建单位'] }),
    began_on: day('开工日期'),
    finished_on: day('完工日期', { optional: true }),
  },
})
