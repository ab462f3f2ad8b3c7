import { asked, yuan } from '#define/expression.ts'
import { indicator } from '#define/indicator.ts'
import { fact, from } from '#define/measure.ts'
import { loanLimit } from '../parameters/microloan.ts'
import { microloan, microloanRepayment } from './microloan.ledger.ts'

export const repaid = fact(
  microloan,
  'repaid',
  '已还本金',
  from(microloanRepayment)
    .where(microloanRepayment.paid_on.onOrBefore(asked.day))
    .ever()
    .sum(microloanRepayment.principal),
)

/** What is still owed on the asked day, in fen. */
export const balance = fact(microloan, 'balance', '贷款余额', microloan.amount.minus(repaid))

export const dueDay = microloan.extended_to.else(microloan.due_on)
const owing = from(microloan).where(dueDay.before(asked.day), balance.above(yuan(0)))
const lent = from(microloan).during()

export const loanHouseholds = indicator('microloan.households', {
  says: '发放小额贷款户数',
  definition: '本期内有小额信贷放款（新贷、续贷都算）的户数，一户几笔只计一次；按放款日期统计。',
  of: lent.distinct(microloan.household),
})

export const loanAmount = indicator('microloan.amount', {
  says: '发放小额贷款金额',
  definition: '本期内放出的小额信贷金额合计，按放款日期统计，含续贷，不减去本期收回的本金。',
  of: lent.sum(microloan.amount),
  shown: '万元',
  plausible: {
    says: '户均贷款',
    of: lent.sum(microloan.amount).dividedBy(lent.distinct(microloan.household)),
    unit: '元/户',
    atLeast: 1_000,
    atMost: 50_000,
    source: '单户额度不超过 5 万元（银保监发〔2021〕6号）',
  },
})

export const loansOverdue = indicator('microloan.overdue', {
  says: '逾期小额贷款',
  definition:
    '期末前已经到期（办过展期的按展期后的日期）、期末仍有本金没有还清的贷款笔数，不论哪一年放出；当天到期的不算逾期。',
  of: owing.ever().count(),
})

export const loansOverLimit = indicator('microloan.over_limit', {
  says: '超过额度的小额贷款',
  definition: '本期放出的贷款里，单笔金额超过单户贴息额度上限的笔数。',
  of: from(microloan).where(microloan.amount.above(loanLimit.value)).during().count(),
})
