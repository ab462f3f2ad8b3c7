/**
 * What is usual: ranges of yields, densities and rates, each with the words that name both quantities, its source and
 * the year it holds from. General knowledge only; local standards are given by the caller. An empty list switches them off.
 */

export interface UsualRange {
  id: string
  /** What the quotient is, as a message says it: 每盒产茧. */
  says: string
  /** Words beside the amount, and its unit. */
  amount: { words: string; unit: string }
  /** Words beside the count, and its unit. */
  count: { words: string; unit: string }
  /** The usual range, in `unit`, for `per` counts. */
  low: number
  high: number
  unit: string
  per?: number
  source: string
  /** First and last year it holds for; open when absent. */
  from?: number
  until?: number
}

export const usualRanges: UsualRange[] = [
  {
    id: 'cocoon-per-box',
    says: '每盒蚕种产茧',
    amount: { words: '茧', unit: '公斤' },
    count: { words: '蚕|种', unit: '盒' },
    low: 35,
    high: 50,
    unit: '公斤',
    source: '养蚕生产常见水平：一盒（张）蚕种产鲜茧35—50公斤',
  },
  {
    id: 'cocoon-per-sheet',
    says: '每张蚕种产茧',
    amount: { words: '茧', unit: '公斤' },
    count: { words: '蚕|种', unit: '张' },
    low: 35,
    high: 50,
    unit: '公斤',
    source: '养蚕生产常见水平：一盒（张）蚕种产鲜茧35—50公斤',
  },
  {
    id: 'mulberry-per-mu',
    says: '每亩桑苗',
    amount: { words: '桑', unit: '株' },
    count: { words: '桑园|桑', unit: '亩' },
    low: 400,
    high: 3000,
    unit: '株',
    source: '桑园栽植常见密度：每亩数百株至两三千株',
  },
  {
    id: 'rice-per-mu',
    says: '水稻亩产',
    amount: { words: '稻|产', unit: '公斤' },
    count: { words: '稻', unit: '亩' },
    low: 200,
    high: 1000,
    unit: '公斤',
    source: '水稻单产常见水平：每亩200—1000公斤',
  },
  {
    id: 'wheat-per-mu',
    says: '小麦亩产',
    amount: { words: '小麦|产', unit: '公斤' },
    count: { words: '小麦', unit: '亩' },
    low: 120,
    high: 850,
    unit: '公斤',
    source: '小麦单产常见水平：每亩120—850公斤',
  },
  {
    id: 'rapeseed-per-mu',
    says: '油菜亩产',
    amount: { words: '油菜|产', unit: '公斤' },
    count: { words: '油菜', unit: '亩' },
    low: 60,
    high: 350,
    unit: '公斤',
    source: '油菜籽单产常见水平：每亩60—350公斤',
  },
  {
    id: 'water-per-person',
    says: '每人每天供水',
    amount: { words: '供水|日供水', unit: '升' },
    count: { words: '人口|受益|供水|服务|户|群众|居民', unit: '人' },
    low: 20,
    high: 400,
    unit: '升',
    source: '农村生活用水常见水平：每人每天20—400升',
  },
  {
    id: 'microloan-per-household',
    says: '户均脱贫人口小额信贷',
    amount: { words: '小额(?:信贷|贷款)', unit: '元' },
    count: { words: '小额(?:信贷|贷款)', unit: '户' },
    low: 100,
    high: 50_000,
    unit: '元',
    source: '银保监发〔2021〕6号：脱贫人口小额信贷每户累计5万元（含）以下',
    from: 2021,
  },
]

/** Persons in one household, over a group of them. Below one is impossible, above the upper end is rare. */
export const householdSize = { low: 1, high: 8, source: '户数与人数的一般关系：每户至少1人，一般不超过8人' }
