import { choice, day, link, phone, text } from '#define/field.ts'
import { state } from '#define/ledger.ts'
import { person } from '../registry/person.ledger.ts'

export const familyDoctor = state('family_doctor', {
  title: '家庭医生签约',
  row: '人',
  purpose: '谁和哪位家庭医生签约、签到哪天、属于哪类重点人群、最近一次随访是哪天。',
  of: 'person',
  dated: ['signed_on', 'expires_on'],
  oneAtATime: 'person',
  unique: [['person', 'signed_on']],
  fields: {
    person: link(person, '签约人'),
    doctor: text('家庭医生', { max: 40, also: ['签约医生', '签约医生姓名', '责任医生'] }),
    doctor_phone: phone('家庭医生电话', { optional: true }),
    clinic: text('签约机构', { max: 60, also: ['签约医疗机构', '签约卫生院', '医疗机构'] }),
    group: choice(
      '人群类别',
      ['高血压', '糖尿病', '结核病', '严重精神障碍', '残疾人', '老年人', '孕产妇和儿童', '一般人群'],
      { sensitive: 'health', also: ['人群分类'] },
    ),
    signed_on: day('签约日期'),
    expires_on: day('到期日期', { optional: true }),
    followed_up_on: day('最近随访日期', { optional: true, also: ['随访时间', '最近随访时间'] }),
    advice: text('健康指导', { optional: true, max: 300, sensitive: 'health' }),
  },
})
