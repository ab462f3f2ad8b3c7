import { asked, either } from '#define/expression.ts'
import { indicator } from '#define/indicator.ts'
import { from } from '#define/measure.ts'
import { housingSafety } from './housing-safety.ledger.ts'

const unsafe = housingSafety.grade.isIn('C级', 'D级')

export const appraisedHouseholds = indicator('housing.appraised.households', {
  says: '住房安全鉴定排查',
  definition: '鉴定日期在本期内的户数，同一户鉴定几次只计一次。',
  of: from(housingSafety).during().distinct(housingSafety.household),
})

export const unsafeHouseholds = indicator('housing.unsafe.households', {
  says: '鉴定为危房',
  definition: '本期内鉴定为 C 级或 D 级的户数，同一户只计一次。',
  of: from(housingSafety).where(unsafe).during().distinct(housingSafety.household),
})

export const madeSafe = indicator('housing.unsafe.settled', {
  says: '危房已处置',
  definition: '本期内鉴定为 C 级或 D 级的户中，期末之前（含当日）已完成修缮、重建或搬离的户数。',
  of: from(housingSafety)
    .where(unsafe, housingSafety.finished_on.onOrBefore(asked.day))
    .during()
    .distinct(housingSafety.household),
})

export const stillUnsafe = indicator('housing.unsafe.open', {
  says: '危房尚未处置',
  definition: '本期内鉴定为 C 级或 D 级的户中，到期末还没有完成修缮、重建或搬离的户数。',
  of: from(housingSafety)
    .where(unsafe, either(housingSafety.finished_on.missing, housingSafety.finished_on.after(asked.day)))
    .during()
    .distinct(housingSafety.household),
})
