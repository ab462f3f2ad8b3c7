/** Every route of the API: the server answers these and the OpenAPI page lists them. */
import { figureRoutes } from './figures.ts'
import { proofreadRoutes } from './proofread.ts'
import { reportRoutes } from './reports.ts'
import type { Route } from './route.ts'
import { rowRoutes } from './rows.ts'
import { sessionRoutes } from './session.ts'

export const routes: readonly Route[] = [
  ...sessionRoutes,
  ...reportRoutes,
  ...figureRoutes,
  ...rowRoutes,
  ...proofreadRoutes,
]
