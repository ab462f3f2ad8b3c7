import { choice, day, link, text, yesNo } from '#define/field.ts'
import { event } from '#define/ledger.ts'
import { person } from '../registry/person.ledger.ts'

export const seriousIllness = event('serious_illness', {
  title: '新确诊大病重病',
  row: '人次',
  purpose: '摸排到的新确诊大病、重病人员：什么病、何时确诊、是否纳入专项救治、家里扛不扛得住。',
  sensitive: 'health',
  of: 'person',
  dated: 'diagnosed_on',
  unique: [['person', 'disease']],
  fields: {
    person: link(person, '患者'),
    disease: text('病种', { max: 60, sensitive: 'health', also: ['疾病名称', '病名', '病种名称', '诊断', '患病名称'] }),
    hospital: text('确诊医院', { optional: true, max: 60, sensitive: 'health', also: ['诊断医院'] }),
    diagnosed_on: day('确诊日期', { also: ['诊断时间'] }),
    found_by: choice('摸排渠道', ['医保数据推送', '卫健数据推送', '网格员摸排', '村医报告', '本人申报']),
    special_treatment: yesNo('是否纳入大病专项救治', { optional: true }),
    burden: choice('家庭负担', ['负担可控', '负担较重', '负担很重'], { sensitive: 'health' }),
    guided_on: day('健康指导日期', { optional: true }),
    note: text('备注', { optional: true, max: 300, sensitive: 'health' }),
  },
})
