import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import 'element-plus/es/components/base/style/css'
import '#web/style/tokens.css'
import '#web/style/base.css'
import '#web/style/parts.css'
import './style/element.css'
import { onSignedOut, Trouble } from '#web/parts/api.ts'
import { readTypeSize } from '#web/parts/type-size.ts'
import App from './App.vue'
import { router } from './router.ts'

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      refetchOnWindowFocus: false,
      // A refusal stays one however often it is asked; a lost connection may come back.
      retry: (count, error) => !(error instanceof Trouble && error.status > 0) && count < 2,
    },
  },
})

onSignedOut(() => {
  client.clear()
  const { fullPath, path } = router.currentRoute.value
  if (path !== '/sign-in') void router.push({ path: '/sign-in', query: { next: fullPath } })
})

readTypeSize()
createApp(App).use(router).use(VueQueryPlugin, { queryClient: client }).mount('#app')
