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
    number: text('户编号', { max: 20 }),
    head_name: text('户主姓名', { max: 40 }),
    area: area('所在村民组'),
    address: text('家庭住址', { optional: true, sensitive: 'contact' }),
    phone: phone('户联系电话', { optional: true }),
    registered_on: day('建档日期'),
    residence: choice('户籍性质', ['农村', '城镇'], { help: '城镇居民在本乡申办低保等事项时也建户' }),
    closed_on: day('销户日期', { optional: true, help: '全户去世、迁出或并户后填写' }),
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
    label: choice('户类型', ['脱贫户', '易地搬迁户', '整户无劳动能力兜底保障户', '军烈属户', '五保老党员户']),
    since: day('起始日期'),
    until: day('终止日期', { optional: true }),
    basis: text('依据', { optional: true }),
  },
})
