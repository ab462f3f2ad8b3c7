import { asked } from '#define/expression.ts'
import { indicator } from '#define/indicator.ts'
import { fact, from } from '#define/measure.ts'
import { household } from '../registry/household.ledger.ts'
import { membership } from '../registry/person.ledger.ts'
import { monitoring } from './monitoring.ledger.ts'

const unstable = monitoring.category.is('脱贫不稳定户')
const sudden = monitoring.category.is('突发严重困难户')

/** Taken in during the asked period. */
export const newlyMonitored = fact(household, 'newly_monitored', '本期纳入监测', from(monitoring).began().any())
export const newlyUnstable = fact(household, 'newly_unstable', '本期纳入的脱贫不稳定户', from(monitoring).where(unstable).began().any())
export const newlySudden = fact(household, 'newly_sudden', '本期纳入的突发严重困难户', from(monitoring).where(sudden).began().any())

const taken = '按识别监测日期在本期内统计，同一户只计一次'
const members = '其家庭成员，按期末在户统计'

export const monitoredHouseholds = indicator('monitoring.households', {
  says: '全年确定监测对象',
  definition: `本期新确定的防止返贫监测对象户数，${taken}。`,
  of: from(monitoring).began().distinct(monitoring.household),
})

export const monitoredPeople = indicator('monitoring.people', {
  says: '全年确定监测对象人数',
  definition: `本期新确定的监测对象户的人数：${members}。`,
  of: from(membership).at(asked.day).where(newlyMonitored).count(),
})

export const unstableHouseholds = indicator('monitoring.unstable.households', {
  says: '脱贫不稳定户',
  definition: `本期新确定的脱贫不稳定户户数，${taken}。`,
  of: from(monitoring).where(unstable).began().distinct(monitoring.household),
})

export const unstablePeople = indicator('monitoring.unstable.people', {
  says: '脱贫不稳定户人数',
  definition: `本期新确定的脱贫不稳定户的人数：${members}。`,
  of: from(membership).at(asked.day).where(newlyUnstable).count(),
})

export const suddenHouseholds = indicator('monitoring.sudden.households', {
  says: '突发严重困难户',
  definition: `本期新确定的突发严重困难户户数，${taken}。`,
  of: from(monitoring).where(sudden).began().distinct(monitoring.household),
})

export const suddenPeople = indicator('monitoring.sudden.people', {
  says: '突发严重困难户人数',
  definition: `本期新确定的突发严重困难户的人数：${members}。`,
  of: from(membership).at(asked.day).where(newlySudden).count(),
})
