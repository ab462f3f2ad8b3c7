import { asked } from '#define/expression.ts'
import { indicator } from '#define/indicator.ts'
import { from } from '#define/measure.ts'
import { tourismHonour, tourismSite, tourismVisit, tourismWork } from './tourism.ledger.ts'

export const sites = indicator('tourism.sites', {
  says: '旅游景点',
  definition: '期末正在开放的景点处数，已停止开放的不计。',
  of: from(tourismSite).at(asked.day).count(),
})

export const works = indicator('tourism.works', {
  says: '旅游设施建设',
  definition: '本期内完工的旅游设施建设项数，按完工日期统计，在建的不计。',
  of: from(tourismWork).during().count(),
  shown: '个',
})

export const visitors = indicator('tourism.visitors', {
  says: '接待游客',
  definition: '本期各景点按月填报的接待人次合计；同一人去几处、去几次分别计。',
  of: from(tourismVisit).during().sum(tourismVisit.visitors),
})

export const honours = indicator('tourism.honours', {
  says: '旅游荣誉',
  definition: '本期内获得的旅游方面的称号项数，按授予日期统计，各级都算。',
  of: from(tourismHonour).during().count(),
})
