import { area, choice, day, link, money, text } from '#define/field.ts'
import { state } from '#define/ledger.ts'
import { person } from '../registry/person.ledger.ts'

/** A post exists whether or not somebody holds it. */
export const publicPost = state('public_post', {
  title: '公益性岗位',
  row: '个',
  purpose: '按需设岗，一个岗位一行：哪个村、什么岗、月补助多少、从哪天设到哪天；谁在岗另记。',
  area: 'area',
  dated: ['set_up_on', 'abolished_on'],
  unique: [['number']],
  namedBy: ['number'],
  fields: {
    number: text('岗位编号', { max: 20 }),
    kind: choice('岗位类型', ['生态护林员', '保洁员', '护路员', '护河员', '助老员', '水管员', '防火员', '村务协理员']),
    area: area('设岗村', { also: ['用工村', '所在村'] }),
    duty: text('岗位职责', { optional: true }),
    monthly: money('月补助标准', { also: ['岗位补贴标准', '补贴标准', '补助标准', '月补贴', '月工资'] }),
    paid_from: choice('资金来源', ['就业补助资金', '林业补助资金', '衔接资金', '村集体', '其他'], { optional: true }),
    set_up_on: day('设岗日期', { also: ['开发时间'] }),
    abolished_on: day('撤岗日期', { optional: true, help: '岗位存在的最后一天' }),
  },
})

export const postHolder = state('post_holder', {
  title: '公益性岗位在岗人员',
  row: '人',
  purpose: '谁在哪个岗上，从哪天到哪天，协议到哪天，因何退岗；一人同一天只在一个岗上。',
  of: 'person',
  area: 'post',
  dated: ['began_on', 'ended_on'],
  oneAtATime: 'person',
  unique: [['person', 'began_on']],
  fields: {
    post: link(publicPost, '岗位', { also: ['岗位编号'] }),
    person: link(person, '在岗人员'),
    began_on: day('上岗日期', { also: ['聘用时间', '起聘时间'] }),
    agreed_until: day('协议到期日', { optional: true, help: '协议一年一签' }),
    ended_on: day('退岗日期', { optional: true, help: '在岗的最后一天', also: ['离岗时间', '解聘时间', '停岗时间'] }),
    left_because: choice(
      '退岗原因',
      ['协议到期', '超过年龄', '外出务工', '不履行职责', '身体原因', '入学或服兵役', '去世', '岗位撤销', '其他'],
      {
        optional: true,
      },
    ),
    published_on: day('公示日期', { optional: true }),
    bank_card: text('一卡通账号', {
      optional: true,
      max: 30,
      sensitive: 'account',
      also: ['一卡通', '银行卡号', '卡号', '银行账号'],
    }),
  },
})
