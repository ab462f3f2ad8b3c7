import { indicator } from '#define/indicator.ts'
import { from } from '#define/measure.ts'
import { facilityWork } from './facility.ledger.ts'

const built = facilityWork.kind.isIn('新建', '改建', '扩建')
const kind = facilityWork.facility.kind
const completed = '按完工日期在本期内统计，维修不计入'

export const schoolArea = indicator('service.school.area', {
  says: '新建、改扩建校园（舍）及运动场所',
  definition: `本期完工的校园校舍和学校运动场所新建、改建、扩建面积之和，${completed}。`,
  of: from(facilityWork).where(built, kind.isIn('校园校舍', '学校运动场所')).during().sum(facilityWork.floor),
})

export const cultureSites = indicator('service.culture.sites', {
  says: '村级综合文化服务中心和农家书屋',
  definition: `本期建成的村级综合文化服务中心和农家书屋处数，${completed}，同一处只计一次。`,
  of: from(facilityWork)
    .where(built, kind.isIn('村级综合文化服务中心', '农家书屋'))
    .during()
    .distinct(facilityWork.facility),
})

export const sportsSites = indicator('service.sports.sites', {
  says: '文体健身场所',
  definition: `本期建成的文体健身场所处数，${completed}，同一处只计一次；学校运动场所另计面积，不在此列。`,
  of: from(facilityWork).where(built, kind.is('文体健身场所')).during().distinct(facilityWork.facility),
})
