import { all, asked, not, outer } from '#define/expression.ts'
import { from } from '#define/measure.ts'
import { qualityRule, riskRule, tell } from '#define/rule.ts'
import { helpMeasure } from '../help/help-plan.ledger.ts'
import { shortestWatch } from '../parameters/risk.ts'
import { membership } from '../registry/person.ledger.ts'
import { monitoring } from './monitoring.ledger.ts'

const checked = '经验值：外地公开的防返贫监测数据核查规则也这样查'
const measures = from(helpMeasure).by(helpMeasure.plan.household, monitoring.household).ever()
const membersThen = from(membership).by(membership.household, monitoring.household).at(outer(monitoring.identified_on))

export const clearedUnhelped = qualityRule('monitoring.cleared_unhelped', {
  about: monitoring,
  level: 2,
  says: '帮扶消除，却没有帮扶措施',
  basis: checked,
  among: monitoring.cleared_by.is('帮扶消除'),
  when: measures.none(helpMeasure.started_on.onOrBefore(outer(monitoring.cleared_on))),
  notice: tell`${monitoring.cleared_on}按帮扶消除，在那以前没有一条已经开始的措施`,
})

export const clearedTooSoon = qualityRule('monitoring.cleared_too_soon', {
  about: monitoring,
  level: 1,
  says: '纳入不久就消除风险',
  basis: '经验值：多地规定监测期原则上不少于若干个月；本县的月数由乡镇按文件填写',
  among: monitoring.cleared_on.known,
  when: monitoring.cleared_on.before(monitoring.identified_on.plusMonths(shortestWatch.on(monitoring.identified_on))),
  notice: tell`${monitoring.identified_on}纳入，${monitoring.cleared_on}就消除`,
})

export const illWithoutPatient = qualityRule('monitoring.ill_without_patient', {
  about: monitoring,
  level: 1,
  says: '因病纳入，户里没有登记病人',
  basis: checked,
  among: monitoring.main_risk.is('因病'),
  when: membersThen.none(membership.person.health.isIn('长期慢性病', '患有大病', '残疾')),
  notice: tell`主要风险与家庭成员的健康状况对不上`,
})

export const disabledWithoutPerson = qualityRule('monitoring.disabled_without_person', {
  about: monitoring,
  level: 1,
  says: '因残纳入，户里没有登记残疾人',
  basis: checked,
  among: monitoring.main_risk.is('因残'),
  when: membersThen.none(membership.person.health.is('残疾')),
  notice: tell`主要风险与家庭成员的健康状况对不上`,
})

export const unhelped = riskRule('risk.unhelped', {
  about: monitoring,
  risk: '其他',
  level: 2,
  says: '纳入一个月没有帮扶措施',
  basis: checked,
  among: all(monitoring.cleared_on.missing, monitoring.identified_on.plusMonths(1).onOrBefore(asked.day)),
  when: not(measures.some(helpMeasure.started_on.onOrAfter(outer(monitoring.identified_on)))),
  notice: tell`${monitoring.identified_on}纳入，到今天没有一条措施`,
})
