import { choice, day, link, money, quantity, text } from '#define/field.ts'
import { event, state } from '#define/ledger.ts'
import { household } from '../registry/household.ledger.ts'
import { collective, enterprise } from './subject.ledger.ts'

export const subjectKinds = ['农户', '新型农业经营主体', '村集体经济组织'] as const

export const creditAssessment = event('credit_assessment', {
  title: '信用信息采集和乡风评议',
  row: '份',
  purpose: '对农户、经营主体、村集体采集信息、开会评议、评出信用等级，一次评议一行。',
  of: 'subject',
  dated: 'assessed_on',
  unique: [['subject', 'assessed_on']],
  fields: {
    subject: link([household, enterprise, collective], '评议对象'),
    subject_kind: choice('对象类别', subjectKinds),
    collected_on: day('信息采集日期'),
    assessed_on: day('评议日期'),
    score: quantity('乡风评议得分', '分', { optional: true, atMost: 100 }),
    grade: choice('信用等级', ['AAA', 'AA', 'A', '暂不评级'], { optional: true, also: ['信用级别', '评定等级'] }),
    credit_line: money('授信额度', { optional: true, sensitive: 'money', also: ['授信金额'] }),
    chaired_by: text('评议会主持人', { max: 40 }),
    note: text('备注', { optional: true }),
  },
})

export const creditLoan = state('credit_loan', {
  title: '信用贷款台账',
  row: '笔',
  purpose: '凭信用评级发放的免抵押贷款，一笔一行，从发放到结清。',
  of: 'borrower',
  dated: ['lent_on', 'repaid_on'],
  unique: [['contract']],
  namedBy: ['contract'],
  fields: {
    borrower: link([household, enterprise, collective], '借款人'),
    borrower_kind: choice('借款人类别', subjectKinds),
    contract: text('合同号', { max: 40 }),
    bank: text('放款银行', { max: 40, also: ['经办银行', '贷款银行', '承贷银行', '放贷银行'] }),
    amount: money('放款金额', { sensitive: 'money', also: ['贷款金额', '借款金额'] }),
    rate: quantity('年利率', '%', { optional: true, atMost: 24, also: ['利率'] }),
    use: text('贷款用途', { max: 60 }),
    lent_on: day('放款日期', { also: ['贷款日期', '发放日期'] }),
    due_on: day('到期日期'),
    repaid_on: day('结清日期', { optional: true, also: ['还清时间'] }),
  },
})
