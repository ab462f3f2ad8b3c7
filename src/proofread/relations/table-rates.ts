/** Columns that are worked out from others: shares, rates, growth, differences, balances, averages and prices. The rows show from which. */
import {
  type Bounds,
  compare,
  divideBounds,
  type Exact,
  minus,
  multiplyBounds,
  one,
  over,
  overlap,
  plus,
  point,
  ratio,
  times,
  toText,
  whole,
  zero,
} from '#proofread/exact.ts'
import { inUnit, type Judgement, type RelationKind, shown } from '#proofread/findings.ts'
import { type Column, type Figure, type Grid, isFigure, type Row } from '#proofread/grid.ts'
import type { Reading } from '#proofread/reading.ts'
import { broken, type Claim, holding } from './claims.ts'
import { changeHead, nameOf } from './table-totals.ts'

/** Trials left for all tables of a text, so that no table can make reading slow. */
export interface Budget {
  left: number
}

/** How a column may come about, tried on one row. Undefined where the row has no figures for it. */
interface Guess {
  kind: RelationKind
  /** 完成数÷任务数 */
  says: string
  on: (row: Row) => Trial | undefined
}

interface Trial {
  parts: Figure[]
  stated: Figure
  /** What the parts give, in base units of what is stated. */
  value: Exact
  computed: Bounds
  /** 0, 100 % and the like come out of many columns. */
  trivial: boolean
  /** A quotient, whose last places may be cut off instead of rounded. */
  divided: boolean
  arithmetic: string
}

type Outcome = 'fits' | 'cut' | 'misfit'

/** Columns of one kind looked at in one table, and columns beside each that may be what it is worked out from. */
const mostColumns = 40
const nearest = 12
const mostBeside = 8
const sample = 24

export function workedOut(reading: Reading, grid: Grid, budget: Budget): Judgement[] {
  const columns = [...grid.columns.entries()]
  const rates = columns.filter(([, column]) => column.kind === 'rate').slice(0, mostColumns)
  const prices = columns.filter(([, column]) => column.kind === 'price').slice(0, mostColumns)
  const amounts = (head: RegExp) =>
    columns.filter(([, { kind, own }]) => kind === 'amount' && head.test(own)).slice(0, mostColumns)
  const changes = amounts(changeHead)
  const ends = amounts(endHead)
  return [
    ...rates.flatMap(([at, column]) => learn(reading, grid, at, rateGuesses(grid, at, column), rateNeeds, budget)),
    ...changes.flatMap(([at]) => learn(reading, grid, at, changeGuesses(grid, at), rateNeeds, budget)),
    ...ends.flatMap(([at]) => learn(reading, grid, at, balanceGuesses(grid, at), rateNeeds, budget)),
    ...prices.flatMap(([at, column]) => learn(reading, grid, at, priceGuesses(grid, at, column), priceNeeds, budget)),
  ]
}

/** Rows that must come out: at least so many, and this share in tenths of a percent of all. */
interface Needs {
  rows: number
  share: number
}

const rateNeeds: Needs = { rows: 2, share: 600 }
const coarseNeeds: Needs = { rows: 3, share: 750 }
const priceNeeds: Needs = coarseNeeds
/** So many rows of whole percents are no chance. */
const surely = 5

function learn(reading: Reading, grid: Grid, at: number, guesses: Guess[], needs: Needs, budget: Budget): Judgement[] {
  const rows = grid.rows.filter((row) => row.kind !== 'skip' && isFigure(row.contents[at]))
  if (rows.length < needs.rows) return []
  let best: { guess: Guess; fits: number } | undefined
  for (const guess of guesses) {
    const fits = fitsOf(guess, rows.slice(0, sample), needs, budget)
    if (fits > (best?.fits ?? 0)) best = { guess, fits }
    if (fits === Math.min(rows.length, sample)) break
  }
  return best ? conclude(reading, grid, best.guess, rows, needs) : []
}

/** Rows of the sample that come out; none as soon as too many do not. */
function fitsOf(guess: Guess, rows: Row[], needs: Needs, budget: Budget): number {
  const bearable = (rows.length * (1000 - needs.share)) / 1000
  let fits = 0
  let misfits = 0
  for (const row of rows) {
    if (budget.left-- <= 0) return 0
    const trial = guess.on(row)
    if (!trial) continue
    if (outcomeOf(trial) === 'misfit') misfits++
    else if (!trial.trivial) fits++
    if (misfits > bearable) return 0
  }
  return fits
}

function outcomeOf({ stated, computed, divided }: Trial): Outcome {
  const claimed = divided ? asPrinted(stated) : stated.bounds
  if (overlap(computed, claimed)) return 'fits'
  const excess = minus(absoluteLow(computed), absolute(stated.exact))
  return divided && excess.n > 0n && compare(excess, stated.step) < 0 ? 'cut' : 'misfit'
}

