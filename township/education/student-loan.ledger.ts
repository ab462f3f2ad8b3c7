import { choice, day, link, money, text } from '#define/field.ts'
import { event } from '#define/ledger.ts'
import { person } from '../registry/person.ledger.ts'

export const studentLoan = event('student_loan', {
  title: '生源地信用助学贷款',
  row: '人次',
  purpose: '大学生每学年申报一次生源地信用助学贷款：谁、哪所学校、贷多少、首贷还是续贷、放款没有。',
  of: 'person',
  dated: 'applied_on',
  unique: [['person', 'school_year']],
  fields: {
    person: link(person, '学生'),
    school: text('就读高校', { max: 60, also: ['学校', '院校', '高校名称'] }),
    level: choice('培养层次', ['高职高专', '本科', '研究生'], { also: ['学历层次'] }),
    school_year: text('学年', { max: 9, help: '如：2025-2026' }),
    kind: choice('首贷或续贷', ['首贷', '续贷']),
    co_borrower: text('共同借款人', { optional: true, max: 40 }),
    bank: text('经办银行', { optional: true, max: 60, also: ['银行'] }),
    amount: money('申请金额', {
      sensitive: 'money',
      atMost: 25000,
      help: '学费、住宿费和生活费合计，不超过当年上限',
      also: ['贷款金额', '借款金额'],
    }),
    applied_on: day('申报日期', { also: ['申请时间', '办理时间'] }),
    lent_on: day('放款日期', { optional: true, also: ['贷款日期', '发放日期'] }),
  },
})
