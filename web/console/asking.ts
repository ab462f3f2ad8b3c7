/** What the page is asked for stands in its address, so that it can be sent to somebody: year, village, moment, opened figure. */
import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { type LocationQuery, useRoute } from 'vue-router'
import { ask } from '#web/parts/api.ts'

export function useMe() {
  return useQuery({ queryKey: ['me'], queryFn: () => ask('GET /api/me'), staleTime: Number.POSITIVE_INFINITY })
}

const one = (query: LocationQuery, name: string): string | undefined => {
  const value = query[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function useAsking() {
  const route = useRoute()
  const { data: me } = useMe()
  const year = computed(() => Number(one(route.query, 'year') ?? me.value?.year ?? new Date().getFullYear()))
  const area = computed(() => one(route.query, 'area') ?? me.value?.home ?? undefined)
  const asOf = computed(() => one(route.query, 'asOf'))
  return {
    year,
    area,
    asOf,
    /** Ready to ask: it is known who asks, and so for which year, and there are places to ask about. */
    ready: computed(() => me.value?.empty === false),
    figure: computed(() => one(route.query, 'figure')),
    /** Village whose own figure is opened; default: the page's. */
    within: computed(() => one(route.query, 'within') ?? area.value),
    /** What a link to another page carries along. */
    kept: computed(() => ({
      ...(one(route.query, 'year') && { year: one(route.query, 'year') }),
      ...(area.value && { area: area.value }),
      ...(asOf.value && { asOf: asOf.value }),
    })),
  }
}
