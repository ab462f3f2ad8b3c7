import { choice, day, link, text } from '#define/field.ts'
import { event } from '#define/ledger.ts'
import { household } from '../registry/household.ledger.ts'
import { cadre } from './responsibility.ledger.ts'

export const visit = event('visit', {
  title: '走访记录',
  row: '户次',
  purpose: '帮扶责任人走访一户记一行：哪天去的、见到谁、家里有没有变化、有什么需求、怎么处理的。',
  of: 'household',
  dated: 'visited_on',
  unique: [['household', 'cadre', 'visited_on']],
  fields: {
    household: link(household, '农户'),
    cadre: link(cadre, '走访人', { also: ['走访干部', '入户干部', '帮扶责任人'] }),
    status: choice('走访时户身份', ['脱贫户', '监测对象'], {
      help: '这一户走访那天的身份；走访户次就按这里选的统计',
    }),
    visited_on: day('走访日期', { also: ['入户日期'] }),
    way: choice('走访方式', ['入户', '电话', '视频'], { help: '全家外出的可以电话或视频联系', also: ['走访形式'] }),
    situation: choice('家庭情况', ['稳定', '收入减少', '支出增加', '有新的困难', '有新的风险']),
    needs: text('需求和困难', {
      optional: true,
      max: 300,
      sensitive: 'health',
      also: ['发现问题', '存在问题', '存在困难', '困难诉求'],
    }),
    handling: text('处理情况', { optional: true, max: 300, also: ['解决情况', '解决措施', '帮扶措施'] }),
  },
})
