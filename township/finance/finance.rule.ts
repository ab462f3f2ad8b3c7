import { all, asked, outer, yuan } from '#define/expression.ts'
import { from } from '#define/measure.ts'
import { qualityRule, riskRule, tell } from '#define/rule.ts'
import { loanLimit, longestTerm } from '../parameters/microloan.ts'
import { loanReminder } from '../parameters/risk.ts'
import { membership } from '../registry/person.ledger.ts'
import { balance, dueDay } from './indicators.ts'
import { microloan } from './microloan.ledger.ts'

const document = '银保监发〔2021〕6号'

export const loanStranger = qualityRule('finance.loan_stranger', {
  about: microloan,
  level: 2,
  says: '借款人放款时不是这一户的人',
  basis: `${document}：户借、户用、户还`,
  when: from(membership)
    .by(membership.person, microloan.borrower)
    .at(outer(microloan.lent_on))
    .none(membership.household.is(outer(microloan.household))),
  notice: tell`${microloan.lent_on}放款，那天借款人不在借款户`,
})

export const loanTooLong = qualityRule('finance.loan_too_long', {
  about: microloan,
  level: 1,
  says: '贷款期限超过最长期限',
  basis: `${document}：期限三年以内`,
  when: microloan.due_on.after(microloan.lent_on.plusMonths(longestTerm.on(microloan.lent_on))),
  notice: tell`${microloan.lent_on}放款，合同到期日${microloan.due_on}，最长${longestTerm.on(microloan.lent_on)}`,
})

export const loanOverLimit = qualityRule('finance.loan_over_limit', {
  about: microloan,
  level: 1,
  says: '贴息的贷款超过贴息额度',
  basis: `${document}：五万元以上部分不贴息`,
  among: microloan.subsidised.isYes,
  when: microloan.amount.above(loanLimit.on(microloan.lent_on)),
  notice: tell`贴息贷款${microloan.amount}，额度${loanLimit.on(microloan.lent_on)}`,
})

const owing = balance.above(yuan(0))

export const loanOverdue = riskRule('risk.loan_overdue', {
  about: microloan,
  risk: '因产业项目失败',
  level: 3,
  says: '小额信贷逾期',
  basis: `${document}：做好逾期贷款处置`,
  among: microloan.lent_on.onOrBefore(asked.day),
  when: all(dueDay.before(asked.day), owing),
  weight: balance,
  notice: tell`${dueDay}到期，还欠${balance}`,
})

export const loanDueSoon = riskRule('risk.loan_due_soon', {
  about: microloan,
  risk: '因产业项目失败',
  level: 1,
  says: '小额信贷快到期',
  basis: '经验值：到期前提醒，天数由乡镇与银行商定后填写',
  among: all(microloan.lent_on.onOrBefore(asked.day), dueDay.onOrAfter(asked.day), owing),
  when: dueDay.onOrBefore(asked.day.plusDays(loanReminder.value)),
  weight: balance,
  notice: tell`${dueDay}到期，还欠${balance}`,
})
