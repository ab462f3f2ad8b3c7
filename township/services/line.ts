import type { Line } from '#define/catalog.ts'
import { facility, facilityWork } from './facility.ledger.ts'
import { cultureSites, schoolArea, sportsSites } from './indicators.ts'

export const services: Line = {
  id: 'services',
  title: '公共服务',
  ledgers: [facility, facilityWork],
  indicators: [schoolArea, cultureSites, sportsSites],
}
