import { asked } from '#define/expression.ts'
import { indicator } from '#define/indicator.ts'
import { from } from '#define/measure.ts'
import { dibao, dibaoMember } from './dibao.ledger.ts'
import { elderlySubsidy } from './elderly-subsidy.ledger.ts'
import { extremePoverty } from './extreme-poverty.ledger.ts'

const grantedInPeriod = dibaoMember.dibao.granted_on.within({ from: asked.from, until: asked.day })

const onlyNew = '按批准享受日期在本期内统计，同一户只计一次；以前批准、本期仍在享受的不计'
const onlyTheirs = '只计这些户里列入保障的人，不在保障之列的家庭成员和老低保户本期新添的人不计'

export const urbanHouseholds = indicator('lowincome.urban.households', {
  says: '申办城镇低保',
  definition: `本期新批准城镇低保的户数：${onlyNew}。`,
  of: from(dibao).where(dibao.kind.is('城镇')).began().distinct(dibao.household),
})

export const urbanPeople = indicator('lowincome.urban.people', {
  says: '申办城镇低保人数',
  definition: `本期新批准的城镇低保户所保障的人数：${onlyTheirs}。`,
  of: from(dibaoMember).where(dibaoMember.dibao.kind.is('城镇'), grantedInPeriod).began().distinct(dibaoMember.person),
})

export const ruralHouseholds = indicator('lowincome.rural.households', {
  says: '新增农村低保',
  definition: `本期新批准农村低保的户数：${onlyNew}。`,
  of: from(dibao).where(dibao.kind.is('农村')).began().distinct(dibao.household),
})

export const ruralPeople = indicator('lowincome.rural.people', {
  says: '新增农村低保人数',
  definition: `本期新批准的农村低保户所保障的人数：${onlyTheirs}。`,
  of: from(dibaoMember).where(dibaoMember.dibao.kind.is('农村'), grantedInPeriod).began().distinct(dibaoMember.person),
})

export const elderlyPeople = indicator('lowincome.elderly.people', {
  says: '低保70岁以上享受低收入养老服务补贴',
  definition: '期末正在享受低收入养老服务补贴的 70 周岁以上低保老人，按人计；期末前已停发的不计。',
  of: from(elderlySubsidy).at(asked.day).distinct(elderlySubsidy.person),
})

export const extremePeople = indicator('lowincome.extreme.people', {
  says: '特困供养',
  definition: '期末正在享受特困供养的人数，集中供养与分散供养合计；期末前已终止的不计。',
  of: from(extremePoverty).at(asked.day).distinct(extremePoverty.person),
})

export const extremeInInstitution = indicator('lowincome.extreme.institution', {
  says: '其中集中供养',
  definition: '期末正在享受特困供养的人里，住在供养机构的人数。',
  of: from(extremePoverty).where(extremePoverty.care.is('集中供养')).at(asked.day).distinct(extremePoverty.person),
})
