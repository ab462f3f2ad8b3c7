import { parameter } from '#define/parameter.ts'

/**
 * Lines of early warning. Each county and province rules for itself, and other counties' lines are no defaults: until the office enters
 * its own with the document, the rules over them say that they cannot tell.
 */
export const medicalLine = parameter('risk.medical_self_pay', {
  says: '近12个月医疗自付预警线',
  unit: '元',
  values: [],
})

export const loanReminder = parameter('risk.loan_reminder', {
  says: '小额信贷到期提醒提前天数',
  unit: '天',
  values: [],
})

export const shortestWatch = parameter('monitoring.shortest_watch', {
  says: '纳入监测到消除风险的最短时间',
  unit: '月',
  values: [],
})
