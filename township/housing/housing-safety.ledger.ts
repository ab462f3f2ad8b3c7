import { choice, day, link, quantity, text } from '#define/field.ts'
import { event } from '#define/ledger.ts'
import { household } from '../registry/household.ledger.ts'

export const housingSafety = event('housing_safety', {
  title: '住房安全鉴定',
  row: '户次',
  purpose: '一户一次住房安全鉴定：等级、怎么鉴定的、C 级 D 级怎么处置、处置到哪一步。',
  of: 'household',
  dated: 'appraised_on',
  unique: [['household', 'appraised_on']],
  fields: {
    household: link(household, '农户'),
    appraised_on: day('鉴定日期'),
    grade: choice('鉴定等级', ['A级', 'B级', 'C级', 'D级'], {
      help: 'A、B 级为安全住房，C、D 级为危房',
      also: ['房屋等级', '危房等级', '住房等级', '安全等级', '房屋安全等级'],
    }),
    method: choice('鉴定方式', ['现场鉴定', '逐户排查复核', '灾后应急评估']),
    appraiser: text('鉴定人', { max: 60, also: ['鉴定单位', '鉴定机构', '鉴定人员'] }),
    structure: choice('房屋结构', ['钢筋混凝土', '砖混', '砖木', '土木', '其他'], { optional: true }),
    floor_area: quantity('住房面积', '平方米', { optional: true, atMost: 2000, also: ['建筑面积', '房屋面积'] }),
    dwelling: choice('居住情况', ['自有住房', '安置房', '租住', '借住亲友', '公租房'], { optional: true }),
    action: choice('处置方式', ['无需处置', '修缮加固', '拆除重建', '搬离危房'], {
      optional: true,
      help: 'C、D 级必须有处置',
      also: ['改造方式', '改造措施'],
    }),
    finished_on: day('处置完成日期', { optional: true, also: ['改造时间', '改造完成时间', '竣工时间'] }),
  },
})
