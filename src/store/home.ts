/** Where a row is and where it was: its area, and each area before it with the last day there. */
import { addDays } from '#kinds/day.ts'

export interface Home {
  area: string
  /** `2024-06-30 990101201001,2025-02-28 990101201002`: the areas before, earliest first; null: it has always been here. */
  was: string | null
}

interface Stay {
  /** The last day there. */
  until: string
  area: string
}

const staysOf = ({ was }: Pick<Home, 'was'>): Stay[] =>
  was === null ? [] : was.split(',').map((stay) => ({ until: stay.slice(0, 10), area: stay.slice(11) }))

/** In order of days. What was no other place than the next is no stay of its own. */
function homeOf(stays: readonly Stay[], area: string): Home {
  const kept = stays.filter((stay, i) => stay.area !== (stays[i + 1]?.area ?? area))
  return { area, was: kept.length ? kept.map((stay) => `${stay.until} ${stay.area}`).join(',') : null }
}

/** Where it was on a day; without one, where it is. */
export function areaOn(home: Home, day: string | null): string {
  if (day === null) return home.area
  return staysOf(home).find((stay) => stay.until >= day)?.area ?? home.area
}

/** What lives in `area` and moved there from elsewhere: on the day, which is its first in the next place, out of `from`. */
export function afterMoves(area: string, moves: readonly { from: string; day: string }[]): Home {
  const inOrder = [...moves].sort((a, b) => (a.day < b.day ? -1 : 1))
  return homeOf(
    inOrder.map(({ from, day }) => ({ until: addDays(day, -1), area: from })),
    area,
  )
}

/** What holds from a day until a day (null: still) and is at home where its subject is. */
export function during(subject: Home, first: string | null, last: string | null): Home {
  const stays = staysOf(subject).filter(
    ({ until }) => (first === null || until >= first) && (last === null || until < last),
  )
  return homeOf(stays, areaOn(subject, last))
}

/** Where somebody was who lived in one home after another, each from a day on. In order of days, at least one. */
export function oneAfterAnother(homes: readonly { since: string; home: Home }[]): Home {
  const stays: Stay[] = []
  homes.forEach(({ since, home }, i) => {
    const next = homes[i + 1]
    const here = staysOf(home).filter(({ until }) => (i === 0 || until >= since) && (!next || until < next.since))
    stays.push(...here)
    if (next && next.since > since) {
      const until = addDays(next.since, -1)
      if (here.at(-1)?.until !== until) stays.push({ until, area: areaOn(home, until) })
    }
  })
  return homeOf(stays, homes.at(-1)!.home.area)
}

/** Whether it has moved out of an area. */
export const hasLeft = (home: Pick<Home, 'was'>, area: string): boolean =>
  staysOf(home).some((stay) => stay.area === area)

export const sameHome = (a: Home, b: Home): boolean => a.area === b.area && a.was === b.was
