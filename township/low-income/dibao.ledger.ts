import { choice, day, link, money, text } from '#define/field.ts'
import { state } from '#define/ledger.ts'
import { household } from '../registry/household.ledger.ts'
import { person } from '../registry/person.ledger.ts'

export const dibao = state('dibao', {
  title: '最低生活保障',
  row: '户',
  purpose: '一户一行：城镇还是农村低保、从哪天批准、每月补差多少、何时因何停保。',
  of: 'household',
  dated: ['granted_on', 'stopped_on'],
  oneAtATime: 'household',
  unique: [['certificate'], ['household', 'granted_on']],
  namedBy: ['certificate'],
  fields: {
    certificate: text('低保证号', { max: 30, also: ['低保证编号', '证号'] }),
    household: link(household, '农户'),
    kind: choice('低保类别', ['农村', '城镇'], { also: ['保障类别', '低保种类', '城乡类别'] }),
    class: choice('分类', ['A类', 'B类', 'C类'], {
      optional: true,
      help: 'A 类为全额或重点保障，按县民政部门的分类填',
    }),
    applied_on: day('申请日期', { optional: true }),
    granted_on: day('批准享受日期', {
      help: '从这一天起计发低保金',
      also: ['享受时间', '享受低保时间', '批准时间', '纳入时间', '保障时间'],
    }),
    monthly: money('月补差金额', {
      sensitive: 'money',
      help: '全户每月合计',
      also: ['月保障金额', '月保障金', '补差金额', '月补差', '低保金额', '月补助金额'],
    }),
    cause: choice('主要致困原因', ['因病', '因残', '缺劳动力', '年老', '因学', '因灾', '其他'], {
      optional: true,
      sensitive: 'health',
      also: ['致贫原因', '致困原因', '困难原因'],
    }),
    review_due: day('下次复核日期', { optional: true }),
    stopped_on: day('停保日期', { optional: true, help: '享受低保的最后一天' }),
    stopped_because: choice(
      '停保原因',
      ['收入超过标准', '财产超过标准', '死亡', '转为特困供养', '户籍迁出', '自愿退出', '其他'],
      {
        optional: true,
      },
    ),
  },
})

/** Who is covered by a household's 低保: the whole household or some of it (单人保). */
export const dibaoMember = state('dibao_member', {
  title: '低保保障人员',
  row: '人',
  purpose: '一户低保里保障的是哪几个人，从哪天到哪天；单人保只列那一个人。',
  of: 'person',
  area: 'dibao',
  dated: ['since', 'until'],
  oneAtATime: 'person',
  unique: [['dibao', 'person', 'since']],
  fields: {
    dibao: link(dibao, '低保户'),
    person: link(person, '保障人员'),
    since: day('保障起始日期', { also: ['享受起始时间', '享受时间', '纳入时间'] }),
    until: day('保障终止日期', { optional: true }),
    left_because: choice('减员原因', ['死亡', '户籍迁出', '不再共同生活', '全户停保', '其他'], { optional: true }),
    bank_card: text('一卡通账号', {
      optional: true,
      max: 30,
      sensitive: 'account',
      also: ['一卡通', '银行卡号', '卡号', '银行账号'],
    }),
  },
})
