import { describe, expect, it } from 'vitest'
import { amount, asked, earlier, later, not, onDay, onlyIf, outer, twelveMonths, yearOf } from '#define/expression.ts'
import { ask, from, growth } from '#define/measure.ts'
import { catalog, course, line, loan, person, spell } from '../../test/parity/ledgers.ts'
import { inWords, ruleInWords } from './words.ts'

const said = (of: { node: Parameters<typeof inWords>[1] }): string => inWords(catalog, of.node)

describe('a measure is read back in Chinese', () => {
  it('says which rows are counted, and when', () => {
    expect(said(from(loan).during().count())).toBe('放款在本期的“贷款”的笔数')
    expect(said(from(loan).during(twelveMonths).sum(loan.amount))).toBe(
      '放款在期末前12个月后1天至期末的“贷款”的金额合计',
    )
    expect(said(from(spell).at(asked.day).count())).toBe('期末在册的“务工”的人次数')
    expect(said(from(spell).began().count())).toBe('起在本期的“务工”的人次数')
    expect(said(from(spell).ended().count())).toBe('止在本期的“务工”的人次数')
    expect(said(from(spell).held().max(spell.pay))).toBe('本期内有过的“务工”里最大的月薪')
    expect(said(from(course).at(asked.day).count())).toBe('登记在册的“培训”的次数')
    expect(said(from(person).at(asked.day).count())).toBe('期末在册的“人”的人数')
    expect(said(from(loan).ever().latest(loan.kind))).toBe('全部的“贷款”里最近一次的用途')
  })

  it('says conditions and their opposites as people do', () => {
    const few = loan.amount.below(amount(5, '元'))
    expect(said(from(loan).where(few, loan.kind.isNot('种'), loan.due_on.known).during().count())).toBe(
      '放款在本期、金额小于5元、用途不为种、到期已填的“贷款”的笔数',
    )
    expect(said(not(few))).toBe('金额不小于5元')
    expect(said(not(few.surely))).toBe('不是（金额小于5元）')
  })

  it('says days, years and shares of amounts with their words once', () => {
    expect(said(loan.due_on.plusDays(30))).toBe('到期后30天')
    expect(said(loan.due_on.plusMonths(-3))).toBe('到期前3个月')
    expect(said(loan.amount.percentOf(80))).toBe('金额的80%')
    expect(said(yearOf(loan.lent_on).is(amount(2025, '年')))).toBe('放款所在的年份为2025年')
    expect(said(later(loan.lent_on, onDay('2025-01-01')))).toBe('放款与2025-01-01中较晚的一天')
    expect(said(earlier(loan.lent_on, loan.due_on))).toBe('放款与到期中较早的一天')
  })

  it('says what two rows have in common, and what is read on the one that asks', () => {
    const before = loan.lent_on.before(outer(loan.lent_on))
    expect(said(from(loan).by(loan.kind).where(before).ever().any())).toBe(
      '有全部、用途相同、放款小于这一行的放款的“贷款”',
    )
    expect(said(from(loan).by(loan.due_on, loan.lent_on).ever().some(loan.amount.missing))).toBe(
      '全部、到期为这一行的放款的“贷款”里有金额未填的',
    )
    expect(said(onlyIf(loan.due_on.known, line.on(loan.lent_on, '甲')))).toBe(
      '参考线（甲，放款）（仅当到期已填，否则说不出）',
    )
  })

  it('says of a rule what it is about before what that is held against, and days as days', () => {
    const ruled = (of: { node: Parameters<typeof inWords>[1] }): string => ruleInWords(catalog, of.node)
    const before = from(loan)
      .by(loan.kind)
      .where(loan.lent_on.onOrAfter(outer(loan.due_on)))
      .ever()
    expect(ruled(not(before.any()))).toBe('没有用途相同、放款不早于这一行的到期的“贷款”')
    expect(ruled(ask(from(spell).at(asked.day).count()).above(amount(1, '人次')))).toBe(
      '这一天在册的“务工”的人次数大于1人次',
    )
    expect(ruled(asked.day.before(loan.due_on))).toBe('到期晚于这一天')
    expect(ruled(loan.due_on.onOrBefore(asked.day.plusDays(30)))).toBe('到期不晚于这一天后30天')
    expect(ruled(before.none(loan.kind.isIn('种', '养')))).toBe(
      '用途相同、放款不早于这一行的到期的“贷款”里没有用途为种或养的',
    )
    expect(ruled(loan.amount.missing)).toBe('金额没有填')
    expect(ruled(from(spell).at(loan.lent_on).any())).toBe('有放款那天在册的“务工”')
  })

  it('says what a figure is held against', () => {
    expect(said(growth(from(loan).during().count()))).toBe(
      '放款在本期的“贷款”的笔数比上年同期（上年同期的放款在本期的“贷款”的笔数）的增长',
    )
  })
})
