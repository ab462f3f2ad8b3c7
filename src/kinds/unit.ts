/**
 * Units. A unit is a dimension with a scale: the stored integer is the amount × scale, so that no number is ever a float.
 * The printed word may differ (319 *名* 网格员 are 人): see `Shown`.
 */

/** Integer steps in one unit: 元 is kept in fen, 亩 in hundredths. Counts have scale 1. */
const scales = {
  元: 100,
  亩: 100,
  公斤: 10,
  米: 1,
  平方米: 10,
  立方米: 10,
  升: 1,
  '%': 100,
  岁: 1,
  年: 1,
  月: 1,
  天: 1,
  级: 1,
  批: 1,
  分: 1,
  户: 1,
  户次: 1,
  人: 1,
  人次: 1,
  笔: 1,
  个: 1,
  处: 1,
  件: 1,
  台: 1,
  台次: 1,
  次: 1,
  家: 1,
  株: 1,
  盒: 1,
  条: 1,
  项: 1,
  座: 1,
  组: 1,
  村: 1,
  份: 1,
  张: 1,
  间: 1,
} as const

export type Unit = keyof typeof scales

export const units = Object.keys(scales) as Unit[]

export function isUnit(word: string): word is Unit {
  return (units as string[]).includes(word)
}

/** Whether amounts in a unit add up: money does, a year, an age and a share do not. */
export function adds(unit: string): boolean {
  return !['年', '岁', '级', '批', '%'].includes(unit) && !unit.includes('/')
}

/** Steps per unit; a ratio such as 亩/户 keeps the scale of what stands above. */
export function scaleOf(unit: string): number {
  const [above = unit] = unit.split('/')
  return isUnit(above) ? scales[above] : 1
}

/** An amount in stored steps. Not whole where it has more decimal places than the unit keeps. */
export function stepsOf(amount: number, unit: string): number {
  const steps = amount * scaleOf(unit)
  const whole = Math.round(steps)
  return Math.abs(whole - steps) > 1e-6 ? steps : whole
}

/** Larger words for the same dimension: [base unit, how many of it]. */
const larger: Record<string, readonly [base: string, times: number]> = {
  万元: ['元', 1e4],
  亿元: ['元', 1e8],
  万亩: ['亩', 1e4],
  万株: ['株', 1e4],
  万盒: ['盒', 1e4],
  万人: ['人', 1e4],
  吨: ['公斤', 1e3],
  公里: ['米', 1e3],
}

/** Words that print one dimension under another name: 名 for 人, 次/季度 for a count of visits. */
const otherWords: Record<string, readonly string[]> = {
  人: ['名', '位'],
  个: ['大行动', '个方面', '名', '家', '处', '件'],
  平方米: ['㎡', 'm2', '平米', '平方'],
  村: ['个', '个村'],
  组: ['个'],
  次: ['次/季度', '次/月'],
  家: ['个'],
  '亩/户': ['亩'],
  项: ['个'],
  件: ['个'],
  台次: ['台'],
}

/** How many stored steps one printed word stands for, or undefined when nobody says that word for the unit. */
export function stepsPerWord(unit: string, word: string): number | undefined {
  if (word === unit || otherWords[unit]?.includes(word)) return scaleOf(unit)
  const [base, times] = larger[word] ?? []
  return base !== undefined && times !== undefined && base === unit ? times * scaleOf(unit) : undefined
}

/** Decimal places that show a value of this unit whole. */
export function placesOf(unit: string): number {
  return Math.round(Math.log10(scaleOf(unit)))
}
