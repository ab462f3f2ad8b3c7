import { asked, not } from '#define/expression.ts'
import { indicator } from '#define/indicator.ts'
import { fact, from } from '#define/measure.ts'
import { household } from '../registry/household.ledger.ts'
import { cleanup } from './cleanup.ledger.ts'
import { toiletInspection, toiletRenovation } from './toilet.ledger.ts'

export const toiletsRenovated = indicator('sanitation.toilets.renovated', {
  says: '民生工程改厕',
  definition: '本期验收合格的农村改厕户数，按验收合格日期统计，同一户只计一次；完工未验收的不计入。',
  of: from(toiletRenovation).during().distinct(toiletRenovation.household),
})

const inspected = from(toiletInspection).during()
const faulty = inspected.where(toiletInspection.problem.known)

export const toiletsInspected = indicator('sanitation.toilets.inspected', {
  says: '改厕质量排查',
  definition: '本期排查过改厕质量的户数，按排查日期统计，复查的户只计一次。',
  of: inspected.distinct(toiletInspection.household),
})

const unfixed = not(toiletInspection.fixed_on.onOrBefore(asked.day).surely)

/** Some fault found at this household's toilet in the asked period is not mended by its end. */
export const toiletFaultLeft = fact(household, 'toilet_fault_left', '改厕问题尚未整改完', faulty.where(unfixed).any())

export const toiletsRectified = indicator('sanitation.toilets.rectified', {
  says: '排查发现问题及整改各类户',
  definition: '本期排查发现问题、到期末已全部整改完成的户数，同一户只计一次；还有一处没有整改完成的户不计入。',
  of: faulty.where(not(toiletFaultLeft)).distinct(toiletInspection.household),
})

export const toiletsOutstanding = indicator('sanitation.toilets.outstanding', {
  says: '排查发现问题尚未整改完成',
  definition: '本期排查发现问题、到期末还没有全部整改完成的户数，同一户只计一次。',
  of: faulty.where(unfixed).distinct(toiletInspection.household),
})

const cleaned = '按村庄清洁行动的日期在本期内统计，各次相加'

export const advertsRemoved = indicator('sanitation.adverts.removed', {
  says: '清除废旧广告',
  definition: `本期清除的废旧广告处数，${cleaned}。`,
  of: from(cleanup).during().sum(cleanup.adverts),
})

export const clutterCleared = indicator('sanitation.clutter.cleared', {
  says: '清理乱搭乱建、乱堆乱放',
  definition: `本期清理乱搭乱建、乱堆乱放的处数，${cleaned}。`,
  of: from(cleanup).during().sum(cleanup.clutter),
})

export const vehiclesSent = indicator('sanitation.vehicles', {
  says: '出动车辆',
  definition: `本期出动大小车辆的台次，${cleaned}；同一台车多次出动的分别计算。`,
  shown: '台',
  of: from(cleanup).during().sum(cleanup.vehicles),
})

export const participants = indicator('sanitation.participants', {
  says: '参与人员',
  definition: `本期参加清洁行动的人次，${cleaned}；同一人多次参加的分别计算。`,
  of: from(cleanup).during().sum(cleanup.participants),
})

export const wasteCleared = indicator('sanitation.waste', {
  says: '清理农村生活垃圾',
  definition: `本期清洁行动运走的生活垃圾重量，${cleaned}；日常保洁收运的不计入。`,
  shown: '吨',
  of: from(cleanup).during().sum(cleanup.waste),
})
