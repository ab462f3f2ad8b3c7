import { area as areaField, choice, day, link, quantity, text } from '#define/field.ts'
import { event, state } from '#define/ledger.ts'
import { cadre } from './responsibility.ledger.ts'

export const team = state('team', {
  title: '驻村工作队',
  row: '个',
  purpose: '哪一批、哪个单位派到哪个村的工作队，从哪天到哪天。',
  area: 'village',
  dated: ['since', 'until'],
  unique: [['village', 'batch']],
  namedBy: ['name'],
  shownAs: 'name',
  fields: {
    name: text('工作队名称', { max: 60 }),
    village: areaField('驻村', { help: '村代码 12 位', also: ['派驻村', '驻村名称'] }),
    batch: quantity('批次', '批', { atLeast: 1 }),
    unit: text('派出单位', { max: 60, also: ['派驻单位', '选派单位'] }),
    since: day('进驻日期'),
    until: day('离任日期', { optional: true }),
  },
})

export const teamMember = state('team_member', {
  title: '驻村工作队员',
  row: '人',
  purpose: '工作队里有谁、担任什么，从哪天到哪天。',
  of: ['team', 'cadre'],
  area: 'team',
  dated: ['since', 'until'],
  unique: [['team', 'cadre', 'since']],
  fields: {
    team: link(team, '工作队'),
    cadre: link(cadre, '队员'),
    role: choice('队内职务', ['第一书记兼队长', '副队长', '队员'], { also: ['驻村职务', '队内分工'] }),
    since: day('到岗日期', { also: ['驻村开始时间', '驻村时间', '到村时间'] }),
    until: day('离岗日期', { optional: true, also: ['驻村结束时间', '离村时间'] }),
  },
})

export const teamTask = state('team_task', {
  title: '驻村年度工作计划',
  row: '项',
  purpose: '工作队年度计划逐项记录：做什么、什么时候完成、完成情况。',
  of: 'team',
  dated: ['planned_on', 'done_on'],
  unique: [['team', 'year', 'task']],
  namedBy: ['task'],
  shownAs: 'task',
  fields: {
    team: link(team, '工作队'),
    year: quantity('年度', '年', { atLeast: 2014, atMost: 2100 }),
    task: text('事项', { max: 200 }),
    planned_on: day('列入计划日期'),
    due_on: day('计划完成日期'),
    done_on: day('完成日期', { optional: true }),
    result: text('完成情况', { optional: true, max: 300 }),
  },
})

export const handover = event('handover', {
  title: '驻村轮换交接',
  row: '项',
  purpose: '两批工作队交接的清单：户、项目、资料、未了事项逐项交清，哪一项谁交谁接。',
  of: ['incoming', 'outgoing'],
  dated: 'handed_on',
  unique: [['outgoing', 'incoming', 'item']],
  namedBy: ['item'],
  shownAs: 'item',
  fields: {
    outgoing: link(team, '离任工作队'),
    incoming: link(team, '接任工作队'),
    item: text('交接事项', { max: 100 }),
    handed_on: day('交接日期'),
    handed_by: text('移交人', { max: 40 }),
    received_by: text('接收人', { max: 40 }),
    outstanding: text('未了事项', { optional: true, max: 300 }),
  },
})
