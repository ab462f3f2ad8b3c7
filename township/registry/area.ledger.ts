import { area as areaField, choice, day, text } from '#define/field.ts'
import { state } from '#define/ledger.ts'

export const area = state('area', {
  title: '行政区划与网格',
  row: '个',
  purpose: '乡镇、村、村民组和网格，以及各自从哪天到哪天有效；撤并后旧代码保留。',
  area: 'code',
  dated: ['valid_from', 'valid_to'],
  unique: [['code', 'valid_from']],
  namedBy: ['code', 'name'],
  shownAs: 'name',
  places: { code: 'code', name: 'name', level: 'level' },
  fields: {
    code: areaField('代码', { help: '乡镇 9 位，村 12 位，村民组 14 位' }),
    name: text('名称', { max: 60, also: ['区划名称', '行政区划名称', '地名', '村组名称'] }),
    level: choice('级别', ['乡镇', '村', '村民组']),
    valid_from: day('有效起', { also: ['启用日期', '生效日期', '设立时间'] }),
    valid_to: day('有效止', { optional: true, also: ['停用日期', '失效日期'] }),
  },
})
