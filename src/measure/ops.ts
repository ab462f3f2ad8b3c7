/**
 * The closed table of operations. Each has its type, its JS and its SQL in one entry, so that none can exist without its twin; the
 * property test draws its random expressions from this table. Unknown is `null` in JS and NULL in SQL (Kleene logic).
 */
import { type RawBuilder, sql } from 'kysely'
import { boolType, dayType, numberType, type Type } from '#define/node.ts'
import { addDays, addMonths, ageOn, dayOf } from '#kinds/day.ts'
import type { Value } from '#kinds/index.ts'

export type Sql = RawBuilder<unknown>

export interface Op {
  /** Chinese, for 口径: `{0}` and `{1}` stand for the arguments. */
  says: string
  /** The type it yields, or a sentence that says why these arguments do not fit. */
  type(args: readonly Type[]): Type | string
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

const compare = (says: string, js: (a: Value, b: Value) => boolean, operator: Sql): Op => ({
  says,
  type: (args) => same(args) ?? boolType,
  js: strict((a, b) => js(a, b)),
  sql: ([a, b]) => sql`(${a} ${operator} ${b})`,
})

const arithmetic = (says: string, js: (a: number, b: number) => number, operator: Sql): Op => ({
  says,
  type: (args) => same(args) ?? all('number', args) ?? (args[0] as Type),
  js: strict((a, b) => js(num(a), num(b))),
  sql: ([a, b]) => sql`(${a} ${operator} ${b})`,
})

const onDay = (says: string, js: (day: string) => string, toSql: (day: Sql) => Sql): Op => ({
  says,
  type: (args) => all('day', args) ?? dayType,
  js: strict((day) => js(text(day))),
  sql: ([day]) => toSql(day as Sql),
})

const ratio = (says: string, js: (top: number, limit: number) => boolean, operator: Sql): Op => ({
  says,
  type: (args) => all('number', args) ?? same([args[0] as Type, args[2] as Type]) ?? boolType,
  js: strict((top, bottom, limit) => (num(bottom) > 0 ? js(num(top), num(limit) * num(bottom)) : null)),
  sql: ([top, bottom, limit]) => sql`(CASE WHEN ${bottom} > 0 THEN ${top} ${operator} ${limit} * ${bottom} END)`,
})

const month = (day: string): number => Number(day.slice(5, 7))
const year = (day: string): number => Number(day.slice(0, 4))
const truncated = (unit: string) => (day: Sql) => sql`date_trunc(${sql.lit(unit)}, ${day}::timestamp)::date`

export const ops: Readonly<Record<string, Op>> = {
  equal: compare('{0}为{1}', (a, b) => a === b, sql`=`),
  below: {
    ...compare('{0}小于{1}', (a, b) => (a as string | number) < (b as string | number), sql`<`),
    type: (args) =>
      same(args) ?? (args[0]?.is === 'number' || args[0]?.is === 'day' ? boolType : '只有数和日期能比大小'),
  },
  and: {
    says: '{0}且{1}',
    type: (args) => all('bool', args) ?? boolType,
    js: ([a, b]) => (a === false || b === false ? false : a === null || b === null ? null : true),
    sql: ([a, b]) => sql`(${a} AND ${b})`,
  },
  or: {
    says: '{0}或{1}',
    type: (args) => all('bool', args) ?? boolType,
    js: ([a, b]) => (a === true || b === true ? true : a === null || b === null ? null : false),
    sql: ([a, b]) => sql`(${a} OR ${b})`,
  },
  not: {
    says: '不是（{0}）',
    type: (args) => all('bool', args) ?? boolType,
    js: strict((a) => !a),
    sql: ([a]) => sql`(NOT ${a})`,
  },
  surely: {
    says: '{0}',
    type: (args) => all('bool', args) ?? boolType,
    js: ([a]) => a === true,
    sql: ([a]) => sql`COALESCE(${a}, FALSE)`,
  },
  missing: {
    says: '{0}未填',
    type: () => boolType,
    js: ([a]) => a === null,
    sql: ([a]) => sql`(${a} IS NULL)`,
  },
  else: {
    says: '{0}（未填则{1}）',
    type: (args) => same(args) ?? (args[0] as Type),
    js: ([a, b]) => a ?? b ?? null,
    sql: ([a, b]) => sql`COALESCE(${a}, ${b})`,
  },
  choose: {
    says: '若{0}则{1}，否则{2}',
    type: (args) => all('bool', args.slice(0, 1)) ?? same(args.slice(1)) ?? (args[1] as Type),
    js: ([when, a, b]) => (when === true ? (a ?? null) : (b ?? null)),
    sql: ([when, a, b]) => sql`(CASE WHEN ${when} THEN ${a} ELSE ${b} END)`,
  },
  plus: arithmetic('{0}加{1}', (a, b) => a + b, sql`+`),
  minus: arithmetic('{0}减{1}', (a, b) => a - b, sql`-`),
  percent_of: {
    says: '{0}的百分之{1}',
    type: (args) => all('number', args) ?? (args[0] as Type),
    js: strict((a, percent) => Math.sign(num(a)) * Math.floor((Math.abs(num(a)) * num(percent) + 50) / 100) + 0),
    sql: ([a, percent]) => sql`(sign(${a})::bigint * ((abs(${a}) * ${percent} + 50) / 100))`,
  },
  ratio_below: ratio('{0}除以{1}小于{2}', (top, whole) => top < whole, sql`<`),
  ratio_above: ratio('{0}除以{1}大于{2}', (top, whole) => top > whole, sql`>`),
  age: {
    says: '{0}到{1}的周岁',
    type: (args) => all('day', args) ?? numberType('岁'),
    js: strict((born, on) => ageOn(text(born), text(on))),
    sql: ([born, on]) =>
      sql`(extract(year FROM ${on})::bigint - extract(year FROM ${born})::bigint - CASE WHEN to_char(${on}::timestamp, 'MMDD') < to_char(${born}::timestamp, 'MMDD') THEN 1 ELSE 0 END)`,
  },
  plus_days: {
    says: '{0}后{1}天',
    type: ([d, n]) => all('day', [d as Type]) ?? all('number', [n as Type]) ?? dayType,
    js: strict((day, n) => addDays(text(day), num(n))),
    sql: ([day, n]) => sql`(${day} + ${n}::integer)`,
  },
  plus_months: {
    says: '{0}后{1}个月',
    type: ([d, n]) => all('day', [d as Type]) ?? all('number', [n as Type]) ?? dayType,
    js: strict((day, n) => addMonths(text(day), num(n))),
    sql: ([day, n]) => sql`(${day}::timestamp + make_interval(months => ${n}::integer))::date`,
  },
  start_of_year: onDay('{0}所在年的1月1日', (d) => dayOf(year(d), 1, 1), truncated('year')),
  start_of_quarter: onDay(
    '{0}所在季度首日',
    (d) => dayOf(year(d), 3 * Math.floor((month(d) - 1) / 3) + 1, 1),
    truncated('quarter'),
  ),
  start_of_month: onDay('{0}所在月1日', (d) => dayOf(year(d), month(d), 1), truncated('month')),
  start_of_school_year: onDay(
    '{0}所在学年的9月1日',
    (d) => dayOf(month(d) >= 9 ? year(d) : year(d) - 1, 9, 1),
    (d) =>
      sql`make_date(extract(year FROM ${d})::integer - CASE WHEN extract(month FROM ${d}) >= 9 THEN 0 ELSE 1 END, 9, 1)`,
  ),
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
export const figureOps: Readonly<Record<string, Pick<Op, 'says' | 'type' | 'js'>>> = {
  plus: ops.plus!,
  minus: ops.minus!,
  divided_by: {
    says: '{0}除以{1}',
    type: ([a, b]) =>
      a?.is === 'number' && b?.is === 'number' ? numberType(`${a.unit}/${b.unit}`) : '只有数和数才能相除',
    /** The third argument is the scale of the unit below: 元 per 亩 is fen ÷ hundredths × 100. */
    js: strict((a, b, scaleBelow) => rounded(num(a), num(scaleBelow), num(b))),
  },
  percentage: {
    says: '{0}占{1}的百分比',
    type: (args) => same(args) ?? all('number', args) ?? numberType('%'),
    js: strict((a, b) => rounded(num(a), 10000, num(b))),
  },
  growth: {
    says: '{0}比上年同期（{1}）的增长',
    type: (args) => same(args) ?? all('number', args) ?? numberType('%'),
    js: strict((a, b) => rounded(num(a) - num(b), 10000, num(b))),
  },
  counted_as: {
    says: '{0}',
    type: (args) => args[0] ?? '缺少被数的内容',
    js: ([a]) => a ?? null,
  },
}
