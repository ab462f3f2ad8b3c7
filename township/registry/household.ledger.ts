import { area, choice, day, link, phone, text } from '#define/field.ts'
import { entity, state } from '#define/ledger.ts'

export const household = entity('household', {
  title: '农户',
  row: '户',
  purpose: '一户一行：户编号、住在哪个村民组、户主是谁、怎么联系。',
  area: 'area',
  unique: [['number']],
  namedBy: ['number'],
  shownAs: 'head_name',
  ends: 'closed_on',
  inOrder: [['registered_on', 'closed_on']],
  fields: {
    number: text('户编号', {
      max: 20,
      also: ['户号', '户号编码', '户编码', '户代码', '农户编号', '贫困户编号', '家庭编号'],
    }),
    head_name: text('户主姓名', { max: 40, also: ['户主', '户主名称', '户主名字'] }),
    area: area('所在村民组'),
    address: text('家庭住址', {
      optional: true,
      sensitive: 'contact',
      also: ['住址', '地址', '家庭地址', '详细地址', '居住地址', '现住址', '现居住地址', '常住地址'],
    }),
    phone: phone('户联系电话', { optional: true, also: ['户主电话', '户主联系电话', '户主手机号', '农户联系电话'] }),
    registered_on: day('建档日期', { also: ['建档立卡日期', '登记日期'] }),
    residence: choice('户籍性质', ['农村', '城镇'], {
      help: '城镇居民在本乡申办低保等事项时也建户',
      also: ['户口性质', '户籍类型', '户口类型'],
      said: {
        农业: '农村',
        农业户口: '农村',
        农村户口: '农村',
        非农业: '城镇',
        非农业户口: '城镇',
        城镇户口: '城镇',
        城市: '城镇',
      },
    }),
    closed_on: day('销户日期', { optional: true, past: true, help: '全户去世、迁出或并户后填写', also: ['注销日期'] }),
  },
})

/** What a household is called in policy, from … until; 监测对象、低保、特困 have ledgers of their own. */
export const householdLabel = state('household_label', {
  title: '户类型标签',
  row: '户次',
  purpose: '脱贫户、易地搬迁户等身份，从哪天起、到哪天止。',
  of: 'household',
  dated: ['since', 'until'],
  unique: [['household', 'label', 'since']],
  fields: {
    household: link(household, '农户'),
    label: choice('户类型', ['脱贫户', '易地搬迁户', '整户无劳动能力兜底保障户', '军烈属户', '五保老党员户'], {
      also: ['户属性', '农户类型', '标签'],
    }),
    since: day('起始日期', { also: ['认定时间', '纳入时间'] }),
    until: day('终止日期', { optional: true, also: ['退出时间'] }),
    basis: text('依据', { optional: true, also: ['认定依据'] }),
  },
})
