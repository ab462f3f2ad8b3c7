/** Office days: when work is written down. */
import { addDays, type DayText, daysInMonth } from '#kinds/day.ts'

/** Days off that are not weekends, and weekends that are worked do not matter here. */
const holidays: readonly (readonly [from: DayText, until: DayText])[] = [
  ['2024-01-01', '2024-01-01'],
  ['2024-02-10', '2024-02-17'],
  ['2024-04-04', '2024-04-06'],
  ['2024-05-01', '2024-05-05'],
  ['2024-06-10', '2024-06-10'],
  ['2024-09-15', '2024-09-17'],
  ['2024-10-01', '2024-10-07'],
  ['2025-01-01', '2025-01-01'],
  ['2025-01-28', '2025-02-04'],
  ['2025-04-04', '2025-04-06'],
  ['2025-05-01', '2025-05-05'],
  ['2025-05-31', '2025-06-02'],
  ['2025-10-01', '2025-10-08'],
]

/** The day the registry was first put into the books. */
export const opened: DayText = '2024-01-02'

export function later(a: DayText, b: DayText): DayText {
  return b > a ? b : a
}

export function isWorkday(day: DayText): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !holidays.some(([from, until]) => from <= day && day <= until)
}

/** This day, or the first working day after it. */
export function workdayFrom(day: DayText): DayText {
  let at = day
  while (!isWorkday(at)) at = addDays(at, 1)
  return at
}

/** This day, or the last working day before it. */
export function workdayUntil(day: DayText): DayText {
  let at = day
  while (!isWorkday(at)) at = addDays(at, -1)
  return at
}

/** Villages hand in the month's changes once a month, half of them around the 8th, half around the 18th; December's before the year closes. */
export function reportingDay(villageCode: string, happened: DayText): DayText {
  const first = Number(villageCode.slice(-1)) % 2 === 0 ? '08' : '18'
  const month = happened.slice(0, 7)
  const here = workdayFrom(`${month}-${first}`)
  if (happened <= here) return here
  const [year, m] = [Number(month.slice(0, 4)), Number(month.slice(5))]
  const next =
    m === 12
      ? workdayUntil(`${month}-${daysInMonth(year, 12)}`)
      : workdayFrom(`${year}-${String(m + 1).padStart(2, '0')}-${first}`)
  return next >= happened ? next : workdayFrom(happened)
}
