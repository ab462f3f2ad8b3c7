import { area as areaField, choice, day, link, phone, text } from '#define/field.ts'
import { entity, state } from '#define/ledger.ts'
import { household } from '../registry/household.ledger.ts'

export const cadre = entity('cadre', {
  title: '帮扶干部',
  row: '人',
  purpose: '参与包保帮扶的县、乡、村干部和驻村工作队员：姓名、单位、职务、电话。',
  area: 'area',
  unique: [['number']],
  namedBy: ['number', 'name'],
  shownAs: 'name',
  fields: {
    number: text('干部编号', { max: 20 }),
    name: text('姓名', { max: 40, also: ['干部姓名', '帮扶人', '帮扶人姓名'] }),
    sex: choice('性别', ['男', '女']),
    politics: choice('政治面貌', ['中共党员', '中共预备党员', '共青团员', '群众'], { optional: true }),
    unit: text('单位', { max: 60, also: ['工作单位', '所在单位', '帮扶单位'] }),
    position: text('职务', { optional: true, max: 40, also: ['职务职级', '单位职务'] }),
    relation: choice('隶属关系', ['省级', '市级', '县级', '乡镇级', '村级']),
    area: areaField('工作地区', { help: '联系全乡的填乡镇代码，在村的填村代码' }),
    phone: phone('联系电话', { optional: true }),
  },
})

export const responsibility = state('responsibility', {
  title: '三级包保',
  row: '户',
  purpose: '每一户监测对象由哪位县级、乡镇级、村级干部包保，从哪天到哪天，换人不断档。',
  of: 'household',
  dated: ['since', 'until'],
  unique: [['household', 'level', 'since']],
  fields: {
    household: link(household, '农户'),
    level: choice('包保层级', ['县级', '乡镇级', '村级'], { also: ['包保级别'] }),
    cadre: link(cadre, '包保责任人'),
    since: day('包保起'),
    until: day('包保止', { optional: true }),
    changed_by: text('变更原因', { optional: true, max: 100 }),
  },
})

export const pairing = state('pairing', {
  title: '结对帮扶',
  row: '户',
  purpose: '每一户脱贫户和监测对象的帮扶责任人是谁，从哪天到哪天；一户同一天只有一位。',
  of: 'household',
  dated: ['since', 'until'],
  oneAtATime: 'household',
  unique: [['household', 'since']],
  fields: {
    household: link(household, '农户'),
    cadre: link(cadre, '帮扶责任人', { also: ['帮扶人', '帮扶干部', '帮扶联系人', '结对干部'] }),
    since: day('结对起'),
    until: day('结对止', { optional: true }),
    changed_by: text('变更原因', { optional: true, max: 100, help: '如：工作队轮换、工作调动' }),
  },
})
