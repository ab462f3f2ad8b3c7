/** The page before this one, to which the browser's own Back goes. */
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** Nothing where the page was opened by its address, or signed in to. */
export function useCameFrom() {
  const route = useRoute()
  const router = useRouter()
  return computed(() => {
    const back: unknown = route.fullPath && history.state?.back
    const from = typeof back === 'string' ? router.resolve(back) : undefined
    return from?.path === route.path || from?.meta.bare ? undefined : from
  })
}
