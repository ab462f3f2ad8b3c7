import { area, choice, day, link, quantity, text } from '#define/field.ts'
import { event, state } from '#define/ledger.ts'
import { person } from '../registry/person.ledger.ts'

export const honour = event('honour', {
  title: '道德模范等荣誉',
  row: '人次',
  purpose: '各级评出的道德模范、身边好人、最美家庭成员等，哪级评的、什么事迹。',
  of: 'person',
  area: 'area',
  dated: 'awarded_on',
  unique: [['person', 'title', 'level', 'awarded_on']],
  fields: {
    person: link(person, '获得者'),
    area: area('所在村'),
    title: choice('荣誉', ['道德模范', '身边好人', '最美家庭', '好婆婆好媳妇', '乡村振兴带头人', '优秀返乡人才'], {
      also: ['荣誉称号', '荣誉名称', '表彰名称'],
    }),
    level: choice('级别', ['国家级', '省级', '市级', '县级', '乡级', '村级']),
    awarded_on: day('评定日期', { also: ['表彰时间', '授予时间'] }),
    deed: text('主要事迹', { also: ['事迹'] }),
    document: text('表彰文件', { optional: true, max: 60 }),
  },
})

export const deliberation = event('deliberation', {
  title: '有事好商量议事台账',
  row: '件',
  purpose: '群众提出来商量的事：谁提的、怎么商量、定了什么、办成没有。',
  area: 'area',
  dated: 'held_on',
  unique: [['area', 'held_on', 'topic']],
  namedBy: ['topic'],
  fields: {
    area: area('所在村或村民组'),
    topic: text('议题', { max: 80, also: ['议事主题', '议事内容'] }),
    raised_by: choice('提出方', ['村民', '村民代表', '村两委', '政协委员', '驻村工作队', '网格员']),
    raised_on: day('提出日期'),
    held_on: day('商议日期', { also: ['议事时间', '协商时间'] }),
    attendance: quantity('参加人数', '人', { also: ['参会人数'] }),
    outcome: choice('商议结果', ['达成一致', '部分达成一致', '再议', '转有关部门']),
    decision: text('议定事项', { optional: true, max: 400 }),
    done_on: day('办结日期', { optional: true }),
  },
})

export const taskAdmission = state('village_task_admission', {
  title: '村级工作事项准入',
  row: '项',
  purpose: '上级交村里办的事、填的表、挂的牌，先审后进：要不要做、哪些内容台账里已经有、做到哪天。',
  area: 'area',
  dated: ['applied_on', 'ends_on'],
  unique: [['name', 'applied_on']],
  namedBy: ['name'],
  fields: {
    name: text('事项名称', { max: 80 }),
    kind: choice('事项类型', [
      '报表台账',
      '挂牌',
      '创建评比',
      '证明盖章',
      '信息系统录入',
      '政务公众号任务',
      '其他工作',
    ]),
    area: area('适用范围', { help: '全乡填乡镇代码' }),
    asked_by: text('提出单位', { max: 60, also: ['申请单位', '申请部门'] }),
    basis: text('依据文件', { optional: true, max: 80 }),
    applied_on: day('申请日期'),
    fields_asked: quantity('要填的栏目', '项', { optional: true }),
    fields_known: quantity('其中台账已有', '项', { optional: true, help: '已有的由乡里从台账取数，不再让村里填' }),
    decision: choice('审核结果', ['准入', '从台账取数，不交村', '合并办理', '不准入', '审核中']),
    decided_on: day('审核日期', { optional: true }),
    ends_on: day('事项截止日期', { optional: true, help: '不准入的填审核日期', also: ['准入期限'] }),
  },
})
