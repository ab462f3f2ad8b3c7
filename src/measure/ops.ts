/**
 * The closed table of operations. Each has its type, its JS and its SQL in one entry, so that none can exist without its twin; the
 * property test draws its random expressions from this table. Unknown is `null` in JS and NULL in SQL (Kleene logic).
 */
import { type RawBuilder, sql } from 'kysely'
import {
  boolType,
  dayType,
  type FigureOp,
  type Node,
  numberType,
  type OpName,
  type RowOp,
  type Type,
} from '#define/node.ts'
import { addDays, addMonths, ageOn, dayOf } from '#kinds/day.ts'
import type { Value } from '#kinds/index.ts'
import { isUnit, scaleOf } from '#kinds/unit.ts'

export type Sql = RawBuilder<unknown>

/** An operation between whole figures. */
export interface FigureOperation {
  /** 口径, of the arguments in Chinese. */
  says(...args: readonly string[]): string
  /** The opposite, where people have a word for it: 不小于. */
  saysNot?(...args: readonly string[]): string
  /** What its arguments are called where the rows behind a figure are shown part by part. */
  parts?: readonly [string, string]
  /** The type it yields, or a sentence that says why these arguments do not fit. */
  type(args: readonly Type[], nodes: readonly Node[]): Type | string
  /** Amounts are in steps of their units. */
  js(args: readonly Value[], types: readonly Type[]): Value
}

/** An operation that can be asked of one row as well. */
export interface Op extends FigureOperation {
  js(args: readonly Value[]): Value
  sql(args: readonly Sql[]): Sql
}

const num = (value: Value): number => value as number
const text = (value: Value): string => value as string

/** Unknown in, unknown out. */
const strict =
  (f: (...args: Exclude<Value, null>[]) => Value) =>
  (args: readonly Value[]): Value =>
    args.some((a) => a === null) ? null : f(...(args as Exclude<Value, null>[]))

const said = (type: Type): string =>
  ({ number: 'unit' in type ? type.unit : '', day: '日期', text: '文字', bool: '是否', link: '关联' })[type.is]

/** Both sides of one type; numbers of one unit. */
function same(args: readonly Type[]): string | undefined {
  const [a, b] = args
  if (!a || !b) return '缺少一边'
  if (a.is !== b.is) return `一边是${said(a)}，一边是${said(b)}，不能放在一起`
  if (a.is === 'number' && b.is === 'number' && a.unit !== b.unit) {
    return `两边单位不同：${a.unit}与${b.unit}。先换成同一口径再算`
  }
  return undefined
}

const all = (is: Type['is'], args: readonly Type[]): string | undefined =>
  args.every((a) => a.is === is)
    ? undefined
    : `这里要的是${said({ is, unit: '数' } as Type)}，给的是${args.map(said).join('、')}`

const compare = (says: Op['says'], js: (a: Value, b: Value) => boolean, operator: Sql): Op => ({
  says,
  type: (args) => same(args) ?? boolType,
  js: strict((a, b) => js(a, b)),
  sql: ([a, b]) => sql`(${a} ${operator} ${b})`,
})

const arithmetic = (
  says: Op['says'],
  parts: readonly [string, string],
  js: (a: number, b: number) => number,
  operator: Sql,
): Op => ({
  says,
  parts,
  type: (args) => same(args) ?? all('number', args) ?? (args[0] as Type),
  js: strict((a, b) => js(num(a), num(b))),
  sql: ([a, b]) => sql`(${a} ${operator} ${b})`,
})

const onDay = (says: Op['says'], js: (day: string) => string, toSql: (day: Sql) => Sql): Op => ({
  says,
  type: (args) => all('day', args) ?? dayType,
  js: strict((day) => js(text(day))),
  sql: ([day]) => toSql(day as Sql),
})

const ratio = (says: Op['says'], js: (top: number, limit: number) => boolean, operator: Sql): Op => ({
  says,
  type: (args) => all('number', args) ?? same([args[0] as Type, args[2] as Type]) ?? boolType,
  js: strict((top, bottom, limit) => (num(bottom) > 0 ? js(num(top), num(limit) * num(bottom)) : null)),
  sql: ([top, bottom, limit]) => sql`(CASE WHEN ${bottom} > 0 THEN ${top} ${operator} ${limit} * ${bottom} END)`,
})

/** One of two days. Unlike LEAST and GREATEST, which pass over what is unknown. */
const oneOf = (says: Op['says'], first: (a: string, b: string) => boolean, operator: Sql): Op => ({
  says,
  type: (args) => all('day', args) ?? dayType,
  js: strict((a, b) => (first(text(a), text(b)) ? a : b)),
  sql: ([a, b]) => sql`(CASE WHEN ${a} ${operator} ${b} THEN ${a} WHEN ${a} IS NOT NULL THEN ${b} END)`,
})

