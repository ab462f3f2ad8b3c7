/** What does not compile. `npm run check` holds it: a mark over a line that compiles is an error. What slips past is refused at load. */
import { describe, test } from 'vitest'
import { household, membership } from '../../test/support/made-up-township.ts'
import type { Line } from './catalog.ts'
import { amount, asked, yuan } from './expression.ts'
import { area, choice, day, idNumber, link, money, quantity, text, yesNo } from './field.ts'
import { indicator } from './indicator.ts'
import { entity, event, type RowOf, state, through } from './ledger.ts'
import { fact, from, its } from './measure.ts'
import { parameter } from './parameter.ts'
import { report, say } from './report.ts'

/** Of its own: most of its fields must be filled in, as the rows below show. */
const person = entity('person', {
  title: '人',
  row: '人',
  purpose: '人',
  area: [],
  fields: {
    name: text('姓名'),
    number: idNumber('号码', { optional: true }),
    sex: choice('性别', ['男', '女']),
    able: yesNo('有劳动力'),
    born_on: day('出生'),
  },
})
const course = event('course', {
  title: '培训',
  row: '次',
  purpose: '培训',
  area: 'area',
  dated: 'held_on',
  fields: { area: area('村'), held_on: day('日期'), cost: money('花费'), seats: quantity('名额', '人') },
})
const attendance = event('attendance', {
  title: '参训',
  row: '人次',
  purpose: '参训',
  of: 'person',
  dated: 'course.held_on',
  fields: { course: link(course, '培训'), person: link(person, '人'), paid: money('补贴') },
})
const words = entity('words', {
  title: '段落',
  row: '条',
  purpose: '段落',
  area: 'area',
  fields: { area: area('单位'), report: text('报告'), year: text('年度'), block: text('段落'), body: text('正文') },
})

const people = from(membership).at(asked.day).count()
const attended = from(attendance).during().count()
const heads = fact(household, 'heads', '人口', people)

