import { choice, day, link, money, quantity, text } from '#define/field.ts'
import { event, state } from '#define/ledger.ts'
import { household } from '../registry/household.ledger.ts'
import { person } from '../registry/person.ledger.ts'
import { cadre } from './responsibility.ledger.ts'

export const helpPlan = event('help_plan', {
  title: '一户一方案',
  row: '份',
  purpose: '一户一年一份帮扶方案：风险和需求是什么、要达到什么目标、谁来落实。',
  of: 'household',
  dated: 'made_on',
  unique: [['household', 'year']],
  fields: {
    household: link(household, '农户'),
    year: quantity('年度', '年', { atLeast: 2014, atMost: 2100 }),
    made_on: day('制定日期'),
    made_by: link(cadre, '制定人'),
    needs: text('风险和需求', { max: 300, sensitive: 'health', also: ['致贫返贫风险', '帮扶需求'] }),
    goal: text('帮扶目标', { max: 300, also: ['工作目标'] }),
    agreed: choice('农户意见', ['同意', '有不同意见', '未征求']),
    reviewed_on: day('年终评估日期', { optional: true }),
    review: text('评估结果', { optional: true, max: 300 }),
  },
})

export const helpMeasure = state('help_measure', {
  title: '一人一措施',
  row: '条',
  purpose: '方案里的帮扶措施逐条记录：为户里的谁、哪一类、做什么、何时开始、做到没有。',
  of: 'plan',
  dated: ['started_on', 'finished_on'],
  unique: [['plan', 'person', 'category', 'measure']],
  namedBy: ['measure'],
  shownAs: 'measure',
  fields: {
    plan: link(helpPlan, '帮扶方案'),
    person: link(person, '帮扶对象', { optional: true, help: '帮扶全户的可以不填' }),
    category: choice(
      '措施类别',
      [
        '产业帮扶',
        '就业帮扶',
        '公益岗位帮扶',
        '金融帮扶',
        '健康帮扶',
        '义务教育保障',
        '教育帮扶',
        '住房安全保障',
        '饮水安全保障',
        '综合保障',
        '社会帮扶',
        '生产生活条件改善',
      ],
      { also: ['帮扶类别', '帮扶措施类别'] },
    ),
    measure: text('措施内容', { max: 200, also: ['帮扶措施', '具体措施'] }),
    responsible: link(cadre, '落实人', { optional: true }),
    amount: money('到户资金', { optional: true, sensitive: 'money', also: ['资金', '帮扶资金'] }),
    started_on: day('开始日期'),
    finished_on: day('完成日期', { optional: true }),
    result: text('成效', { optional: true, max: 200 }),
  },
})
