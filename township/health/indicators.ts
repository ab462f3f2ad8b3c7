import { asked } from '#define/expression.ts'
import { indicator } from '#define/indicator.ts'
import { from } from '#define/measure.ts'
import { familyDoctor } from './family-doctor.ledger.ts'
import { medicalCover } from './medical-cover.ledger.ts'
import { medicalExpense } from './medical-expense.ledger.ts'
import { seriousIllness } from './serious-illness.ledger.ts'

export const coveredPeople = indicator('health.cover.people', {
  says: '脱贫人口和监测对象参加基本医疗保险',
  definition:
    '期末处于城乡居民或城镇职工基本医疗保险待遇期内的人数，按参保台账统计；台账只登记脱贫人口和监测对象，其他农户的参保以医保部门数据为准。',
  of: from(medicalCover).at(asked.day).distinct(medicalCover.person),
})

export const signedPeople = indicator('health.family_doctor.people', {
  says: '家庭医生签约',
  definition: '期末家庭医生签约仍在有效期内的人数，同一人只计一次；已到期未续签的不计。',
  of: from(familyDoctor).at(asked.day).distinct(familyDoctor.person),
})

export const newlyIll = indicator('health.serious_illness.people', {
  says: '新确诊大病重病人员',
  definition: '确诊日期在本期内的大病、重病人数，同一人确诊几种病只计一次。',
  of: from(seriousIllness).during().distinct(seriousIllness.person),
})

export const oneStopCases = indicator('health.one_stop.cases', {
  says: '一站式结算',
  definition: '结算日期在本期内、由医保、大病、救助一站式结算的住院和门诊慢特病人次。',
  of: from(medicalExpense).where(medicalExpense.one_stop.isYes).during().count(),
})
