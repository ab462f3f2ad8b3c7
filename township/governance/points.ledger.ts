import { area, choice, day, link, money, quantity, text } from '#define/field.ts'
import { event, state } from '#define/ledger.ts'
import { household } from '../registry/household.ledger.ts'

/** Points given or taken for what a household does in village affairs; never about staff, never about using software. */
export const pointsEntry = event('points_entry', {
  title: '积分台账',
  row: '笔',
  purpose: '农户参与村务、清洁家园、孝老爱亲等得的分和扣的分，一事一记。',
  of: 'household',
  dated: 'entered_on',
  unique: [['household', 'entered_on', 'matter']],
  fields: {
    household: link(household, '农户'),
    entered_on: day('记分日期', { also: ['积分时间', '加分时间', '评分时间'] }),
    kind: choice('加分或扣分', ['加分', '扣分']),
    category: choice('积分类别', ['思想文化', '文明新风', '美丽家园', '自强自立', '公益服务', '孝老爱亲'], {
      also: ['积分项目', '积分类型', '加分项目'],
    }),
    matter: text('事由', { max: 60, also: ['加分事由', '积分内容'] }),
    points: quantity('分值', '分', { atLeast: 1, atMost: 200, also: ['得分', '分数', '积分'] }),
    confirmed_by: text('评议确认人', { max: 40, also: ['审核人', '评议人', '确认人'] }),
    note: text('备注', { optional: true }),
  },
})

export const voucher = event('voucher', {
  title: '积分券发放台账',
  row: '笔',
  purpose: '农户用积分换振风超市积分券：用了多少分、发了多少钱的券。',
  of: 'household',
  dated: 'issued_on',
  unique: [['number']],
  namedBy: ['number'],
  fields: {
    household: link(household, '农户'),
    issued_on: day('发券日期', { also: ['发放时间'] }),
    number: text('券号', { max: 30 }),
    points: quantity('使用积分', '分', { atLeast: 1 }),
    amount: money('券面金额', { also: ['兑换金额'] }),
    issued_by: text('发券人', { max: 40 }),
    redeemed_on: day('兑货日期', { optional: true }),
  },
})

export const shopStock = event('shop_stock', {
  title: '振风超市进出货',
  row: '笔',
  purpose: '村里振风超市每次进货、兑出、盘亏的商品和数量。',
  area: 'area',
  dated: 'moved_on',
  unique: [['area', 'goods', 'direction', 'moved_on']],
  fields: {
    area: area('超市所在村'),
    moved_on: day('日期'),
    goods: text('商品', { max: 40, also: ['商品名称', '物品名称'] }),
    direction: choice('进或出', ['进货', '兑出', '盘亏报损']),
    pieces: quantity('数量', '件'),
    amount: money('金额'),
    source: choice('货款来源', ['帮扶单位捐赠', '村集体出资', '专项资金', '社会捐赠'], { optional: true }),
  },
})

export const redBlackList = state('red_black_list', {
  title: '红黑榜',
  row: '户次',
  purpose: '村民评议上红榜、黑榜的户：为什么上榜、哪天上榜、哪天撤下。',
  of: 'household',
  dated: ['listed_on', 'taken_down_on'],
  unique: [['household', 'list', 'title', 'listed_on']],
  fields: {
    household: link(household, '农户'),
    list: choice('榜别', ['红榜', '黑榜']),
    title: choice('评选类别', [
      '好婆婆好媳妇',
      '清洁庭院',
      '致富能手',
      '热心公益',
      '教子有方',
      '和睦邻里',
      '移风易俗带头户',
      '乱堆乱放',
      '大操大办',
      '不赡养老人',
      '其他',
    ]),
    listed_on: day('上榜日期', { also: ['公布时间'] }),
    taken_down_on: day('撤榜日期', { optional: true, help: '公示到期，或黑榜户改正后撤下的日期' }),
    decided_by: text('评议组织', { max: 40 }),
    posted: choice('公示范围', ['村公示栏', '村民组内', '只谈话提醒，不张榜'], { help: '黑榜先谈话提醒，张榜从严' }),
    deed: text('事迹或情况', { optional: true, sensitive: 'identity', also: ['上榜原因', '事由'] }),
  },
})
