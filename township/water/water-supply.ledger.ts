import { area as areaField, choice, day, link, quantity, text, yesNo } from '#define/field.ts'
import { state } from '#define/ledger.ts'
import { household } from '../registry/household.ledger.ts'
import { waterProject } from './water-project.ledger.ts'

export const waterSupply = state('water_supply', {
  title: '工程供水范围',
  row: '组',
  purpose: '供水工程设计供到哪些行政村、哪些村民组，从哪天起供、到哪天止。',
  of: 'project',
  area: 'villager_group',
  dated: ['since', 'until'],
  unique: [['project', 'villager_group', 'since']],
  fields: {
    project: link(waterProject, '供水工程'),
    village: areaField('行政村', { help: '村代码 12 位' }),
    villager_group: areaField('村民组', { help: '村民组代码 14 位' }),
    since: day('通水日期'),
    until: day('停供日期', { optional: true }),
  },
})

export const householdWater = state('household_water', {
  title: '农户饮水安全',
  row: '户',
  purpose: '一户喝什么水：哪个工程供、水量水质够不够、取水方便不方便、供水有没有保证；四项有一项不达标就不安全。',
  of: 'household',
  dated: ['since', 'until'],
  oneAtATime: 'household',
  unique: [['household', 'since']],
  fields: {
    household: link(household, '农户'),
    mode: choice('供水方式', ['集中供水', '单村供水', '山泉自引', '自备水井', '其他']),
    project: link(waterProject, '供水工程', { optional: true, help: '集中供水、单村供水的填写' }),
    litres: quantity('每人每天水量', '升', { optional: true }),
    quantity: choice('水量', ['达标', '基本达标', '不达标']),
    quality: choice('水质', ['达标', '基本达标', '不达标']),
    convenience: choice('用水方便程度', ['达标', '基本达标', '不达标'], { also: ['取水方便程度', '用水方便'] }),
    guarantee: choice('供水保证率', ['达标', '基本达标', '不达标'], { also: ['保证率'] }),
    tested: yesNo('水质有检测报告', { optional: true }),
    since: day('起始日期', { also: ['评价时间', '认定时间'] }),
    until: day('终止日期', { optional: true, help: '换了供水方式或四项评价有变化时填写，另起一行' }),
    note: text('备注', { optional: true }),
  },
})
