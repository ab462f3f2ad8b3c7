import { asked } from '#define/expression.ts'
import { indicator } from '#define/indicator.ts'
import { fact, from } from '#define/measure.ts'
import { household } from '../registry/household.ledger.ts'
import { pointsEntry, redBlackList, voucher } from './points.ledger.ts'

export const redListHouseholds = indicator('points.red_list.households', {
  says: '评出各类先进红榜',
  definition: '本期评上红榜的户数，按上榜日期统计，一户上几次榜、得几个类别都只计一次；黑榜不计入。',
  of: from(redBlackList).where(redBlackList.list.is('红榜')).began().distinct(redBlackList.household),
})

export const vouchersAmount = indicator('points.vouchers.amount', {
  says: '发放振风超市积分券',
  definition: '本期发出的振风超市积分券券面金额之和，按发券日期统计，不论是否已经兑货。',
  shown: '万元',
  of: from(voucher).during().sum(voucher.amount),
})

const entriesSoFar = (kind: '加分' | '扣分') =>
  from(pointsEntry)
    .where(pointsEntry.kind.is(kind), pointsEntry.entered_on.onOrBefore(asked.day))
    .ever()
    .sum(pointsEntry.points)

/** Points earned, less those taken away and those spent on vouchers, up to the asked day. Never below zero in good books. */
export const pointsBalance = fact(
  household,
  'points_balance',
  '积分余额',
  entriesSoFar('加分')
    .minus(entriesSoFar('扣分'))
    .minus(from(voucher).where(voucher.issued_on.onOrBefore(asked.day)).ever().sum(voucher.points)),
)
