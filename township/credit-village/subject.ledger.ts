import { area, choice, day, link, money, phone, text } from '#define/field.ts'
import { entity, event, state } from '#define/ledger.ts'

export const enterprise = entity('enterprise_entity', {
  title: '新型农业经营主体',
  row: '家',
  purpose: '家庭农场、农民合作社、农业企业等，一家一行：做什么、谁负责、还在不在经营。',
  area: 'area',
  unique: [['code'], ['name']],
  namedBy: ['code', 'name'],
  shownAs: 'name',
  ends: 'closed_on',
  fields: {
    code: text('统一社会信用代码', {
      optional: true,
      max: 18,
      help: '未办执照的家庭农场可以不填',
      also: ['信用代码', '社会信用代码'],
    }),
    name: text('名称', { max: 60, also: ['企业名称', '合作社名称'] }),
    kind: choice('主体类型', ['家庭农场', '农民合作社', '种养大户', '农业企业', '农业社会化服务组织'], {
      also: ['企业类型', '经营主体类型'],
    }),
    area: area('所在村'),
    head: text('负责人', { max: 40, also: ['法定代表人', '法人', '法人代表', '负责人姓名', '理事长'] }),
    phone: phone('联系电话', { optional: true }),
    business: text('主营', { max: 60, also: ['主营产业', '主营业务', '经营范围', '主导产业'] }),
    founded_on: day('成立日期'),
    closed_on: day('停业或注销日期', { optional: true }),
  },
})

export const collective = entity('collective', {
  title: '村集体经济组织',
  row: '个',
  purpose: '各村股份经济合作社：登记证、理事长、账户开在哪里。',
  area: 'area',
  unique: [['code'], ['area']],
  namedBy: ['code', 'name'],
  shownAs: 'name',
  fields: {
    code: text('登记证号', { max: 20, also: ['统一社会信用代码', '登记证编号'] }),
    name: text('名称', { max: 60, also: ['合作社名称', '组织名称'] }),
    area: area('所在村'),
    head: text('理事长', { max: 40, also: ['法定代表人', '负责人'] }),
    phone: phone('联系电话', { optional: true }),
    bank: text('开户银行', { optional: true, max: 60 }),
    registered_on: day('登记日期'),
  },
})

export const collectiveContract = state('collective_contract', {
  title: '村集体经济合同',
  row: '份',
  purpose: '村集体发包、出租、入股的合同：跟谁签、哪年到期、每年该收多少。',
  of: 'collective',
  dated: ['since', 'until'],
  unique: [['collective', 'number']],
  namedBy: ['number'],
  fields: {
    collective: link(collective, '村集体经济组织'),
    number: text('合同编号', { max: 30 }),
    subject: text('标的', { max: 80, also: ['合同标的', '合同名称'] }),
    kind: choice('合同类型', ['资产出租', '土地流转', '入股分红', '工程发包', '服务', '其他']),
    partner: text('对方', { max: 60, also: ['乙方', '承包方', '承租方'] }),
    yearly: money('每年应收', { optional: true, also: ['年租金', '年承包费'] }),
    since: day('合同起'),
    until: day('合同止', { optional: true }),
  },
})

export const collectiveIncome = event('collective_income', {
  title: '村集体经济收入',
  row: '笔',
  purpose: '村集体每笔经营收入的来路和金额。',
  of: 'collective',
  dated: 'received_on',
  unique: [['collective', 'voucher']],
  fields: {
    collective: link(collective, '村集体经济组织'),
    received_on: day('入账日期', { also: ['收款时间', '到账时间'] }),
    kind: choice('收入类别', ['经营收入', '发包及上交收入', '资产租金', '投资收益', '补助收入', '其他收入'], {
      also: ['收入来源'],
    }),
    amount: money('金额'),
    payer: text('付款单位', { optional: true, max: 60, also: ['交款单位'] }),
    contract: link(collectiveContract, '依据的合同', { optional: true }),
    voucher: text('记账凭证号', { max: 30, also: ['凭证号'] }),
  },
})
