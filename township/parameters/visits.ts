import { parameter } from '#define/parameter.ts'

const source = '本乡包保帮扶工作安排：脱贫户每季度跟踪走访一次，监测对象每月跟踪走访一次'

export const visitsPerQuarter = parameter('visits.alleviated_per_quarter', {
  says: '脱贫户每季度走访次数',
  unit: '次',
  values: [{ from: '2021-01-01', value: 1, source }],
})

export const visitsPerMonth = parameter('visits.monitored_per_month', {
  says: '监测对象每月走访次数',
  unit: '次',
  values: [{ from: '2021-01-01', value: 1, source }],
})
