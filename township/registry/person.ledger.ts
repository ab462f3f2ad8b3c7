import { choice, day, identity, link, phone, text } from '#define/field.ts'
import { entity, state, through } from '#define/ledger.ts'
import { household } from './household.ledger.ts'

export const person = entity('person', {
  title: '人员',
  row: '人',
  purpose: '一人一行：姓名、证件号码、性别、出生日期和一般不随户变化的情况。',
  area: [],
  unique: [['id_number']],
  namedBy: ['id_number', 'name'],
  knownBy: ['name', 'born_on'],
  shownAs: 'name',
  ends: 'died_on',
  inOrder: [['born_on', 'died_on']],
  identity: { number: 'id_number', born: 'born_on', sex: 'sex' },
  fields: {
    name: text('姓名', { max: 40 }),
    id_number: identity('身份证号码', {
      optional: true,
      help: '没有身份证的填居住证、永久居留身份证或护照号码；新生儿可以暂缺',
    }),
    sex: choice('性别', ['男', '女']),
    born_on: day('出生日期'),
    ethnicity: text('民族', { optional: true, max: 20 }),
    education: choice('文化程度', ['文盲或半文盲', '小学', '初中', '高中', '大专', '本科及以上'], { optional: true }),
    schooling: choice(
      '在校生状况',
      ['学龄前儿童', '学前教育', '小学', '初中', '普通高中', '中职', '高职高专', '本科', '硕士研究生及以上'],
      {
        optional: true,
        sensitive: 'child',
      },
    ),
    health: choice('健康状况', ['健康', '长期慢性病', '患有大病', '残疾'], { optional: true, sensitive: 'health' }),
    labour: choice('劳动技能', ['普通劳动力', '技能劳动力', '弱劳动力或半劳动力', '丧失劳动力', '无劳动力'], {
      optional: true,
    }),
    politics: choice('政治面貌', ['中共党员', '中共预备党员', '共青团员', '群众'], { optional: true }),
    phone: phone('联系电话', { optional: true }),
    died_on: day('死亡日期', { optional: true }),
  },
})

export const relations = [
  '户主',
  '配偶',
  '之子',
  '之女',
  '之儿媳',
  '之女婿',
  '之孙子',
  '之孙女',
  '之外孙子',
  '之外孙女',
  '之父',
  '之母',
  '之岳父',
  '之岳母',
  '之公公',
  '之婆婆',
  '之祖父',
  '之祖母',
  '之外祖父',
  '之外祖母',
  '之兄弟姐妹',
  '之曾孙子',
  '之曾孙女',
  '之侄儿',
  '之侄女',
  '之兄弟媳妇',
  '之叔伯',
  '其他',
] as const

/** Who belongs to which household, from which day until which: the one place that knows. */
export const membership = state('membership', {
  title: '家庭成员',
  row: '人',
  purpose: '谁在哪一户，从哪天到哪天，因何进出；出生、婚嫁、迁移、死亡、分户、并户都在这里。',
  of: 'household',
  dated: ['since', 'until'],
  oneAtATime: 'person',
  joins: { from: 'person', to: 'household' },
  unique: [['person', 'since']],
  fields: {
    person: link(person, '人员'),
    household: link(household, '所在户'),
    relation: choice('与户主关系', relations),
    since: day('加入日期'),
    joined_by: choice(
      '增加原因',
      ['建档', '新生儿', '婚嫁', '户籍迁入', '共同生活', '收养', '刑满释放', '分户', '并户', '其他'],
      { optional: true },
    ),
    until: day('离开日期', { optional: true, help: '在户的最后一天' }),
    left_by: choice(
      '减少原因',
      ['死亡', '婚嫁', '户籍迁出', '分户', '并户', '不再共同生活', '服兵役', '失踪', '其他'],
      { optional: true },
    ),
  },
})

/** The household that somebody belongs to on the row's own day. */
export const householdOf = through(membership, household)