const month = (day: string): number => Number(day.slice(5, 7))
const year = (day: string): number => Number(day.slice(0, 4))
const truncated = (unit: string) => (day: Sql) => sql`date_trunc(${sql.lit(unit)}, ${day}::timestamp)::date`

export const ops: Readonly<Record<RowOp, Op>> = {
  equal: {
    ...compare(
      (a, b) => `${a}为${b}`,
      (a, b) => a === b,
      sql`=`,
    ),
    saysNot: (a, b) => `${a}不为${b}`,
  },
  below: {
    ...compare(
      (a, b) => `${a}小于${b}`,
      (a, b) => (a as string | number) < (b as string | number),
      sql`<`,
    ),
    saysNot: (a, b) => `${a}不小于${b}`,
    type: (args) =>
      same(args) ?? (args[0]?.is === 'number' || args[0]?.is === 'day' ? boolType : '只有数和日期能比大小'),
  },
  and: {
    says: (a, b) => `${a}且${b}`,
    type: (args) => all('bool', args) ?? boolType,
    js: ([a, b]) => (a === false || b === false ? false : a === null || b === null ? null : true),
    sql: ([a, b]) => sql`(${a} AND ${b})`,
  },
  or: {
    says: (a, b) => `${a}或${b}`,
    type: (args) => all('bool', args) ?? boolType,
    js: ([a, b]) => (a === true || b === true ? true : a === null || b === null ? null : false),
    sql: ([a, b]) => sql`(${a} OR ${b})`,
  },
  not: {
    says: (a) => `不是（${a}）`,
    type: (args) => all('bool', args) ?? boolType,
    js: strict((a) => !a),
    sql: ([a]) => sql`(NOT ${a})`,
  },
  surely: {
    says: (a) => a ?? '',
    type: (args) => all('bool', args) ?? boolType,
    js: ([a]) => a === true,
    sql: ([a]) => sql`COALESCE(${a}, FALSE)`,
  },
  missing: {
    says: (a) => `${a}未填`,
    saysNot: (a) => `${a}已填`,
    type: () => boolType,
    js: ([a]) => a === null,
    sql: ([a]) => sql`(${a} IS NULL)`,
  },
  else: {
    says: (a, b) => `${a}（未填则${b}）`,
    type: (args) => same(args) ?? (args[0] as Type),
    js: ([a, b]) => a ?? b ?? null,
    sql: ([a, b]) => sql`COALESCE(${a}, ${b})`,
  },
  choose: {
    says: (when, a, b) => `若${when}则${a}，否则${b}`,
    type: (args) => all('bool', args.slice(0, 1)) ?? same(args.slice(1)) ?? (args[1] as Type),
    js: ([when, a, b]) => (when === true ? (a ?? null) : (b ?? null)),
    sql: ([when, a, b]) => sql`(CASE WHEN ${when} THEN ${a} ELSE ${b} END)`,
  },
  only_if: {
    says: (when, a) => `${a}（仅当${when}，否则说不出）`,
    type: (args) => all('bool', args.slice(0, 1)) ?? (args[1] as Type),
    js: ([when, a]) => (when === true ? (a ?? null) : null),
    sql: ([when, a]) => sql`(CASE WHEN ${when} THEN ${a} END)`,
  },
  plus: arithmetic(
    (a, b) => `${a}加${b}`,
    ['第一部分', '第二部分'],
    (a, b) => a + b,
    sql`+`,
  ),
  minus: arithmetic(
    (a, b) => `${a}减${b}`,
    ['被减', '减去'],
    (a, b) => a - b,
    sql`-`,
  ),
  percent_of: {
    says: (a, percent) => `${a}的${percent}`,
    type: (args) => all('number', args) ?? (args[0] as Type),
    js: strict((a, percent) => rounded(num(a), num(percent), 100 * scaleOf('%'))),
    sql: ([a, percent]) => sql`(sign(${a})::bigint * ((abs(${a}) * ${percent} + 5000) / 10000))`,
  },
  ratio_below: ratio(
    (top, whole, limit) => `${top}除以${whole}小于${limit}`,
    (top, whole) => top < whole,
    sql`<`,
  ),
  ratio_above: ratio(
    (top, whole, limit) => `${top}除以${whole}大于${limit}`,
    (top, whole) => top > whole,
    sql`>`,
  ),
  age: {
    says: (born, on) => `${born}到${on}的周岁`,
    type: (args) => all('day', args) ?? numberType('岁'),
    js: strict((born, on) => ageOn(text(born), text(on))),
    sql: ([born, on]) =>
      sql`(extract(year FROM ${on})::bigint - extract(year FROM ${born})::bigint - CASE WHEN to_char(${on}::timestamp, 'MMDD') < to_char(${born}::timestamp, 'MMDD') THEN 1 ELSE 0 END)`,
  },
  plus_days: {
    says: (day, days) => ago(day, days),
    type: ([d, n]) => all('day', [d as Type]) ?? all('number', [n as Type]) ?? dayType,
    js: strict((day, n) => addDays(text(day), num(n))),
    sql: ([day, n]) => sql`(${day} + ${n}::integer)`,
  },
  plus_months: {
    says: (day, months) => ago(day, months.replace(/月$/, '个月')),
    type: ([d, n]) => all('day', [d as Type]) ?? all('number', [n as Type]) ?? dayType,
    js: strict((day, n) => addMonths(text(day), num(n))),
    sql: ([day, n]) => sql`(${day}::timestamp + make_interval(months => ${n}::integer))::date`,
  },
  start_of_year: onDay(
    (day) => `${day}所在年的1月1日`,
    (d) => dayOf(year(d), 1, 1),
    truncated('year'),
  ),
  start_of_quarter: onDay(
    (day) => `${day}所在季度首日`,
    (d) => dayOf(year(d), 3 * Math.floor((month(d) - 1) / 3) + 1, 1),
    truncated('quarter'),
  ),
  start_of_month: onDay(
    (day) => `${day}所在月1日`,
    (d) => dayOf(year(d), month(d), 1),
    truncated('month'),
  ),
  start_of_school_year: onDay(
    (day) => `${day}所在学年的9月1日`,
    (d) => dayOf(month(d) >= 9 ? year(d) : year(d) - 1, 9, 1),
    (d) =>
      sql`make_date(extract(year FROM ${d})::integer - CASE WHEN extract(month FROM ${d}) >= 9 THEN 0 ELSE 1 END, 9, 1)`,
  ),
  /** A number under another counting word: different days as 天. */
  counted_as: {
    says: (a) => a ?? '',
    type: (_, [, word]) => {
      const unit = word?.node === 'value' ? String(word.value) : ''
      return isUnit(unit) ? numberType(unit) : `“${unit}”不在单位表里`
    },
    js: ([a]) => a ?? null,
    sql: ([a]) => sql`${a}`,
  },
  /** In 年, as the fields for a year have it. */
  year_of: {
    says: (day) => `${day}所在的年份`,
    type: (args) => all('day', args) ?? numberType('年'),
    js: strict((day) => year(text(day))),
    sql: ([day]) => sql`extract(year FROM ${day})::bigint`,
  },
  later: oneOf(
    (a, b) => `${a}与${b}中较晚的一天`,
    (a, b) => a > b,
    sql`>`,
  ),
  earlier: oneOf(
    (a, b) => `${a}与${b}中较早的一天`,
    (a, b) => a < b,
    sql`<`,
  ),
}

