import { all, asked, either, not, onlyIf } from '#define/expression.ts'
import { from } from '#define/measure.ts'
import { riskRule, tell } from '#define/rule.ts'
import { watched } from '../monitoring/indicators.ts'
import { alleviated } from '../registry/facts.ts'
import { household } from '../registry/household.ledger.ts'
import { householdWater } from './water-supply.ledger.ts'

const drinks = from(householdWater).at(asked.day)
const { quantity, quality, convenience, guarantee } = householdWater

export const unsafeWater = riskRule('risk.unsafe_water', {
  about: household,
  risk: '因安全饮水',
  level: 2,
  says: '脱贫户饮水不安全而未纳入监测',
  basis: '经验值：中农组发〔2021〕7号（条款没有核对原文），持续跟踪饮水安全',
  among: all(household.closed_on.missing, alleviated, not(watched)),
  when: onlyIf(
    drinks.any(),
    drinks.some(either(quantity.is('不达标'), quality.is('不达标'), convenience.is('不达标'), guarantee.is('不达标'))),
  ),
  notice: tell`水量、水质、取水方便程度、供水保证率里有不达标的`,
})
