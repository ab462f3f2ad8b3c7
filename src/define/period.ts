/** The period a question is asked for, both days included. */
export interface Period {
  from: string
  day: string
}

export function yearPeriod(year: number): Period {
  return { from: `${year}-01-01`, day: `${year}-12-31` }
}

/** As people write it: 2025年, or 2025年1月1日至2025年6月30日. */
export function periodSaid({ from, day }: Period): string {
  const year = from.slice(0, 4)
  if (from === `${year}-01-01` && day === `${year}-12-31`) return `${year}年`
  const said = (text: string) => text.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日')
  return `${said(from)}至${said(day)}`
}