/** 期末后30天, 期末前12个月. */
function ago(day = '', much = ''): string {
  return much.startsWith('-') ? `${day}前${much.slice(1)}` : `${day}后${much}`
}

/** Rounds half away from zero, exactly, in integers: a × times ÷ by. Null when there is nothing to divide by. */
function rounded(a: number, times: number, by: number): number | null {
  if (by === 0) return null
  const top = BigInt(a) * BigInt(times)
  const bottom = BigInt(by)
  const negative = top < 0n !== bottom < 0n
  const [t, b] = [top < 0n ? -top : top, bottom < 0n ? -bottom : bottom]
  const whole = Number((2n * t + b) / (2n * b))
  return negative && whole !== 0 ? -whole : whole
}

/** Arithmetic between whole figures, after the rows were counted. Never asked of one row. */
export const figureOps: Readonly<Record<FigureOp, FigureOperation>> = {
  divided_by: {
    says: (a, b) => `${a}除以${b}`,
    parts: ['分子', '分母'],
    type: ([a, b]) =>
      a?.is === 'number' && b?.is === 'number' ? numberType(`${a.unit}/${b.unit}`) : '只有数和数才能相除',
    /** The steps of what stands below are taken out again: 元 per 亩 is fen ÷ hundredths × 100. */
    js: ([a, b], [, below]) =>
      a == null || b == null ? null : rounded(num(a), scaleOf(below?.is === 'number' ? below.unit : ''), num(b)),
  },
  percentage: {
    says: (a, b) => `${a}占${b}的百分比`,
    parts: ['部分', '总体'],
    type: (args) => same(args) ?? all('number', args) ?? numberType('%'),
    js: strict((a, b) => rounded(num(a), 10000, num(b))),
  },
  growth: {
    says: (a, b) => `${a}比上年同期（${b}）的增长`,
    parts: ['本期', '上年同期'],
    type: (args) => same(args) ?? all('number', args) ?? numberType('%'),
    js: strict((a, b) => rounded(num(a) - num(b), 10000, num(b))),
  },
}

/** What whole figures can be put through. */
export const allOps: Readonly<Record<OpName, FigureOperation>> = { ...ops, ...figureOps }
