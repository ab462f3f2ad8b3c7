import { all, either, not, onlyIf, outer } from '#define/expression.ts'
import { from } from '#define/measure.ts'
import { qualityRule, riskRule, tell } from '#define/rule.ts'
import { watched } from '../monitoring/indicators.ts'
import { alleviated } from '../registry/facts.ts'
import { household } from '../registry/household.ledger.ts'
import { housingSafety } from './housing-safety.ledger.ts'

const appraised = from(housingSafety).ever()
const dangerous = appraised.latest(housingSafety.grade).isIn('C级', 'D级')

export const unsafeHouse = riskRule('risk.unsafe_house', {
  about: household,
  risk: '因安全住房',
  level: 3,
  says: '脱贫户住危房而未纳入监测',
  basis: '经验值：中农组发〔2021〕7号（条款没有核对原文），持续跟踪住房安全有保障',
  among: all(household.closed_on.missing, alleviated, not(watched)),
  when: onlyIf(appraised.any(), all(dangerous, appraised.latest(housingSafety.finished_on).missing)),
  notice: tell`最近一次鉴定是${appraised.latest(housingSafety.grade)}，没有处置完`,
})

export const dangerUntreated = qualityRule('housing.danger_untreated', {
  about: housingSafety,
  level: 2,
  says: 'C级、D级住房没有处置方式',
  basis: '经验值：鉴定为C级、D级的，要写明怎么处置',
  among: all(
    housingSafety.grade.isIn('C级', 'D级'),
    not(
      from(housingSafety)
        .by(housingSafety.household)
        .where(housingSafety.appraised_on.after(outer(housingSafety.appraised_on)))
        .ever()
        .any(),
    ),
  ),
  when: either(housingSafety.action.missing, housingSafety.action.is('无需处置')),
  notice: tell`${housingSafety.appraised_on}鉴定为${housingSafety.grade}`,
})
