/** What a list shows stands in its address: reload, Back and a sent link give the same list. */
import { computed } from 'vue'
import { type LocationQueryRaw, useRoute, useRouter } from 'vue-router'

/** One field's filter, as the server takes it. */
export type Filter = { field: string } & (
  | { any: string[] }
  | { has: string }
  | { empty: boolean }
  | { from?: string; until?: string }
)

const prefix = 'f.'

/** Only what has a meaning here: the address stays readable. */
const escaped = (word: string) =>
  word.replace(/[%,~!*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** `低保,特困` one of them; `2025-01-01~2025-12-31` between, both included; `*王*` contains; `!` empty, `*` filled in. */
export function filterSaid(filter: Filter): string {
  if ('any' in filter) return filter.any.map(escaped).join(',')
  if ('has' in filter) return `*${filter.has}*`
  if ('empty' in filter) return filter.empty ? '!' : '*'
  return `${filter.from ?? ''}~${filter.until ?? ''}`
}

export function filterOf(field: string, said: string): Filter | undefined {
  if (said === '!' || said === '*') return { field, empty: said === '!' }
  const has = /^\*(.+)\*$/s.exec(said)?.[1]
  if (has !== undefined) return { field, has }
  const range = /^([^,~]*)~([^,~]*)$/.exec(said)
  if (range) {
    const [, from = '', until = ''] = range
    return from || until ? { field, ...(from && { from }), ...(until && { until }) } : undefined
  }
  try {
    const any = said.split(',').filter(Boolean).map(decodeURIComponent)
    return any.length > 0 ? { field, any } : undefined
  } catch {
    return undefined
  }
}

export function useListState() {
  const route = useRoute()
  const router = useRouter()
  const one = (name: string) => {
    const value = route.query[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const filters = computed(() =>
    Object.keys(route.query).flatMap((name) => {
      const said = one(name)
      return (name.startsWith(prefix) && said && filterOf(name.slice(prefix.length), said)) || []
    }),
  )
  const words = computed(() => one('q') ?? '')
  const area = computed(() => one('area'))
  const sort = computed(() => one('sort'))
  const columns = computed(() => one('columns')?.split(','))
  /** Each change is a step that Back takes back, but for what is being typed. */
  const change = (more: LocationQueryRaw, typing = false) => {
    const to = { path: route.path, query: { ...route.query, ...more } }
    return typing ? router.replace(to) : router.push(to)
  }
  return {
    filters,
    words,
    area,
    sort,
    columns,
    query: computed(() => ({
      ...(area.value && { area: area.value }),
      ...(words.value && { q: words.value }),
      ...(filters.value.length > 0 && { where: JSON.stringify(filters.value) }),
    })),
    change,
    setFilter: (filter: Filter) => change({ [prefix + filter.field]: filterSaid(filter) }),
    dropFilter: (field: string) => change({ [prefix + field]: undefined }),
  }
}
