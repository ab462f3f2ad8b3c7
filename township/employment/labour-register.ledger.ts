import { choice, day, link, text, yesNo } from '#define/field.ts'
import { state } from '#define/ledger.ts'
import { person } from '../registry/person.ledger.ts'

export const labourRegister = state('labour_register', {
  title: '劳动力档案',
  row: '人',
  purpose: '一个劳动力一份档案：会什么、想做什么、想去哪里，需要什么就业服务；丧失劳动能力、去世或迁出时销档。',
  of: 'person',
  dated: ['registered_on', 'removed_on'],
  oneAtATime: 'person',
  unique: [['person', 'registered_on']],
  fields: {
    person: link(person, '劳动力'),
    registered_on: day('建档日期', { also: ['登记时间', '建档时间'] }),
    removed_on: day('销档日期', { optional: true, help: '档案有效的最后一天' }),
    skill: text('技能特长', {
      optional: true,
      max: 60,
      help: '例如：电工证、会开挖机、养蚕',
      also: ['技能', '特长', '技能名称'],
    }),
    intention: choice('就业意愿', ['愿意外出', '愿意就近就业', '在家发展产业', '暂无就业意愿'], {
      also: ['求职意愿', '就业意向'],
    }),
    wanted_job: text('意向工种', { optional: true, max: 40, also: ['意向岗位', '求职工种'] }),
    wanted_place: text('意向地区', { optional: true, max: 40 }),
    service: choice('就业服务需求', ['岗位信息', '技能培训', '创业扶持', '维权服务', '不需要'], { optional: true }),
    wants_training: yesNo('愿意参加培训', { optional: true }),
    removed_because: choice('销档原因', ['丧失劳动能力', '超过劳动年龄', '去世', '户籍迁出', '其他'], {
      optional: true,
    }),
  },
})
