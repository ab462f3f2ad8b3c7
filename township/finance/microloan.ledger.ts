import { choice, day, link, money, quantity, text, yesNo } from '#define/field.ts'
import { event } from '#define/ledger.ts'
import { household } from '../registry/household.ledger.ts'
import { person } from '../registry/person.ledger.ts'

export const microloan = event('microloan', {
  title: '脱贫人口小额信贷',
  row: '笔',
  purpose: '一笔贷款一行：谁家借、借多少、做什么用、哪天到期、有没有展期；还款另记。',
  of: 'household',
  dated: 'lent_on',
  unique: [['contract']],
  namedBy: ['contract'],
  fields: {
    contract: text('借款合同号', { max: 40, also: ['合同号', '合同编号', '借款合同编号', '贷款合同号'] }),
    household: link(household, '借款户'),
    borrower: link(person, '借款人'),
    bank: text('贷款银行', { max: 40, also: ['银行', '放贷银行', '承贷银行', '经办银行', '放款银行'] }),
    amount: money('贷款金额', {
      atLeast: 100,
      atMost: 100_000,
      sensitive: 'money',
      also: ['借款金额', '放款金额', '贷款额度'],
    }),
    lent_on: day('放款日期', { also: ['贷款日期', '发放日期'] }),
    due_on: day('合同到期日', { also: ['到期日', '到期日期'] }),
    extended_to: day('展期到期日', { optional: true, help: '到期前办了展期的填新的到期日' }),
    granted_as: choice('贷款方式', ['新贷', '续贷'], { also: ['贷款类别', '新增或续贷'] }),
    purpose: choice('贷款用途', ['种植业', '养殖业', '林果业', '农产品加工', '商贸物流', '乡村旅游', '其他生产经营'], {
      also: ['用途', '借款用途', '资金用途'],
      help: '只能用于发展生产，不得用于建房、婚丧、看病、上学、还债',
    }),
    purpose_detail: text('用途说明', { optional: true, help: '例如：扩建蚕室 60 平方米' }),
    rate: quantity('年利率', '%', { atMost: 24, also: ['利率'] }),
    subsidised: yesNo('财政贴息', { also: ['贴息'] }),
  },
})

export const microloanRepayment = event('microloan_repayment', {
  title: '小额信贷还款',
  row: '笔',
  purpose: '每收回一次本金记一行；余额和逾期由它算出，不另填。',
  of: 'loan',
  dated: 'paid_on',
  unique: [['receipt']],
  namedBy: ['receipt'],
  fields: {
    receipt: text('还款凭证号', { max: 40 }),
    loan: link(microloan, '贷款'),
    paid_on: day('还款日期', { also: ['归还日期', '收回日期'] }),
    principal: money('归还本金', { sensitive: 'money', also: ['还款金额', '归还金额', '还本金额', '本金'] }),
    interest: money('归还利息', { optional: true, sensitive: 'money', also: ['利息', '还息金额'] }),
    paid_by: choice('还款来源', ['借款户自还', '风险补偿金代偿', '保险理赔', '其他'], {
      also: ['还款方式', '还款资金来源'],
    }),
    note: text('备注', { optional: true }),
  },
})
