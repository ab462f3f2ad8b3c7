import { area, choice, day, quantity, text } from '#define/field.ts'
import { event } from '#define/ledger.ts'

export const cleanup = event('cleanup', {
  title: '村庄清洁行动台账',
  row: '次',
  purpose: '每次集中清洁：在哪个村、清了什么、去了多少人和车、运走多少垃圾。',
  area: 'area',
  dated: 'held_on',
  unique: [['area', 'held_on', 'theme']],
  fields: {
    area: area('所在村'),
    held_on: day('行动日期', { also: ['活动时间', '清洁时间', '开展时间'] }),
    theme: choice(
      '行动主题',
      ['村庄清洁春季战役', '清洁家园', '河道沟塘清理', '公路沿线整治', '五清一改', '节前集中清扫', '其他'],
      { also: ['整治内容', '活动主题', '整治主题'] },
    ),
    participants: quantity('参与人员', '人次', { also: ['参加人数', '参与人次', '参与人数', '出动人数'] }),
    vehicles: quantity('出动车辆', '台次', { optional: true }),
    waste: quantity('清理生活垃圾', '公斤', {
      optional: true,
      help: '可以写成吨，如 3.5吨',
      also: ['清理垃圾', '清运垃圾', '清理垃圾量'],
    }),
    adverts: quantity('清除废旧广告', '处', { optional: true }),
    clutter: quantity('清理乱搭乱建、乱堆乱放', '处', { optional: true }),
    organizer: text('组织人', { max: 40, also: ['负责人', '组织者'] }),
    note: text('备注', { optional: true }),
  },
})
