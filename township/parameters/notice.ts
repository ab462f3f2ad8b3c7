import { parameter } from '#define/parameter.ts'

const source = '经验值，没有文件规定；县里有规定的按规定改'

export const leadDue = parameter('notice.lead_due', {
  says: '预警线索几天内核实、数据疑点几天内改正',
  unit: '天',
  values: [
    { from: '2020-01-01', key: '今天看', value: 1, source },
    { from: '2020-01-01', key: '本周看', value: 7, source },
    { from: '2020-01-01', key: '下一轮看', value: 30, source },
  ],
})

export const leadBudget = parameter('notice.lead_budget', {
  says: '一个村一天最多开出的预警线索（“今天看”的不算在内，都开）',
  unit: '户',
  values: [{ from: '2020-01-01', value: 10, source }],
})
