import type { Line } from '#define/catalog.ts'
import * as figure from './indicators.ts'
import * as examples from './tourism.examples.ts'
import { tourismHonour, tourismSite, tourismVisit, tourismWork } from './tourism.ledger.ts'

export const tourismLine: Line = {
  id: 'tourism',
  title: '乡村旅游',
  ledgers: [tourismSite, tourismWork, tourismVisit, tourismHonour],
  indicators: [figure.sites, figure.works, figure.visitors, figure.honours],
  examples,
}
