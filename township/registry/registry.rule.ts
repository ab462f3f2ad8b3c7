import { all, amount, asked } from '#define/expression.ts'
import { ask, from } from '#define/measure.ts'
import { qualityRule, tell } from '#define/rule.ts'
import { heads } from './facts.ts'
import { household } from './household.ledger.ts'
import { membership, person } from './person.ledger.ts'

const usual = '经验值：外地公开的户籍人口数据核查规则也这样查'
const open = household.closed_on.missing
const members = from(membership)

export const noHead = qualityRule('registry.no_head', {
  about: household,
  level: 2,
  says: '户里没有户主',
  basis: usual,
  among: all(open, heads.above(amount(0, '人'))),
  when: members.at(asked.day).none(membership.relation.is('户主')),
  notice: tell`在户${heads}，没有一人的“与户主关系”是户主`,
})

export const twoSpouses = qualityRule('registry.two_spouses', {
  about: household,
  level: 2,
  says: '户主有不止一个配偶',
  basis: usual,
  among: open,
  when: ask(members.where(membership.relation.is('配偶')).at(asked.day).count()).above(amount(1, '人')),
  notice: tell`户里有${ask(members.where(membership.relation.is('配偶')).at(asked.day).count())}登记为户主的配偶`,
})

export const emptyHousehold = qualityRule('registry.empty_household', {
  about: household,
  level: 1,
  says: '户里没有人',
  basis: usual,
  among: open,
  when: heads.is(amount(0, '人')),
  notice: tell`户没有销，在户的人一个也没有`,
})

const alike = ask(from(person).by(person.name).by(person.born_on).by(person.sex).ever().count())

export const samePerson = qualityRule('registry.same_person', {
  about: person,
  level: 2,
  says: '疑似一人两档',
  basis: usual,
  among: person.died_on.missing,
  when: alike.above(amount(1, '人')),
  notice: tell`姓名、性别、出生日期都相同的有${alike}`,
})

const reachedAt = ask(from(household).by(household.phone).at(asked.day).count())

export const samePhone = qualityRule('registry.same_phone', {
  about: household,
  level: 1,
  says: '几户留了同一个电话',
  basis: usual,
  among: all(open, household.phone.known),
  when: reachedAt.above(amount(1, '户')),
  notice: tell`同一个电话留在${reachedAt}`,
})

export const deadMember = qualityRule('registry.dead_member', {
  about: membership,
  level: 2,
  says: '去世的人还在户里',
  basis: usual,
  among: membership.until.missing,
  when: all(membership.person.died_on.known, membership.person.died_on.before(asked.day)),
  notice: tell`${membership.person.died_on}去世，还没有填离开日期`,
})

export const closedHousehold = qualityRule('registry.closed_household', {
  about: membership,
  level: 1,
  says: '销了的户里还有人',
  basis: usual,
  among: membership.until.missing,
  when: all(
    membership.household.closed_on.known,
    membership.household.closed_on.before(asked.day),
    membership.person.died_on.missing,
  ),
  notice: tell`户在${membership.household.closed_on}已经销了，人还没有填离开日期`,
})
