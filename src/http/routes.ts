/** Every route of the API: the server answers these and the OpenAPI page lists them. */
import { accountRoutes } from '#http/accounts/routes.ts'
import { areaRoutes } from '#http/areas/routes.ts'
import { auditRoutes } from '#http/audit/routes.ts'
import { figureRoutes } from '#http/figures/routes.ts'
import { healthRoutes } from '#http/health/routes.ts'
import { importRoutes } from '#http/imports/routes.ts'
import { leadRoutes } from '#http/leads/routes.ts'
import { proofreadRoutes } from '#http/proofread/routes.ts'
import { reportRoutes } from '#http/reports/routes.ts'
import { rowRoutes } from '#http/rows/routes.ts'
import { ruleRoutes } from '#http/rules/routes.ts'
import { sessionRoutes } from '#http/session/routes.ts'
import type { Route } from './route.ts'

export const routes = [
  ...healthRoutes,
  ...sessionRoutes,
  ...accountRoutes,
  ...auditRoutes,
  ...areaRoutes,
  ...reportRoutes,
  ...figureRoutes,
  ...rowRoutes,
  ...ruleRoutes,
  ...leadRoutes,
  ...importRoutes,
  ...proofreadRoutes,
] satisfies readonly Route[]