const absolute = (a: Exact): Exact => (a.n < 0n ? minus(zero, a) : a)
const absoluteLow = ({ low, high }: Bounds): Exact => (low.n < 0n && high ? absolute(high) : low)

/** A quotient is rounded to the places with which it is printed, whatever it measures. */
function asPrinted({ exact, step }: Figure): Bounds {
  const half = over(step, whole(2))
  return { low: minus(exact, half), high: plus(exact, half) }
}

function conclude(reading: Reading, grid: Grid, guess: Guess, rows: Row[], needs: Needs): Judgement[] {
  const tried = rows.flatMap((row) => {
    const trial = guess.on(row)
    return trial ? [{ row, trial, outcome: outcomeOf(trial) }] : []
  })
  const fitting = tried.filter(({ outcome }) => outcome !== 'misfit')
  const telling = fitting.filter(({ trial }) => !trial.trivial).length
  // Whole percents come out of many columns by chance, so that a row alone against them says little.
  const fine = tried.some(({ trial }) => trial.stated.quote.includes('.'))
  const { rows: least, share } = fine || fitting.length === tried.length ? needs : coarseNeeds
  if (telling < least || fitting.length * 1000 < tried.length * share) return []
  const cuts = tried.filter(({ outcome }) => outcome === 'cut').length
  return tried.map(({ row, trial, outcome }) => {
    const { column } = trial.stated
    const claim = claimOf(guess, trial)
    // Where several are cut off, that is how the table is printed.
    if (outcome === 'fits' || (outcome === 'cut' && cuts > 1)) return holding(reading, claim)
    const name = `“${row.label}”一行的“${nameOf(grid.columns[column], column)}”`
    const stated = shown(trial.stated.exact, trial.stated, 4)
    const numbers = [
      { says: '按同一行算出', value: inUnit(trial.value, trial.stated), unit: trial.stated.unit },
      { says: '表中', value: trial.stated.value, unit: trial.stated.unit },
    ]
    const start = `${name}：${claim.arithmetic}，表中${stated}`
    if (outcome === 'cut') return broken(reading, claim, 'note', `${start}，像是舍去了尾数。`, numbers)
    const average = typeof row.kind === 'object' && isAverage(tried, trial)
    const loose = !fine && telling < surely
    const second = average
      ? '像是各行的平均数，如果确实要写平均数，请写明；否则'
      : loose
        ? '如果这一栏另有算法，请写明；否则'
        : ''
    const message = `${start}。有${fitting.length}行是${guess.says}，${second}请核对。`
    return broken(reading, claim, second ? 'doubt' : 'error', message, numbers)
  })
}

function claimOf(guess: Guess, { parts, stated, computed, arithmetic }: Trial): Claim {
  const span = { start: stated.start, end: stated.end }
  return { pattern: 'table-rate', kind: guess.kind, parts, whole: stated, computed, arithmetic, span }
}

/** What stands in the total row is the mean of the rows. */
function isAverage(tried: { row: Row; trial: Trial }[], { stated }: Trial): boolean {
  const rows = tried.filter(({ row }) => row.kind === 'plain').map(({ trial }) => trial.stated.exact)
  if (!rows.length) return false
  const mean = over(rows.reduce(plus, zero), whole(rows.length))
  return overlap({ low: mean, high: mean }, asPrinted(stated))
}

const growthHead = /增幅|增速|涨幅|升幅|降幅|增长|增减|同比|环比|上升|下降/
const shareHead = /占|比重|比例/

function rateGuesses(grid: Grid, at: number, { head }: Column): Guess[] {
  const amounts = beside(grid, at, nearest, ['amount', 'price'])
  const grows = growthHead.test(head)
  const kind = shareHead.test(head) ? 'share' : 'coverage'
  const pairs = amounts.flatMap((a) => amounts.filter((b) => b !== a).map((b) => [a, b] as const))
  const name = (column: number) => nameOf(grid.columns[column], column)
  if (grows) return pairs.map(([a, b]) => growthGuess(at, a, b, `（${name(a)}－${name(b)}）÷${name(b)}`))
  const totals = grid.rows.filter((row) => typeof row.kind === 'object')
  const rank = (row: Row) => (typeof row.kind === 'object' ? row.kind.total : 0)
  const highest = totals.filter((row) => totals.every((other) => rank(other) <= rank(row)))
  const [total] = highest
  const ofTotal =
    total && highest.length === 1
      ? amounts.map((a) => quotientGuess('share', at, a, `${name(a)}÷${total.label}`, () => total.contents[a]))
      : []
  const ofOther = pairs.map(([a, b]) => quotientGuess(kind, at, a, `${name(a)}÷${name(b)}`, (row) => row.contents[b]))
  return kind === 'share' ? [...ofTotal, ...ofOther] : [...ofOther, ...ofTotal]
}

