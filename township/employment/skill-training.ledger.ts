import { area, choice, day, link, quantity, text, yesNo } from '#define/field.ts'
import { event } from '#define/ledger.ts'
import { person } from '../registry/person.ledger.ts'

export const skillTraining = event('skill_training', {
  title: '技能培训班',
  row: '次',
  purpose: '办一期培训记一行：教什么、谁来教、在哪里、讲多少课时；谁来听另记。',
  area: 'area',
  dated: 'held_on',
  unique: [['title', 'held_on']],
  namedBy: ['title'],
  fields: {
    title: text('培训班名称', { max: 60, also: ['班级名称', '培训名称'] }),
    subject: choice('培训内容', ['蚕桑养殖', '茶叶种植加工', '家政服务', '电工焊工', '电商直播', '中式烹饪', '其他'], {
      also: ['培训工种', '培训项目', '培训专业'],
    }),
    area: area('举办地', { help: '全乡的填乡镇代码' }),
    held_on: day('开班日期'),
    finished_on: day('结束日期', { optional: true, also: ['结业时间'] }),
    place: text('地点', { max: 60 }),
    teacher: text('授课人', { optional: true, max: 40 }),
    hours: quantity('课时', '个', { optional: true, also: ['学时', '培训课时'] }),
    organiser: text('主办单位', { optional: true, max: 60, also: ['培训机构', '承办单位', '培训单位'] }),
  },
})

export const skillAttendance = event('skill_attendance', {
  title: '技能培训学员',
  row: '人次',
  purpose: '谁参加了哪一期培训，考没考过，拿没拿证；日期随培训班。',
  of: 'person',
  dated: 'training.held_on',
  unique: [['training', 'person']],
  fields: {
    training: link(skillTraining, '培训班'),
    person: link(person, '学员'),
    passed: yesNo('考核合格', { optional: true, also: ['是否合格', '考核结果', '鉴定合格'] }),
    certificate: text('证书编号', { optional: true, max: 40, also: ['证书号', '结业证书编号'] }),
    note: text('备注', { optional: true }),
  },
})
