/**
 * The closed table of time verbs. Each has its words, its JS and its SQL in one entry; the parity test draws its questions from this
 * table. An entity has no days, but may have an end: until then it is there, whichever verb asks.
 */
import { sql } from 'kysely'
import type { Mode } from '#define/ledger.ts'
import type { TimeVerb } from '#define/node.ts'
import type { Value } from '#kinds/index.ts'
import type { Sql } from './ops.ts'

/** First and last day of a row: of an event the one day, of a state from … until (NULL: still). */
export interface Span<V> {
  first: V
  last: V
}

export interface Timing {
  /** The ledgers it can be asked of. */
  of: readonly Mode[]
  /** What one asks with it, for those who chose the wrong one. */
  asks: string
  /** 口径. `said` is the window or day in Chinese, `first` and `last` the names of the row's own day fields. */
  says(words: { said: string; mode: Mode; first: string; last: string; ends: boolean }): string
  /** The day on which memberships of a state's or entity's row are read; see `readOn`. */
  readOn: 'first' | 'last' | 'said' | 'asked'
  /** It asks who stands: whatever has ended before the first of its days does not, whatever its own row says. */
  standing?: true
  /** A household may be counted more than once: 户 becomes 户次. */
  again?: true
  /** `days` as `daysOf` gives them: of a window two. What is unknown is not counted. */
  js(row: Span<Value>, days: readonly Value[]): boolean
  sql(row: Span<Sql>, days: readonly Sql[]): Sql
}

/** One day of the row lies in the window. */
const dayIn = (which: 'first' | 'last', more: Pick<Timing, 'of' | 'asks' | 'again'>): Timing => ({
  ...more,
  says: (words) => `${words[which]}在${words.said}`,
  readOn: which,
  js: (row, [from = null, until = null]) => notAfter(from, row[which]) && notAfter(row[which], until),
  sql: (row, [from, until]) => sql`${row[which]} BETWEEN ${from} AND ${until}`,
})

export const times: Readonly<Record<TimeVerb, Timing>> = {
  during: dayIn('first', { of: ['event'], asks: '哪天发生' }),
  at: {
    of: ['entity', 'state'],
    asks: '哪天在册',
    says: ({ mode, said, ends }) => (mode === 'entity' && !ends ? '登记在册' : `${said}在册`),
    readOn: 'said',
    standing: true,
    js: ({ first, last }, [day = null]) => notAfter(first, day) && (last === null || notAfter(day, last)),
    sql: ({ first, last }, [day]) => sql`(${first} <= ${day} AND (${last} IS NULL OR ${last} >= ${day}))`,
  },
  began: dayIn('first', { of: ['state'], asks: '开始', again: true }),
  ended: dayIn('last', { of: ['state'], asks: '结束', again: true }),
  held: {
    of: ['state'],
    asks: '期间有过',
    says: ({ said }) => `${said}内有过`,
    readOn: 'asked',
    standing: true,
    again: true,
    js: ({ first, last }, [from = null, until = null]) =>
      notAfter(first, until) && (last === null ? from !== null : notAfter(from, last)),
    sql: ({ first, last }, [from, until]) =>
      sql`(${first} <= ${until} AND COALESCE(${last}, 'infinity'::date) >= ${from})`,
  },
  ever: {
    of: ['entity', 'event', 'state'],
    asks: '全部',
    says: () => '全部',
    readOn: 'asked',
    again: true,
    js: () => true,
    sql: () => sql`TRUE`,
  },
}

/** Whether something that ends on a day is still there on another; an empty end is none. */
export const notEnded = {
  js: (end: Value, day: Value): boolean => end === null || notAfter(day, end),
  sql: (end: Sql, day: Sql): Sql => sql`(${end} IS NULL OR ${end} >= ${day})`,
}

function notAfter(a: Value, b: Value): boolean {
  return a !== null && b !== null && a <= b
}

/** On which of its days a row is read. An event has only its own. */
export function readOn(mode: Mode, verb: TimeVerb): Timing['readOn'] {
  return mode === 'event' ? 'first' : times[verb].readOn
}
