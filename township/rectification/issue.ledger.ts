import { area as areaField, choice, day, link, text, yesNo } from '#define/field.ts'
import { event, state } from '#define/ledger.ts'
import { inspection } from './inspection.ledger.ts'

export const issue = state('issue', {
  title: '问题清单',
  row: '个',
  purpose: '各级反馈、认领和自己查出的问题，一个问题一行：从哪里来、谁牵头、谁负责、何时改好、何时销号。',
  area: 'place',
  dated: ['found_on', 'closed_on'],
  unique: [['number']],
  namedBy: ['number', 'title'],
  shownAs: 'title',
  fields: {
    number: text('问题编号', { max: 30 }),
    title: text('问题', { max: 300, also: ['问题描述', '问题内容', '具体问题', '反馈问题'] }),
    source: choice(
      '问题来源',
      [
        '中央巡视反馈',
        '国家成效考核反馈',
        '省成效考核反馈',
        '省暗访调研反馈',
        '集中排查',
        '审计反馈',
        '信访反映',
        '日常自查',
      ],
      { also: ['反馈来源'] },
    ),
    origin: choice('认领方式', ['直接反馈', '对照认领', '举一反三排查']),
    nature: choice('问题性质', ['共性问题', '个性问题']),
    place: areaField('涉及地区', { help: '涉及全乡的填乡镇代码，涉及一个村的填村代码' }),
    inspection: link(inspection, '由哪次排查发现', { optional: true }),
    found_on: day('发现或认领日期', { also: ['反馈时间', '发现时间', '认领时间'] }),
    lead: text('牵头领导', { max: 40, also: ['牵头责任人'] }),
    unit: text('责任单位', { max: 60, help: '站所或村', also: ['牵头单位'] }),
    responsible: text('责任人', { max: 40 }),
    time_limit: choice('时限要求', ['立行立改', '限期整改', '长期坚持']),
    due_on: day('整改时限', { optional: true, help: '长期坚持的可以不填', also: ['整改期限', '完成时限'] }),
    closed_on: day('销号日期', { optional: true, also: ['完成时间', '销号时间', '整改完成时间'] }),
  },
})

export const remedy = state('remedy', {
  title: '整改措施清单',
  row: '条',
  purpose: '一个问题对应的整改措施，一条一行：谁来落实、何时落实、有什么佐证。',
  of: 'issue',
  dated: ['planned_on', 'done_on'],
  unique: [['issue', 'measure']],
  namedBy: ['measure'],
  shownAs: 'measure',
  fields: {
    issue: link(issue, '针对的问题'),
    measure: text('整改措施', { max: 300 }),
    responsible: text('落实人', { max: 40, also: ['责任人'] }),
    unit: text('落实单位', { max: 60, also: ['责任单位'] }),
    planned_on: day('制定日期'),
    due_on: day('要求完成日期', { also: ['整改时限', '完成时限'] }),
    done_on: day('落实日期', { optional: true, also: ['完成时间', '整改完成时间'] }),
    evidence: text('佐证材料', { optional: true, max: 200 }),
  },
})

export const acceptance = event('acceptance', {
  title: '整改验收和回头看',
  row: '次',
  purpose: '问题整改后的每一步把关：责任单位自验、乡镇审核、县级复核、销号、回头看，通过还是退回。',
  of: 'issue',
  dated: 'checked_on',
  unique: [['issue', 'step', 'checked_on']],
  fields: {
    issue: link(issue, '问题'),
    step: choice('环节', ['责任单位自验', '乡镇审核', '县级复核', '销号', '回头看']),
    checked_on: day('日期', { also: ['验收时间'] }),
    checked_by: text('办理人', { max: 40, also: ['验收人'] }),
    passed: yesNo('是否通过'),
    opinion: text('意见', { optional: true, max: 300 }),
  },
})