/** Columns of those kinds nearest to one, those on its left first. */
function beside(grid: Grid, at: number, most: number, kinds: Column['kind'][]): number[] {
  const found: number[] = []
  for (let away = 1; found.length < most && away < grid.columns.length; away++)
    for (const column of [at - away, at + away]) {
      const kind = grid.columns[column]?.kind
      if (kind && kinds.includes(kind) && found.length < most) found.push(column)
    }
  return found
}

const likeEachOther = (a: Figure, b: Figure) =>
  a.dimension === b.dimension || a.dimension === 'number' || b.dimension === 'number'

function quotientGuess(
  kind: 'share' | 'coverage',
  at: number,
  part: number,
  says: string,
  wholeOf: (row: Row) => unknown,
): Guess {
  const on = (row: Row): Trial | undefined => {
    const [stated, a, b] = [row.contents[at], row.contents[part], wholeOf(row) as Row['contents'][number] | undefined]
    if (!isFigure(stated) || !isFigure(a) || !isFigure(b) || !likeEachOther(a, b)) return undefined
    const computed = a.exact.n < 0n ? undefined : divideBounds(a.bounds, b.bounds)
    if (!computed) return undefined
    const value = over(a.exact, b.exact)
    const trivial = isRough(stated, 10) || compare(stated.exact, one) === 0
    const arithmetic = `${printed(a)}÷${printed(b)}＝${percent(value, stated)}`
    return { parts: [a, b], stated, value, computed, trivial, divided: true, arithmetic }
  }
  return { kind, says, on }
}

function growthGuess(at: number, now: number, before: number, says: string): Guess {
  const on = (row: Row): Trial | undefined => {
    const [stated, a, b] = [row.contents[at], row.contents[now], row.contents[before]]
    if (!isFigure(stated) || !isFigure(a) || !isFigure(b) || !likeEachOther(a, b)) return undefined
    const quotient = a.exact.n < 0n ? undefined : divideBounds(a.bounds, b.bounds)
    if (!quotient?.high) return undefined
    const computed = { low: minus(quotient.low, one), high: minus(quotient.high, one) }
    const value = minus(over(a.exact, b.exact), one)
    const arithmetic = `（${printed(a)}－${printed(b)}）÷${printed(b)}＝${percent(value, stated)}`
    return { parts: [a, b], stated, value, computed, trivial: isRough(stated, 10), divided: true, arithmetic }
  }
  return { kind: 'growth', says, on }
}

const endHead = /期末|年末|月末|结余|结转|余额|库存/
const startHead = /期初|年初|月初|上[年期月]|结转|去年/
const intoHead = /增加|新增|收入|收回|转入|入库|纳入|增$/
const outHead = /减少|支出|支付|转出|出库|退出|消除|减$/

/** 增减 is one column less another, in either order. */
function changeGuesses(grid: Grid, at: number): Guess[] {
  const amounts = beside(grid, at, mostBeside, ['amount'])
  const name = (column: number) => nameOf(grid.columns[column], column)
  return amounts.flatMap((a) =>
    amounts.filter((b) => b !== a).map((b) => sumGuess(at, [a], [b], `${name(a)}－${name(b)}`)),
  )
}

/** 期末 is 期初 and what comes in without what goes out, each by its head. */
function balanceGuesses(grid: Grid, at: number): Guess[] {
  const amounts = beside(grid, at, mostBeside, ['amount'])
  const named = (head: RegExp) => amounts.filter((i) => head.test(grid.columns[i]?.own ?? ''))
  const name = (column: number) => nameOf(grid.columns[column], column)
  const starts: (number | undefined)[] = [...named(startHead), undefined]
  return starts.flatMap((start) =>
    named(intoHead).flatMap((into) =>
      named(outHead).flatMap((out) => {
        const come = start === undefined || start === into ? [into] : [start, into]
        return into === out || start === out
          ? []
          : [sumGuess(at, come, [out], `${come.map(name).join('＋')}－${name(out)}`)]
      }),
    ),
  )
}

/** A column that is the sum of some columns without others. */
function sumGuess(at: number, come: number[], go: number[], says: string): Guess {
  const on = (row: Row): Trial | undefined => {
    const stated = row.contents[at]
    const parts = [...come, ...go].map((column) => row.contents[column])
    if (!isFigure(stated) || !parts.every(isFigure)) return undefined
    if (!parts.every((part) => likeEachOther(part, stated))) return undefined
    const [added, taken] = [parts.slice(0, come.length), parts.slice(come.length)]
    const total = (figures: Figure[]) => figures.reduce((sum, one) => plus(sum, one.exact), zero)
    const value = minus(total(added), total(taken))
    const slack = parts.reduce(
      (sum, { bounds: { low, high } }) => plus(sum, over(minus(high ?? low, low), whole(2))),
      zero,
    )
    const computed = { low: minus(value, slack), high: plus(value, slack) }
    const trivial = stated.exact.n === 0n || parts.some((part) => part.exact.n === 0n)
    const sum = `${added.map(printed).join('＋')}${taken.map((part) => `－${printed(part)}`).join('')}`
    return { parts, stated, value, computed, trivial, divided: false, arithmetic: `${sum}＝${shown(value, stated, 4)}` }
  }
  return { kind: 'difference', says, on }
}

