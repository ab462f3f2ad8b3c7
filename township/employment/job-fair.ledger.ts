import { area, choice, day, link, quantity, text, yesNo } from '#define/field.ts'
import { event } from '#define/ledger.ts'
import { person } from '../registry/person.ledger.ts'

export const jobFair = event('job_fair', {
  title: '招聘会',
  row: '次',
  purpose: '在本乡办的或组织群众参加的招聘会：哪天、在哪里、多少企业和岗位、来了多少人。',
  area: 'area',
  dated: 'held_on',
  unique: [['held_on', 'place']],
  namedBy: ['title'],
  fields: {
    title: text('招聘会名称', { max: 60, also: ['活动名称'] }),
    area: area('所在地', { help: '全乡的填乡镇代码' }),
    held_on: day('举办日期'),
    place: text('举办地点', { max: 60 }),
    enterprises: quantity('参会企业', '家', { also: ['参加企业', '入场企业'] }),
    openings: quantity('提供岗位', '个'),
    visitors: quantity('到场人次', '人次', { optional: true, also: ['参会人数', '进场人数', '求职人数'] }),
    agreed: quantity('达成意向', '人次', { optional: true, also: ['达成就业意向'] }),
    organiser: text('主办单位', { optional: true, max: 60 }),
  },
})

/** Somebody taken to a job in an industrial park. */
export const parkPlacement = event('park_placement', {
  title: '园区就业输送',
  row: '人次',
  purpose: '送一个人到园区企业上岗记一行：哪天、哪个园区、哪家企业、什么岗位，到月还在不在岗。',
  of: 'person',
  dated: 'placed_on',
  unique: [['person', 'placed_on']],
  fields: {
    person: link(person, '劳动力'),
    placed_on: day('上岗日期'),
    park: text('园区', { max: 40 }),
    enterprise: text('用工企业', { max: 60, also: ['企业名称', '就业企业'] }),
    job: text('岗位', { optional: true, max: 40, also: ['岗位名称', '工种'] }),
    through_fair: link(jobFair, '经由招聘会', { optional: true }),
    sent_by: choice('输送方式', ['招聘会', '乡村干部推荐', '专车输送', '其他']),
    stayed: yesNo('满一个月仍在岗', { optional: true }),
  },
})
