/** Back leads to the same place: a table that scrolls by itself is where it was when its page was left. */
import { onBeforeUnmount, type Ref, watch } from 'vue'
import { onBeforeRouteLeave, useRoute } from 'vue-router'

/** By step of the browser's history. */
const places = new Map<string, { top: number; left: number }>()

const step = () => `${history.state?.position} ${location.pathname}`

export function keepPlace(element: Readonly<Ref<HTMLElement | null>>): void {
  const route = useRoute()
  // While a page is being left by Back, the address is already that of the other.
  let here = step()
  watch(
    () => route.fullPath,
    () => {
      here = step()
    },
  )
  const stop = watch(
    element,
    (shown) => {
      const place = places.get(here)
      if (!shown) return
      if (place) shown.scrollTo(place)
      stop()
    },
    { flush: 'post' },
  )
  onBeforeUnmount(stop)
  onBeforeRouteLeave(() => {
    if (element.value) places.set(here, { top: element.value.scrollTop, left: element.value.scrollLeft })
  })
}
