import { choice, day, link, money, phone, text, yesNo } from '#define/field.ts'
import { event, state } from '#define/ledger.ts'
import { person } from '../registry/person.ledger.ts'

/** One row a job, as the monthly monitoring of the national system keeps it. */
export const workSpell = state('work_spell', {
  title: '务工月监测',
  row: '人',
  purpose: '一段务工一行：在哪里、给谁干、每月挣多少、从哪天到哪天；换了地方或单位就结束旧的一段、另起一段。',
  of: 'person',
  dated: ['began_on', 'ended_on'],
  oneAtATime: 'person',
  unique: [['person', 'began_on']],
  fields: {
    person: link(person, '务工人员'),
    place: choice('务工区域', ['县内', '市内县外', '省内市外', '省外', '境外']),
    county: text('务工所在县', {
      max: 40,
      help: '填到县一级，例如：某省某市某县',
      also: ['务工县', '务工地点', '务工地', '务工地址'],
    }),
    employer: text('务工企业名称', { optional: true, max: 60, also: ['务工企业', '务工单位', '用工单位', '单位名称'] }),
    industry: choice(
      '所属行业',
      ['制造业', '建筑业', '批发零售', '住宿餐饮', '居民服务', '交通运输', '农林牧渔', '其他'],
      { also: ['行业', '从事行业'] },
    ),
    channel: choice('就业渠道', ['自主就业', '亲友介绍', '劳务输出', '帮扶车间', '公益性岗位', '园区招工', '其他'], {
      also: ['务工渠道', '外出渠道'],
    }),
    sent_directly: yesNo('点对点输送', { optional: true }),
    monthly_income: money('务工月收入', {
      optional: true,
      atMost: 100_000,
      sensitive: 'money',
      also: ['月工资', '月均收入'],
    }),
    began_on: day('开始日期', { also: ['外出时间', '外出务工时间', '务工开始时间', '务工起始时间'] }),
    ended_on: day('结束日期', {
      optional: true,
      help: '在岗的最后一天；还在干就留空',
      also: ['返乡时间', '返回时间', '务工结束时间'],
    }),
    monitored_on: day('最近一次监测日期', { optional: true }),
  },
})

/** Township staff ring people who work away and compare what they say with the books. */
export const employmentCheck = event('employment_check', {
  title: '务工信息电话核查',
  row: '人次',
  purpose: '打一次电话记一行：接没接通，务工地点、时间、基本信息对不对，不对的怎么改。',
  of: 'person',
  dated: 'checked_on',
  unique: [['person', 'checked_on']],
  fields: {
    person: link(person, '务工人员'),
    spell: link(workSpell, '核查的务工记录', { optional: true }),
    checked_on: day('核查日期'),
    checker: text('核查人', { max: 40, also: ['核查人员'] }),
    dialled: phone('拨打的电话', { optional: true, also: ['联系电话'] }),
    outcome: choice('接通情况', ['本人接听', '家人接听', '无人接听', '号码有误'], { also: ['核查结果'] }),
    place_right: yesNo('务工地点属实', { optional: true }),
    time_right: yesNo('务工时间属实', { optional: true }),
    basics_right: yesNo('基本信息属实', { optional: true }),
    said: text('对方所述', { optional: true }),
    mended_on: day('系统信息改正日期', { optional: true }),
  },
})
