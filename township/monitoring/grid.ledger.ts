import { area as areaField, choice, day, link, phone, quantity, text, yesNo } from '#define/field.ts'
import { event, state } from '#define/ledger.ts'
import { household } from '../registry/household.ledger.ts'
import { person } from '../registry/person.ledger.ts'

export const grid = state('grid', {
  title: '监测网格',
  row: '个',
  purpose: '防返贫监测网格的划分：在哪个村民组、管多大一片，从哪天起用、到哪天停用。',
  area: 'area',
  dated: ['valid_from', 'valid_to'],
  unique: [['code', 'valid_from']],
  namedBy: ['code', 'name'],
  shownAs: 'name',
  fields: {
    code: text('网格编号', { max: 20, also: ['网格编码', '网格号'] }),
    name: text('网格名称', { max: 60, also: ['网格'] }),
    area: areaField('所在村民组', { help: '跨组的网格填村代码' }),
    terrain: choice('地形', ['山区', '半山区', '平原'], { optional: true }),
    valid_from: day('启用日期'),
    valid_to: day('停用日期', { optional: true }),
  },
})

export const gridHousehold = state('grid_household', {
  title: '网格包户',
  row: '户',
  purpose: '每一户归哪个网格，从哪天到哪天；没有归属的户就是没人看的户。',
  of: 'household',
  dated: ['since', 'until'],
  oneAtATime: 'household',
  unique: [['household', 'since']],
  fields: {
    household: link(household, '农户'),
    grid: link(grid, '网格'),
    since: day('划入日期'),
    until: day('划出日期', { optional: true }),
  },
})

export const gridWorker = state('grid_worker', {
  title: '网格员',
  row: '人',
  purpose: '谁在哪个网格当网格员，从哪天到哪天；换人时补上止期另起一行。',
  of: ['person', 'grid'],
  area: 'grid',
  dated: ['since', 'until'],
  oneAtATime: 'grid',
  unique: [['grid', 'since']],
  fields: {
    person: link(person, '网格员'),
    grid: link(grid, '网格'),
    background: choice('人员来源', ['村民小组长', '党员', '致富带头人', '退休干部职工', '村干部', '其他'], {
      also: ['人员类别', '身份类别'],
    }),
    phone: phone('联系电话', { optional: true }),
    since: day('聘任日期', { also: ['上岗时间', '任职时间'] }),
    until: day('解聘日期', { optional: true, also: ['离任时间', '离岗时间'] }),
    left_by: choice('解聘原因', ['外出务工', '年龄健康', '本人辞任', '网格调整', '其他'], { optional: true }),
  },
})

export const gridTraining = event('grid_training', {
  title: '网格员培训',
  row: '次',
  purpose: '网格员培训一场一行：哪天、讲什么、谁讲、应到和实到多少人。',
  area: 'area',
  dated: 'held_on',
  unique: [['topic', 'area', 'held_on']],
  namedBy: ['topic'],
  shownAs: 'topic',
  fields: {
    topic: text('培训内容', { max: 100, also: ['培训主题'] }),
    area: areaField('参训范围', { help: '全乡培训填乡镇代码，分村培训填村代码' }),
    held_on: day('培训日期'),
    teacher: text('授课人', { max: 40, also: ['授课老师', '讲师'] }),
    place: text('地点', { optional: true, max: 60, also: ['培训地点'] }),
    expected: quantity('应到', '人次', { also: ['应到人数'] }),
    attended: quantity('实到', '人次', { also: ['实到人数', '参训人数', '参加人数'] }),
    note: text('备注', { optional: true }),
  },
})

export const gridCheck = event('grid_check', {
  title: '网格员电话抽查',
  row: '次',
  purpose: '打电话问网格员是否知道该看什么、本月看了哪些户、发现了什么；用来发现要补的课，不排名、不打卡。',
  of: 'worker',
  dated: 'called_on',
  unique: [['worker', 'called_on']],
  fields: {
    worker: link(gridWorker, '网格员'),
    called_on: day('抽查日期'),
    called_by: text('抽查人', { max: 40 }),
    answered: yesNo('是否接通'),
    outcome: choice('抽查结果', ['履职到位', '基本了解', '需要补训'], { optional: true, help: '没接通的不填' }),
    reported: quantity('本月反映情况', '条', { optional: true }),
    follow_up: text('后续处理', { optional: true, max: 200 }),
  },
})

export const clueChannels = [
  '农户自主申报',
  '网格员排查',
  '干部走访',
  '部门筛查预警',
  '集中排查',
  '信访和社会监督',
  '平台关联监测',
] as const

export const clue = event('clue', {
  title: '风险线索',
  row: '条',
  purpose: '从各个渠道来的返贫致贫风险线索：谁家、什么事、核实了没有、结果如何。',
  of: 'household',
  dated: 'received_on',
  unique: [['household', 'channel', 'received_on', 'matter']],
  when: [{ field: 'channel', says: ['部门筛查预警'], shown: ['department'], required: ['department'] }],
  fields: {
    household: link(household, '农户'),
    channel: choice('线索渠道', clueChannels, { also: ['线索来源', '来源渠道', '发现渠道'] }),
    department: text('推送部门', { optional: true, max: 40, help: '如：医保、卫健、教育、残联' }),
    received_on: day('收到日期', { also: ['发现时间', '接收时间', '线索时间', '反映时间'] }),
    matter: text('反映情况', {
      max: 300,
      sensitive: 'health',
      also: ['风险描述', '线索内容', '线索描述', '反映内容', '问题描述'],
    }),
    verified_on: day('核实日期', { optional: true, also: ['入户核实时间'] }),
    verified_by: text('核实人', { optional: true, max: 60, help: '一般不少于两人' }),
    outcome: choice('核实结果', ['不属实', '属实，暂无返贫致贫风险', '属实，已帮扶解决', '转监测对象识别'], {
      optional: true,
    }),
    note: text('备注', { optional: true, max: 300 }),
  },
})