/** Rounded so much, for its size, that many quotients would do. */
function isRough({ exact, step }: Figure, times: number): boolean {
  return compare(absolute(exact), over(step, ratio(1, times))) < 0
}

const printed = (figure: Figure) => shown(figure.exact, figure, 4)

/** As the table prints it: 12.5%, or 0.125 where it shows no percent. */
function percent(value: Exact, stated: Figure): string {
  return stated.dimension === 'share' ? shown(value, stated) : toText(value, 4)
}

/** What an amount printed in 万元 or 吨 may be to a price in 元 or a yield in 公斤. */
const sizes: Exact[] = [one, ratio(1, 10_000), ratio(1, 1000), whole(10_000), whole(1000)]
const averageHead = /均|亩产|单产/

function priceGuesses(grid: Grid, at: number, { own }: Column): Guess[] {
  const amounts = beside(grid, at, mostBeside, ['amount'])
  const average = averageHead.test(own) && !/均价/.test(own)
  return amounts.flatMap((count) =>
    amounts.flatMap((amount) =>
      amount === count ? [] : sizes.map((size) => priceGuess(grid, at, count, amount, size, average)),
    ),
  )
}

/** Price × count = amount by the printed numbers, with a fixed factor between their units. */
function priceGuess(grid: Grid, at: number, counts: number, amounts: number, size: Exact, average: boolean): Guess {
  const names = [amounts, counts, at].map((column) => nameOf(grid.columns[column], column))
  const on = (row: Row): Trial | undefined => {
    const [price, count, amount] = [row.contents[at], row.contents[counts], row.contents[amounts]]
    if (!isFigure(price) || !isFigure(count) || !isFigure(amount)) return undefined
    if ([price, count, amount].some(({ exact }) => exact.n <= 0n)) return undefined
    // Two columns that are equal do not show a price.
    const [each, many] = [times(asNumber(price).exact, size), asNumber(count).exact]
    const trivial = compare(each, one) === 0 || compare(many, one) === 0
    return average
      ? averageTrial(price, count, amount, size, trivial || isRough(price, 50))
      : typeof row.kind === 'object'
        ? undefined
        : productTrial(price, count, amount, size, trivial)
  }
  return average
    ? { kind: 'average', says: `${names[0]}÷${names[1]}`, on }
    : { kind: 'unit-price', says: `${names[2]}×${names[1]}`, on }
}

/** The number as printed, without its unit. Whole numbers of a table whose rows come out are not rounded. */
function asNumber({ exact, bounds: { low, high }, scale, quote }: Figure): { exact: Exact; bounds: Bounds } {
  if (!/[.万亿]/.test(quote)) return { exact: over(exact, scale), bounds: point(over(exact, scale)) }
  return { exact: over(exact, scale), bounds: { low: over(low, scale), high: high && over(high, scale) } }
}

const scaled = ({ low, high }: Bounds, by: Exact): Bounds => ({ low: times(low, by), high: high && times(high, by) })

function averageTrial(price: Figure, count: Figure, amount: Figure, size: Exact, trivial: boolean): Trial | undefined {
  const [top, bottom] = [asNumber(amount), asNumber(count)]
  const quotient = divideBounds(top.bounds, bottom.bounds)
  if (!quotient) return undefined
  const back = over(price.scale, size)
  const value = times(over(top.exact, bottom.exact), back)
  const arithmetic = `${printed(amount)}÷${printed(count)}＝${shown(value, price, 4)}`
  return {
    parts: [amount, count],
    stated: price,
    value,
    computed: scaled(quotient, back),
    trivial,
    divided: true,
    arithmetic,
  }
}

function productTrial(price: Figure, count: Figure, amount: Figure, size: Exact, trivial: boolean): Trial {
  const [each, many] = [asNumber(price), asNumber(count)]
  const by = times(size, amount.scale)
  const value = times(times(each.exact, many.exact), by)
  // A price is set, not measured.
  const computed = scaled(multiplyBounds({ low: each.exact, high: each.exact }, many.bounds), by)
  const arithmetic = `${printed(price)}×${printed(count)}＝${shown(value, amount, 4)}`
  return { parts: [price, count], stated: amount, value, computed, trivial, divided: false, arithmetic }
}
