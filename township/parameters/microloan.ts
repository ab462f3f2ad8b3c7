import { parameter } from '#define/parameter.ts'

const base = '《关于深入扎实做好过渡期脱贫人口小额信贷工作的通知》（银保监发〔2021〕6号）'

const madeUp = '示范用的虚构比例，没有文件依据；请按本县文件改'

/** Largest balance of one household that carries interest subsidy and risk compensation. */
export const loanLimit = parameter('microloan.limit', {
  says: '小额信贷单户贴息额度上限',
  unit: '元',
  values: [{ from: '2021-03-04', value: 50_000, source: base }],
})

/** Longest term of a loan, extension not counted. */
export const longestTerm = parameter('microloan.longest_term', {
  says: '小额信贷最长期限',
  unit: '月',
  values: [{ from: '2021-03-04', value: 36, source: base }],
})

/** Part of the interest that public money pays, by the year in which the interest falls due. Counties differ: yours may read otherwise. */
export const interestSubsidy = parameter('microloan.interest_subsidy', {
  says: '小额信贷财政贴息比例',
  unit: '%',
  values: [
    {
      from: '2021-03-04',
      until: '2023-12-31',
      value: 80,
      source: madeUp,
    },
    { from: '2024-01-01', until: '2025-12-31', value: 60, source: madeUp },
  ],
})
