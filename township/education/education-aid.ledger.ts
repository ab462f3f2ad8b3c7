import { choice, day, link, money, text, yesNo } from '#define/field.ts'
import { event } from '#define/ledger.ts'
import { person } from '../registry/person.ledger.ts'

export const educationAid = event('education_aid', {
  title: '学生资助',
  row: '人次',
  purpose: '一个学生一学期享受一项资助记一行：哪一项、哪所学校、多少钱、哪天发放，供核对应享未享和发放标准。',
  of: 'person',
  dated: 'paid_on',
  pays: ['amount', 'paid_on'],
  unique: [['person', 'item', 'school_year', 'term']],
  fields: {
    person: link(person, '学生'),
    item: choice(
      '资助项目',
      [
        '幼儿资助',
        '义务教育两免一补',
        '普通高中免学费',
        '中高职免学费',
        '普通高中国家助学金',
        '中职国家助学金',
        '其他',
      ],
      { also: ['资助类别', '资助类型', '补助项目'] },
    ),
    stage: choice('学段', ['学前教育', '小学', '初中', '普通高中', '中职', '高职高专'], { also: ['就读学段'] }),
    school: text('就读学校', { max: 60, sensitive: 'child', also: ['学校', '学校名称', '就读院校'] }),
    boarding: yesNo('是否寄宿', { optional: true }),
    school_year: text('学年', { max: 9, help: '如：2024-2025' }),
    term: choice('学期', ['春季学期', '秋季学期']),
    basis: choice(
      '资助依据',
      ['脱贫户', '监测对象', '低保', '特困', '残疾', '孤儿或事实无人抚养', '其他家庭经济困难'],
      { sensitive: 'child', also: ['困难类型', '学生类别'] },
    ),
    amount: money('资助金额', { sensitive: 'money', atMost: 10000, also: ['补助金额', '发放金额'] }),
    applied_on: day('申请日期', { optional: true }),
    paid_on: day('发放或减免日期', { also: ['发放时间', '资助时间', '打卡时间'] }),
    note: text('备注', { optional: true }),
  },
})
