import { asked, either } from '#define/expression.ts'
import { indicator } from '#define/indicator.ts'
import { fact, from } from '#define/measure.ts'
import { household } from '../registry/household.ledger.ts'
import { membership } from '../registry/person.ledger.ts'
import { clue, gridCheck, gridTraining, gridWorker } from './grid.ledger.ts'
import { monitoring } from './monitoring.ledger.ts'

const unstable = monitoring.category.is('脱贫不稳定户')
const marginal = monitoring.category.is('边缘易致贫户')
const sudden = monitoring.category.is('突发严重困难户')

export const watched = fact(household, 'watched', '是监测对象', from(monitoring).at(asked.day).any())

/** Taken in during the asked period. */
export const newlyMonitored = fact(household, 'newly_monitored', '本期纳入监测', from(monitoring).began().any())
export const newlyUnstable = fact(
  household,
  'newly_unstable',
  '本期纳入的脱贫不稳定户',
  from(monitoring).where(unstable).began().any(),
)
export const newlyMarginal = fact(
  household,
  'newly_marginal',
  '本期纳入的边缘易致贫户',
  from(monitoring).where(marginal).began().any(),
)
export const newlySudden = fact(
  household,
  'newly_sudden',
  '本期纳入的突发严重困难户',
  from(monitoring).where(sudden).began().any(),
)

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

export const marginalHouseholds = indicator('monitoring.marginal.households', {
  says: '边缘易致贫户',
  definition: `本期新确定的边缘易致贫户户数，${taken}。`,
  of: from(monitoring).where(marginal).began().distinct(monitoring.household),
})

export const marginalPeople = indicator('monitoring.marginal.people', {
  says: '边缘易致贫户人数',
  definition: `本期新确定的边缘易致贫户的人数：${members}。`,
  of: from(membership).at(asked.day).where(newlyMarginal).count(),
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

export const gridWorkers = indicator('grid.workers', {
  says: '网格员',
  definition: '期末在任的防返贫监测网格员人数，一人兼几个网格的只计一次；已解聘的不计。',
  of: from(gridWorker).at(asked.day).distinct(gridWorker.person),
  shown: '名',
})

export const gridTrainings = indicator('grid.trainings', {
  says: '网格员培训',
  definition: '培训日期在本期内的网格员培训场次，全乡集中培训和分村培训都计。',
  of: from(gridTraining).during().count(),
})

export const gridChecks = indicator('grid.checks', {
  says: '网格员电话抽查',
  definition: '抽查日期在本期内的网格员电话抽查次数，没有接通的也计。',
  of: from(gridCheck).during().count(),
})

export const clues = indicator('monitoring.clues', {
  says: '收到风险线索',
  definition: '收到日期在本期内的返贫致贫风险线索条数，各渠道都计，不论核实结果。',
  of: from(clue).during().count(),
})

export const openClues = indicator('monitoring.clues.open', {
  says: '待核实的风险线索',
  definition: '收到日期在本期内、到期末还没有核实的风险线索条数。',
  of: from(clue)
    .where(either(clue.verified_on.missing, clue.verified_on.after(asked.day)))
    .during()
    .count(),
})
