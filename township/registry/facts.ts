import { asked } from '#define/expression.ts'
import { fact, from } from '#define/measure.ts'
import { household, householdLabel } from './household.ledger.ts'
import { membership } from './person.ledger.ts'

/** 家庭人口 on the asked day. */
export const heads = fact(household, 'heads', '家庭人口', from(membership).at(asked.day).count())

export const alleviated = fact(
  household,
  'alleviated',
  '是脱贫户',
  from(householdLabel).where(householdLabel.label.is('脱贫户')).at(asked.day).any(),
)
