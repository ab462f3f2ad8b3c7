import { age, asked } from '#define/expression.ts'
import { indicator } from '#define/indicator.ts'
import { from, growth, its, split } from '#define/measure.ts'
import { postAgeLimit } from '../parameters/employment.ts'
import { alleviated } from '../registry/facts.ts'
import { householdOf } from '../registry/person.ledger.ts'
import { parkPlacement } from './job-fair.ledger.ts'
import { labourRegister } from './labour-register.ledger.ts'
import { postHolder, publicPost } from './public-post.ledger.ts'
import { skillAttendance, skillTraining } from './skill-training.ledger.ts'
import { employmentSubsidy } from './subsidy.ledger.ts'
import { workSpell } from './work-spell.ledger.ts'

export const registered = indicator('employment.registered', {
  says: '建档劳动力',
  definition: '期末劳动力档案仍有效的人数，按人计；期末前已销档的不计。',
  of: from(labourRegister).at(asked.day).distinct(labourRegister.person),
  shown: '名',
})

export const parkPlacements = indicator('employment.park_placements', {
  says: '输送到园区就业',
  definition: '本期内输送到园区企业上岗的人数，按上岗日期统计，同一人送过几次只计一次；后来离岗的仍计。',
  of: from(parkPlacement).during().distinct(parkPlacement.person),
})

const posts = from(publicPost).at(asked.day)
const ranger = publicPost.kind.is('生态护林员')

export const forestRangers = indicator('employment.forest_rangers', {
  says: '生态护林员岗位',
  definition: '期末设着的生态护林员岗位数，一时无人在岗的也计；期末前已撤的不计。',
  of: posts.where(ranger).count(),
})

export const publicPosts = indicator('employment.public_posts', {
  says: '公益性岗位',
  definition: '期末设着的公益性岗位数，不含生态护林员岗位（另有一项）；一时无人在岗的也计，期末前已撤的不计。',
  of: posts.where(publicPost.kind.isNot('生态护林员')).count(),
})

export const holdersOverAge = indicator('employment.post_holders.over_age', {
  says: '超过上岗年龄的在岗人员',
  definition: '期末在岗的护林员和公益性岗位人员里，周岁达到上岗年龄上限的人数，应当有序退岗。',
  of: from(postHolder)
    .where(age(postHolder.person.born_on, asked.day).atLeast(postAgeLimit.value))
    .at(asked.day)
    .distinct(postHolder.person),
})

export const trainingSessions = indicator('employment.training.sessions', {
  says: '蚕桑养殖技能培训',
  definition: '本期内开班的蚕桑养殖技能培训班期数，按开班日期统计；其他内容的培训不计。',
  of: from(skillTraining).where(skillTraining.subject.is('蚕桑养殖')).during().count(),
})

export const trainingPeople = indicator('employment.training.people', {
  says: '培训脱贫人口',
  definition:
    '参加本期蚕桑养殖技能培训的脱贫人口人次，同一人参加两期计两次；是不是脱贫人口看培训那天所在的户，一般农户的学员不计。',
  of: from(skillAttendance)
    .where(skillAttendance.training.subject.is('蚕桑养殖'), its(householdOf(skillAttendance.person), alleviated))
    .during()
    .count(),
})

const applied = from(employmentSubsidy).during()
const byPlace = split(applied, employmentSubsidy.place, {
  inCounty: ['县内'],
  outCounty: ['县外'],
  workshop: ['帮扶车间'],
})
const perPerson = '按申报日期在本期内统计，一人一年只申报一次'

export const subsidyInCounty = indicator('employment.subsidy.in_county', {
  says: '县内就业奖补',
  definition: `就业区域登记为县内的就业奖补申报人数，不含帮扶车间；${perPerson}。`,
  of: byPlace.parts.inCounty.distinct(employmentSubsidy.person),
})

export const subsidyOutCounty = indicator('employment.subsidy.out_county', {
  says: '县外就业奖补',
  definition: `就业区域登记为县外（市内、省内、省外）的就业奖补申报人数；${perPerson}。`,
  of: byPlace.parts.outCounty.distinct(employmentSubsidy.person),
})

export const subsidyWorkshop = indicator('employment.subsidy.workshop', {
  says: '帮扶车间稳定就业奖补',
  definition: `就业区域登记为帮扶车间的就业奖补申报人数；${perPerson}。`,
  of: byPlace.parts.workshop.distinct(employmentSubsidy.person),
})

export const subsidyUnplaced = indicator('employment.subsidy.unplaced', {
  says: '未登记就业区域的奖补申报',
  definition: `就业奖补申报里没有登记就业区域的人数，核实补登后归入县内、县外或帮扶车间；${perPerson}。`,
  of: byPlace.unclassified.distinct(employmentSubsidy.person),
})

export const subsidyPeople = indicator('employment.subsidy.people', {
  says: '就业奖补申报',
  definition: `申报就业奖补的人数，不论是否已登记就业区域；${perPerson}。`,
  of: applied.distinct(employmentSubsidy.person),
  parts: { of: [subsidyInCounty, subsidyOutCounty, subsidyWorkshop], unclassified: subsidyUnplaced },
})

export const subsidyAmount = indicator('employment.subsidy.amount', {
  says: '已发放就业奖补',
  definition: '本期内打卡发放的就业奖补金额，按打卡日期统计；已申报、还没有打卡的不计。',
  of: from(employmentSubsidy)
    .where(employmentSubsidy.paid_on.within({ from: asked.from, until: asked.day }))
    .ever()
    .sum(employmentSubsidy.amount),
  shown: '万元',
})

const migrants = from(workSpell).held().distinct(workSpell.person)

export const migrantsThisYear = indicator('employment.migrant.this_year', {
  says: '务工人数',
  definition:
    '本期内有过务工记录的人数：只要有一天在务工就计，同一人几段务工只计一次；县内、县外和公益性岗位就业都算。',
  of: migrants,
})

export const migrantsLastYear = indicator('employment.migrant.last_year', {
  says: '去年务工人数',
  definition: '上年同期有过务工记录的人数，口径与本年相同。',
  of: migrants.yearEarlier,
})

export const migrantGrowth = indicator('employment.migrant.growth', {
  says: '务工人数同比增长',
  definition: '本期务工人数比上年同期多出的部分，除以上年同期务工人数。',
  of: growth(migrants),
  places: 2,
})
