import { atLevel, ifAny, over, type Paragraph, say } from '#define/report.ts'
import { creditSentences } from '../credit-village/section.ts'
import { redListHouseholds, vouchersAmount } from './indicators.ts'

export const customsAndGovernance: Paragraph = {
  lead: '五是涵养文明乡风、做实基层治理。',
  says: [
    ...creditSentences,
    say`规范“振风超市”和“红黑榜”运行，${ifAny(redListHouseholds, say`评出各类先进红榜${over(redListHouseholds, '多', 100)}，`)}${ifAny(vouchersAmount, say`发放“振风超市”积分券${over(vouchersAmount, '多')}，`)}。`,
    say`开展道德模范评选，坚持“有事好商量”，${atLevel('township', say`推行村级工作事项准入，能从台账取数的不再向村里要表，让村干部腾出手来服务群众。`, say`落实村级工作事项准入。`)}`,
  ],
}
