import { asked, either } from '#define/expression.ts'
import { indicator } from '#define/indicator.ts'
import { from } from '#define/measure.ts'
import { forestWork } from './forest.ledger.ts'
import { patrol, warden } from './warden.ledger.ts'

type Kind = '封山育林' | '退化林修复' | '森林抚育' | '植树造林'

const finished = (kind: Kind) => from(forestWork).where(forestWork.kind.is(kind)).ended()
const begun = (kind: '笋竹两用林' | '油茶低改') => from(forestWork).where(forestWork.kind.is(kind)).began()

const byFinish = '按完工日期在本期内统计，在建的不计入'
const byStart = '按开工日期在本期内统计，不论是否完工'

export const closedForest = indicator('ecology.closed_forest', {
  says: '长防林工程封山育林',
  definition: `本期完成的封山育林面积，${byFinish}。`,
  of: finished('封山育林').sum(forestWork.land),
})

export const degradedForest = indicator('ecology.degraded_forest', {
  says: '退化林修复造林',
  definition: `本期完成的退化林修复面积，${byFinish}。`,
  of: finished('退化林修复').sum(forestWork.land),
})

export const forestTending = indicator('ecology.forest_tending', {
  says: '森林抚育',
  definition: `本期完成的森林抚育面积，${byFinish}。`,
  shown: '万亩',
  of: finished('森林抚育').sum(forestWork.land),
})

export const treesPlanted = indicator('ecology.trees_planted', {
  says: '植树造林',
  definition: `本期完成的植树造林栽植株数，${byFinish}。`,
  shown: '万株',
  of: finished('植树造林').sum(forestWork.trees),
})

export const bamboo = indicator('ecology.bamboo', {
  says: '规划实施笋竹两用林',
  definition: `本期开始实施的笋竹两用林面积，${byStart}。`,
  of: begun('笋竹两用林').sum(forestWork.land),
})

export const camellia = indicator('ecology.camellia', {
  says: '油茶低改',
  definition: `本期开始实施的低产油茶林改造面积，${byStart}。`,
  of: begun('油茶低改').sum(forestWork.land),
})

export const wardens = indicator('ecology.wardens', {
  says: '林长、河长、田长',
  definition: '期末在任的林长、河长、田长名册行数，一人管几片的算几个。',
  of: from(warden).at(asked.day).count(),
})

export const patrolFindings = indicator('ecology.patrol.findings', {
  says: '巡查发现的问题',
  definition: '巡查日期在本期内、填了发现的问题的巡查次数。',
  of: from(patrol).where(patrol.finding.known).during().count(),
})

export const openFindings = indicator('ecology.patrol.open', {
  says: '未办结的巡查问题',
  definition: '上述问题中，到期末还没有办结的次数。',
  of: from(patrol)
    .where(patrol.finding.known, either(patrol.settled_on.missing, patrol.settled_on.after(asked.day)))
    .during()
    .count(),
})