describe('it does not compile', () => {
  test('to mix what is counted or measured in different words', () => {
    // @ts-expect-error 人 and 人次
    people.plus(attended)
    // @ts-expect-error 人 of 户
    people.percentageOf(from(household).at(asked.day).count())
    // @ts-expect-error those who stand are 人, those who came are 人次
    people.plus(from(membership).began().count())
    // @ts-expect-error money is not compared with land
    household.land.above(yuan(3))
    // @ts-expect-error 坨 is no unit
    amount(3, '坨')
    // @ts-expect-error 坨 is no unit
    quantity('堆', '坨')
    indicator('a', {
      says: '甲',
      definition: '口径',
      of: people,
      // @ts-expect-error the parts of a figure are counted in its own word
      parts: { of: [], unclassified: indicator('b', { says: '乙', definition: '口径', of: attended }) },
    })
  })

  test('to ask a ledger at a time that it does not know', () => {
    // @ts-expect-error a state holds on days, it does not happen
    from(membership).during()
    // @ts-expect-error an event happens, it does not hold
    from(attendance).at(asked.day)
    // @ts-expect-error an event does not end
    from(attendance).ended()
    // @ts-expect-error what exists has no day on which it began
    from(household).began()
    // @ts-expect-error what exists does not happen
    from(household).during()
  })

  test('to add up words, or to compare with a word that is no choice', () => {
    // @ts-expect-error words do not add up
    from(person).at(asked.day).sum(person.name)
    // @ts-expect-error days do not add up
    from(course).during().sum(course.held_on)
    // @ts-expect-error 其他 is no choice of the field
    person.sex.is('其他')
    // @ts-expect-error no such field
    person.height
    // @ts-expect-error no such field along a link
    membership.person.height
    // @ts-expect-error words and days are counted in a word that is said
    from(course).during().distinct(course.held_on)
  })

  test('to declare a ledger by names that are not its own fields, or not of the right kind', () => {
    const given = { title: '甲', row: '次', purpose: '甲' } as const
    const fields = { area: area('村'), home: link(household, '户'), name: text('名称'), on: day('日'), off: day('止') }
    // @ts-expect-error of: no such field
    entity('a', { ...given, of: 'hom', fields })
    // @ts-expect-error of: a text says nothing of whose a row is
    entity('a', { ...given, of: ['home', 'name'], fields })
    // @ts-expect-error area: no such field
    entity('a', { ...given, area: 'aera', fields })
    // @ts-expect-error area: a text is no place
    entity('a', { ...given, area: 'name', fields })
    // @ts-expect-error unique: no such field
    entity('a', { ...given, area: 'area', unique: [['area', 'nam']], fields })
    // @ts-expect-error namedBy: no such field
    entity('a', { ...given, area: 'area', namedBy: ['name', 'nam'], fields })
    // @ts-expect-error shownAs: no such field
    entity('a', { ...given, area: 'area', shownAs: 'nam', fields })
    // @ts-expect-error places: the code is a place
    entity('a', { ...given, area: 'area', places: { code: 'name', name: 'name' }, fields })
    // @ts-expect-error dated: no such field
    event('a', { ...given, area: 'area', dated: 'one', fields })
    // @ts-expect-error dated: a text is no day
    event('a', { ...given, area: 'area', dated: 'name', fields })
    // @ts-expect-error dated: an event has one
    event('a', { ...given, area: 'area', fields })
    // @ts-expect-error dated: the row that the link leads to has no such day
    event('a', { ...given, area: 'area', dated: 'home.number', fields })
    // @ts-expect-error dated: the last day is no day
    state('a', { ...given, area: 'area', dated: ['on', 'name'], fields })
    // @ts-expect-error dated: a state has two
    state('a', { ...given, area: 'area', dated: ['on'], fields })
    // @ts-expect-error oneAtATime: of which link
    state('a', { ...given, area: 'area', dated: ['on', 'off'], oneAtATime: 'name', fields })
    // @ts-expect-error joins: from which link
    state('a', { ...given, area: 'area', dated: ['on', 'off'], joins: { from: 'name', to: 'home' }, fields })
    // @ts-expect-error every table has a column of that name
    entity('a', { ...given, area: 'area', fields: { area: area('村'), township: text('乡镇') } })
    // @ts-expect-error every link answers to that name
    entity('a', { ...given, area: 'area', fields: { area: area('村'), steps: text('步骤') } })
    // @ts-expect-error a misspelt option
    text('名称', { optinal: true })
  })

  test('to write a row that its ledger does not take', () => {
    const row: RowOf<typeof person> = { name: '甲', sex: '男', able: true, born_on: '2000-01-01' }
    const whole: RowOf<typeof person> = { ...row, number: null }
    // @ts-expect-error a required field is missing
    const missing: RowOf<typeof person> = { name: '甲', sex: '男', able: true }
    // @ts-expect-error a required field is not empty
    const empty: RowOf<typeof person> = { ...row, name: null }
    // @ts-expect-error yes or no
    const answered: RowOf<typeof person> = { ...row, able: '是' }
    // @ts-expect-error no choice of the field
    const chosen: RowOf<typeof person> = { ...row, sex: '其他' }
    // @ts-expect-error money is a number of fen
    const paid: RowOf<typeof attendance> = { course: 'id', person: 'id', paid: '5.00' }
    // @ts-expect-error no such field
    const more: RowOf<typeof person> = { ...row, height: 170 }
    return [whole, missing, empty, answered, chosen, paid, more]
  })

  test('to list or ask as a fact what is none', () => {
    const line: Line = { id: 'x', title: '条线', facts: [heads] }
    // @ts-expect-error a day of the calendar
    const dates: Line = { ...line, facts: [new Date()] }
    // @ts-expect-error an expression that nobody declared
    const expressions: Line = { ...line, facts: [household.land] }
    // @ts-expect-error a ledger is no indicator
    const ledgers: Line = { ...line, indicators: [household] }
    // @ts-expect-error a parameter is no ledger
    const parameters: Line = { ...line, ledgers: [parameter('p', { says: '线', unit: '元', values: [] })] }
    const householdOf = through(membership, household)
    its(householdOf(membership.person), heads)
    // @ts-expect-error a field of the row itself is no fact of it
    const asking = () => its(membership.household, household.land)
    return [dates, expressions, ledgers, parameters, asking]
  })

  test('to speak in a report of what is no figure, or to keep its words where there is no room for them', () => {
    const given = { title: '总结', opening: [], sections: [] }
    report('r', { ...given, words })
    // @ts-expect-error no room for the words
    report('r', { ...given, words: household })
    // @ts-expect-error a measure has no words of its own: an indicator does
    return () => say`共${people}`
  })
})
