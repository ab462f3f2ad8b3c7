/** The made-up township of the tests: places, households, their people, and one ledger of each mode about them. Add an optional field here before a ledger of your own. */
import { gather } from '#define/catalog.ts'
import { area as areaField, choice, day, idNumber, link, money, quantity, text, yesNo } from '#define/field.ts'
import { entity, event, state } from '#define/ledger.ts'

export const township = '990101201'
export const villages = [`${township}001`, `${township}002`] as const

export const area = state('area', {
  title: '区划',
  row: '个',
  purpose: '测试用的区划。',
  area: 'code',
  dated: ['valid_from', 'valid_to'],
  unique: [['code', 'valid_from']],
  namedBy: ['code', 'name'],
  shownAs: 'name',
  places: { code: 'code', name: 'name' },
  fields: {
    code: areaField('代码'),
    name: text('名称'),
    valid_from: day('有效起'),
    valid_to: day('有效止', { optional: true }),
  },
})

export const household = entity('household', {
  title: '农户',
  row: '户',
  purpose: '测试用的户。',
  area: 'area',
  unique: [['number']],
  namedBy: ['number'],
  shownAs: 'head_name',
  fields: {
    number: text('户编号'),
    head_name: text('户主姓名', { max: 10 }),
    area: areaField('所在地'),
    land: quantity('耕地', '亩', { optional: true }),
  },
})

export const person = entity('person', {
  title: '人员',
  row: '人',
  purpose: '测试用的人。',
  area: [],
  unique: [['id_number']],
  namedBy: ['id_number', 'name'],
  knownBy: ['name', 'born_on'],
  shownAs: 'name',
  within: [['born_on', 'died_on', 120, 'doubt']],
  fields: {
    name: text('姓名'),
    id_number: idNumber('身份证号码', { optional: true }),
    sex: choice('性别', ['男', '女'], { optional: true }),
    born_on: day('出生日期', { optional: true, past: true }),
    died_on: day('死亡日期', { optional: true, past: true }),
  },
})

export const membership = state('membership', {
  title: '家庭成员',
  row: '人',
  purpose: '测试用的成员。',
  of: 'household',
  dated: ['since', 'until'],
  oneAtATime: 'person',
  joins: { from: 'person', to: 'household', head: ['relation', '户主'] },
  inOrder: [['person.born_on', 'since']],
  onlyOne: [{ of: 'household', where: ['relation', '户主'], severity: 'doubt' }],
  elders: {
    of: 'household',
    day: 'person.born_on',
    says: 'relation',
    pairs: [
      [['户主'], ['之子'], 12],
      [['配偶'], ['之子'], 12, 'doubt'],
    ],
  },
  unique: [['person', 'since']],
  fields: {
    person: link(person, '人员'),
    household: link(household, '所在户'),
    relation: choice('与户主关系', ['户主', '配偶', '之子', '其他'], { optional: true }),
    since: day('加入日期'),
    until: day('离开日期', { optional: true }),
  },
})

export const label = state('label', {
  title: '标签',
  row: '户次',
  purpose: '测试用的状态。',
  of: 'household',
  dated: ['since', 'until'],
  unique: [],
  when: [{ field: 'ending', says: ['转出'], shown: ['moved_to'], required: ['moved_to'] }],
  fields: {
    household: link(household, '农户'),
    word: text('标签'),
    since: day('起'),
    until: day('止', { optional: true }),
    ending: choice('结束原因', ['转出', '其他'], { optional: true }),
    moved_to: text('转往何处', { optional: true }),
  },
})

export const aid = event('aid', {
  title: '救助',
  row: '人次',
  purpose: '测试用的事。',
  of: 'person',
  dated: 'paid_on',
  fields: {
    person: link(person, '人员'),
    paid_on: day('日期'),
    amount: money('金额'),
    urgent: yesNo('紧急', { optional: true }),
  },
})

export const move = event('move', {
  title: '迁居',
  row: '户次',
  purpose: '测试用的迁居。',
  of: 'household',
  area: 'left',
  dated: 'moved_on',
  moves: { of: 'household', from: 'left' },
  unique: [['household', 'moved_on']],
  fields: { household: link(household, '农户'), left: areaField('原住地'), moved_on: day('迁居日期') },
})

export const catalog = gather({
  lines: [
    {
      id: 'test',
      title: '测试',
      // Out of the order in which rows depend on each other, as a real township's lines may be.
      ledgers: [aid, area, household, label, person, membership, move],
    },
  ],
  reports: [],
})
