import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import 'element-plus/es/components/base/style/css'
import './style/tokens.css'
import './style/base.css'
import App from './App.vue'
import { onSignedOut, Trouble } from './api.ts'
import { router } from './router.ts'
import { readTypeSize } from './type-size.ts'

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
