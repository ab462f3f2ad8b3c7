import { choice, day, link, text } from '#define/field.ts'
import { state } from '#define/ledger.ts'
import { household } from '../registry/household.ledger.ts'

export const risks = [
  '因病',
  '因学',
  '因残',
  '因自然灾害',
  '因意外事故',
  '因产业项目失败',
  '因务工就业不稳',
  '缺劳动力',
  '因安全住房',
  '因安全饮水',
  '其他',
] as const

export const monitoring = state('monitoring', {
  title: '监测对象',
  row: '户',
  purpose: '经程序确定为防止返贫监测对象的户：类别、风险、何时纳入、风险何时消除。',
  of: 'household',
  dated: ['identified_on', 'cleared_on'],
  oneAtATime: 'household',
  unique: [['household', 'identified_on']],
  fields: {
    household: link(household, '农户'),
    category: choice('监测对象类别', ['脱贫不稳定户', '边缘易致贫户', '突发严重困难户'], {
      also: ['监测类别', '监测对象类型'],
    }),
    main_risk: choice('主要致贫返贫风险', risks, {
      also: ['主要风险', '致贫返贫风险', '风险类型', '主要致贫返贫风险点'],
    }),
    other_risk: choice('次要风险', risks, { optional: true, also: ['其他风险', '其他致贫返贫风险'] }),
    identified_on: day('识别监测日期', { also: ['识别日期', '纳入监测日期', '纳入日期'] }),
    cleared_on: day('风险消除日期', { optional: true, also: ['消除日期', '解除日期', '风险消除时间', '消除风险时间'] }),
    cleared_by: choice('风险消除方式', ['帮扶消除', '自然消除'], { optional: true }),
    note: text('情况说明', { optional: true, sensitive: 'health' }),
  },
})
