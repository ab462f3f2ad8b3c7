import { asked, not } from '#define/expression.ts'
import { indicator } from '#define/indicator.ts'
import { fact, from } from '#define/measure.ts'
import { household } from '../registry/household.ledger.ts'
import { mulberryPlanting } from './mulberry.ledger.ts'
import { silkwormBatch } from './silkworm.ledger.ts'

const gardens = from(mulberryPlanting).at(asked.day)
const batches = from(silkwormBatch).during()
const boxes = batches.sum(silkwormBatch.boxes)
const cocoon = batches.sum(silkwormBatch.cocoon)

const standing = '期末仍在的桑园，历年栽植的都算，已挖除或改种的不计'
const raised = '本期内售茧的养蚕批次，各蚕季合计，按售茧日期统计'

export const mulberrySeedlings = indicator('industry.mulberry.seedlings', {
  says: '栽种桑苗',
  definition: `桑苗株数合计：${standing}；补植的以补植后的株数为准。`,
  of: gardens.sum(mulberryPlanting.seedlings),
  shown: '万株',
})

export const mulberryArea = indicator('industry.mulberry.area', {
  says: '桑园面积',
  definition: `桑园面积合计：${standing}。`,
  of: gardens.sum(mulberryPlanting.area),
})

const farms = from(household).where(household.residence.is('农村'), household.registered_on.onOrBefore(asked.day))
const farmHouseholds = farms.at(asked.day).count()

export const hasGarden = fact(household, 'has_garden', '有桑园', gardens.any())

export const gardenHouseholds = indicator('industry.mulberry.households', {
  says: '有桑园的农户',
  definition: `有桑园的户数，同一户只计一次：${standing}。`,
  of: gardens.distinct(mulberryPlanting.household),
})

export const withoutGarden = indicator('industry.mulberry.without', {
  says: '尚无桑园的农户',
  definition: '期末在册的农村户里没有桑园的户数。',
  of: farms.where(not(hasGarden)).at(asked.day).count(),
})

export const areaPerHousehold = indicator('industry.mulberry.area_per_household', {
  says: '户均桑园',
  definition: '期末桑园面积除以期末在册农户数；没有桑园的农户也在分母里，城镇户不在。',
  of: gardens.sum(mulberryPlanting.area).dividedBy(farmHouseholds),
  shown: '亩',
  places: 1,
})

export const silkwormBoxes = indicator('industry.silkworm.boxes', {
  says: '养蚕',
  definition: `领养的蚕种盒数：${raised}。`,
  of: boxes,
  shown: '万盒',
})

export const cocoonOutput = indicator('industry.cocoon.output', {
  says: '产茧',
  definition: `鲜茧重量：${raised}；没有填产茧量的批次不计。`,
  of: cocoon,
  shown: '吨',
  plausible: {
    says: '每盒产茧',
    of: cocoon.dividedBy(boxes),
    unit: '公斤/盒',
    atLeast: 35,
    atMost: 50,
    source: '一盒蚕种（约 2.5 万粒良卵）通常产鲜茧 35 至 50 公斤，蚕桑生产经验值；超出时先查单位是不是填错',
  },
})

export const cocoonIncome = indicator('industry.income', {
  says: '直接带动增收',
  definition: `农户售茧收入合计：${raised}；是卖茧的毛收入，不扣成本，也不含桑枝、桑葚等副业收入。`,
  of: batches.sum(silkwormBatch.income),
  shown: '万元',
})
