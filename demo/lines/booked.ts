import { addDays, type DayText } from '#kinds/day.ts'
import { workdayFrom } from '../calendar.ts'

/** The working day on which something is written down that many days after it happened; December's before the year 2025 closes. */
export function booked(happened: DayText, days: number): DayText {
  const day = workdayFrom(addDays(happened, days))
  return happened <= '2025-12-31' && day > '2025-12-31' ? '2025-12-31' : day
}
