import { area as areaField, choice, day, link, phone, quantity, text } from '#define/field.ts'
import { state } from '#define/ledger.ts'

export const workingGroup = state('working_group', {
  title: '领导小组和专项工作组',
  row: '个',
  purpose: '乡村振兴领导小组和各专项工作组：管哪一方面、谁牵头、哪天成立、哪天撤销。',
  area: 'area',
  dated: ['established_on', 'dissolved_on'],
  unique: [['name', 'established_on']],
  namedBy: ['name'],
  shownAs: 'name',
  fields: {
    name: text('名称', { max: 60, help: '如：产业振兴专项工作组', also: ['小组名称', '组织名称'] }),
    kind: choice('类别', ['领导小组', '专项工作组']),
    aspect: choice('分管方面', ['全面统筹', '产业振兴', '人才振兴', '生态振兴', '组织振兴', '文化振兴', '其他']),
    area: areaField('所属地区', { help: '乡级的填乡镇代码' }),
    leader: text('组长', { max: 40, also: ['负责人'] }),
    office: text('办公室设在', { optional: true, max: 60 }),
    document: text('成立文件', { optional: true, max: 80, help: '文号或文件名' }),
    duty: text('主要职责', { optional: true, max: 500 }),
    established_on: day('成立日期'),
    dissolved_on: day('撤销日期', { optional: true }),
  },
})

export const groupMember = state('group_member', {
  title: '工作组成员',
  row: '人',
  purpose: '谁在哪个小组、担任什么、从哪天到哪天，人员变动时补上止期另起一行。',
  of: 'working_group',
  area: 'working_group',
  dated: ['since', 'until'],
  unique: [['working_group', 'name', 'since']],
  namedBy: ['name'],
  fields: {
    working_group: link(workingGroup, '小组'),
    name: text('姓名', { max: 40 }),
    role: choice('组内职务', ['组长', '副组长', '成员', '联络员']),
    position: text('单位和职务', { optional: true, max: 60, also: ['职务', '工作单位及职务'] }),
    phone: phone('联系电话', { optional: true }),
    since: day('任职起'),
    until: day('任职止', { optional: true }),
  },
})

export const planItem = state('plan_item', {
  title: '年度工作计划事项',
  row: '项',
  purpose: '各小组的年度工作计划逐项记录：要做什么、谁负责、什么时候完成、做到了哪一步。',
  of: 'working_group',
  area: 'working_group',
  dated: ['planned_on', 'done_on'],
  unique: [['working_group', 'year', 'number']],
  namedBy: ['item'],
  shownAs: 'item',
  fields: {
    working_group: link(workingGroup, '小组'),
    year: quantity('年度', '年', { atLeast: 2014, atMost: 2100 }),
    number: quantity('序号', '个', { atLeast: 1 }),
    item: text('事项', { max: 200, also: ['工作事项', '工作任务'] }),
    responsible: text('责任人', { max: 40 }),
    planned_on: day('列入计划日期'),
    due_on: day('计划完成日期', { also: ['完成时限'] }),
    done_on: day('完成日期', { optional: true }),
    progress: text('进展情况', { optional: true, max: 500 }),
  },
})
