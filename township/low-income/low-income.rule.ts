import { asked, not } from '#define/expression.ts'
import { from } from '#define/measure.ts'
import { qualityRule, tell } from '#define/rule.ts'
import { dibaoMember } from './dibao.ledger.ts'
import { elderlySubsidy } from './elderly-subsidy.ledger.ts'
import { extremePoverty } from './extreme-poverty.ledger.ts'

export const elderlyNotCovered = qualityRule('low_income.elderly_not_covered', {
  about: elderlySubsidy,
  level: 2,
  says: '享受低收入养老服务补贴，却不在低保',
  basis: '经验值：低收入养老服务补贴发给低保家庭的老人；本县文件由乡镇核对',
  among: elderlySubsidy.until.missing,
  when: not(from(dibaoMember).by(dibaoMember.person, elderlySubsidy.person).at(asked.day).any()),
  notice: tell`${elderlySubsidy.since}起享受，现在不是低保保障人员`,
})

export const coveredTwice = qualityRule('low_income.covered_twice', {
  about: extremePoverty,
  level: 2,
  says: '特困供养和低保重复享受',
  basis: '经验值：纳入特困供养的，不再享受最低生活保障',
  among: extremePoverty.until.missing,
  when: from(dibaoMember).by(dibaoMember.person, extremePoverty.person).at(asked.day).any(),
  notice: tell`${extremePoverty.since}起供养，同时还是低保保障人员`,
})
