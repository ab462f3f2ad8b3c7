import { all, asked, either, not, outer, twelveMonths } from '#define/expression.ts'
import { from } from '#define/measure.ts'
import { qualityRule, riskRule, tell } from '#define/rule.ts'
import { clue } from '../monitoring/grid.ledger.ts'
import { watched } from '../monitoring/indicators.ts'
import { monitoring } from '../monitoring/monitoring.ledger.ts'
import { alleviated } from '../registry/facts.ts'
import { household } from '../registry/household.ledger.ts'
import { pairing } from './responsibility.ledger.ts'
import { visit } from './visit.ledger.ts'

export const noHelper = qualityRule('help.no_helper', {
  about: household,
  level: 2,
  says: '没有帮扶责任人',
  basis: '本乡包保帮扶工作安排：脱贫户、监测对象户户有帮扶责任人',
  among: all(household.closed_on.missing, either(watched, alleviated)),
  when: not(from(pairing).at(asked.day).any()),
  notice: tell`脱贫户或监测对象，现在没有结对的帮扶责任人`,
})

export const visitedAs = qualityRule('help.visited_as', {
  about: visit,
  level: 1,
  says: '走访记作监测对象，那天却不在监测',
  basis: '经验值：走访的频次按户的身份定，身份要与监测台账一致',
  among: visit.status.is('监测对象'),
  when: not(from(monitoring).by(monitoring.household, visit.household).at(outer(visit.visited_on)).any()),
  notice: tell`${visit.visited_on}走访`,
})

export const unfollowedVisit = riskRule('risk.unfollowed_visit', {
  about: visit,
  risk: '其他',
  level: 2,
  says: '走访发现新的困难或风险，没有登记线索',
  basis: '经验值：中农组发〔2021〕7号（条款没有核对原文），干部走访排查发现的风险要及时报告、核查',
  among: all(visit.visited_on.within(twelveMonths), visit.situation.isIn('有新的困难', '有新的风险')),
  when: not(
    from(clue)
      .by(clue.household, visit.household)
      .where(clue.received_on.onOrAfter(outer(visit.visited_on)), clue.received_on.onOrBefore(asked.day))
      .ever()
      .any(),
  ),
  notice: tell`${visit.visited_on}走访记的是“${visit.situation}”，以后没有这一户的线索`,
})
