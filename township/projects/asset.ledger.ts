import { area, choice, day, link, money, text } from '#define/field.ts'
import { entity, event } from '#define/ledger.ts'
import { project } from './project.ledger.ts'

export const asset = entity('asset', {
  title: '帮扶项目资产台账',
  row: '项',
  purpose: '帮扶资金形成的资产：属于哪一类、值多少钱、归谁所有、谁来管护，从登记、移交到处置。',
  area: 'area',
  unique: [['code']],
  namedBy: ['code', 'name'],
  shownAs: 'name',
  ends: 'disposed_on',
  fields: {
    code: text('资产编号', { max: 30 }),
    name: text('资产名称', { max: 80 }),
    category: choice('资产类别', ['经营性资产', '公益性资产', '到户类资产']),
    project: link(project, '来自哪个项目', {
      optional: true,
      help: '早年资产找不到项目的可以不填',
      also: ['所属项目', '项目名称', '来源项目'],
    }),
    area: area('所在地', { also: ['坐落地点', '坐落', '资产所在地', '位置'] }),
    value: money('原值', { also: ['资产原值', '资产价值', '价值', '资产规模'] }),
    registered_on: day('登记日期'),
    owner: choice('所有权人', ['国家（乡镇管理）', '村集体经济组织', '农户', '其他'], { also: ['产权归属', '权属'] }),
    transferred_on: day('确权移交日期', { optional: true, also: ['移交时间', '确权时间'] }),
    keeper: text('管护责任人', { optional: true, max: 40, also: ['管护人', '管护单位'] }),
    use: choice('使用状态', ['正常使用', '闲置', '低效使用', '损毁待修'], {
      also: ['资产状态', '使用情况', '运营状态'],
    }),
    disposed_on: day('处置日期', { optional: true }),
    disposed_by: choice('处置方式', ['报废', '转让', '拆除', '其他'], { optional: true }),
  },
})

export const assetCare = event('asset_care', {
  title: '资产管护记录',
  row: '次',
  purpose: '每次查看或维修资产：看到什么问题、花了多少钱、哪天修好。',
  of: 'asset',
  dated: 'checked_on',
  unique: [['asset', 'checked_on']],
  fields: {
    asset: link(asset, '资产'),
    checked_on: day('查看日期', { also: ['管护时间', '巡查时间'] }),
    finding: text('发现的问题', { optional: true }),
    fixed_on: day('处理完成日期', { optional: true }),
    cost: money('维修支出', { optional: true }),
    checked_by: text('查看人', { max: 20, also: ['管护人', '巡查人'] }),
  },
})

export const assetIncome = event('asset_income', {
  title: '资产收益台账',
  row: '笔',
  purpose: '经营性资产收到的租金、分红，和其中分配到户、留给村集体的部分。',
  of: 'asset',
  dated: 'received_on',
  unique: [['asset', 'received_on', 'payer']],
  fields: {
    asset: link(asset, '资产'),
    received_on: day('到账日期', { also: ['收款时间'] }),
    payer: text('交款单位', { max: 60, also: ['承租方', '付款单位'] }),
    amount: money('收益金额', { also: ['收益', '收入金额', '租金'] }),
    to_households: money('其中分配到户', { optional: true }),
    to_collective: money('其中留村集体', { optional: true }),
  },
})
