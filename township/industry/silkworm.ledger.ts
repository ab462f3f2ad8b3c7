import { choice, day, link, money, quantity, text } from '#define/field.ts'
import { event } from '#define/ledger.ts'
import { household } from '../registry/household.ledger.ts'

export const silkwormBatch = event('silkworm_batch', {
  title: '养蚕批次',
  row: '次',
  purpose: '一户一季养蚕记一行：领几盒蚕种、产多少茧、卖给谁、卖了多少钱。',
  of: 'household',
  dated: 'sold_on',
  unique: [['household', 'year', 'season']],
  fields: {
    household: link(household, '养蚕户'),
    year: quantity('年度', '年', { atLeast: 1980, atMost: 2100 }),
    season: choice('蚕季', ['春蚕', '夏蚕', '早秋蚕', '中秋蚕', '晚秋蚕'], { also: ['养蚕季别', '季别', '养蚕季节'] }),
    egg_variety: text('蚕种品种', { optional: true, max: 20 }),
    boxes: quantity('蚕种盒数', '盒', {
      atLeast: 1,
      atMost: 500,
      help: '一盒通常 2.5 万粒良卵',
      also: ['养蚕张数', '发种张数', '张数', '蚕种张数'],
    }),
    hatched_on: day('领种或收蚁日期', { optional: true }),
    raised_in: choice('饲养方式', ['自家蚕室', '大棚', '小蚕共育后分养', '合作社代养'], { optional: true }),
    cocoon: quantity('产茧量', '公斤', {
      optional: true,
      help: '鲜茧重量，按公斤填；收购单上是市斤的要除以 2',
      also: ['鲜茧产量', '蚕茧产量'],
    }),
    sold_on: day('售茧日期'),
    buyer: text('收购单位', { optional: true, max: 40 }),
    income: money('售茧收入', { optional: true, sensitive: 'money', also: ['销售收入', '收入', '养蚕收入'] }),
  },
})
