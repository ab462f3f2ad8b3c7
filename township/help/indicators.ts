import { asked, either, not } from '#define/expression.ts'
import { indicator } from '#define/indicator.ts'
import { fact, from } from '#define/measure.ts'
import { watched } from '../monitoring/indicators.ts'
import { visitsPerMonth, visitsPerQuarter } from '../parameters/visits.ts'
import { alleviated } from '../registry/facts.ts'
import { household } from '../registry/household.ledger.ts'
import { helpMeasure } from './help-plan.ledger.ts'
import { pairing, responsibility } from './responsibility.ledger.ts'
import { team } from './team.ledger.ts'
import { visit } from './visit.ledger.ts'

export const alleviatedFrequency = indicator('help.visit.alleviated.frequency', {
  says: '脱贫户走访频次',
  definition: '期末有效的规定：每户脱贫户每季度至少走访的次数；这是要求，不是实际走访数。',
  of: visitsPerQuarter.asMeasure(),
  shown: '次/季度',
})

export const monitoredFrequency = indicator('help.visit.monitored.frequency', {
  says: '监测户走访频次',
  definition: '期末有效的规定：每户监测对象每月至少走访的次数；这是要求，不是实际走访数。',
  of: visitsPerMonth.asMeasure(),
  shown: '次/月',
})

export const responsibilityLevels = indicator('help.responsibility.levels', {
  says: '包保责任层级',
  definition: '期末有效的监测对象包保责任中不同层级（县级、乡镇级、村级）的个数。',
  of: from(responsibility).at(asked.day).distinct(responsibility.level, '级'),
})

export const pairedHouseholds = indicator('help.paired.households', {
  says: '结对帮扶户',
  definition: '期末有帮扶责任人的脱贫户和监测对象户数，同一户只计一次。',
  of: from(pairing).at(asked.day).distinct(pairing.household),
})

export const paired = fact(household, 'paired', '有帮扶责任人', from(pairing).at(asked.day).any())

export const unpairedHouseholds = indicator('help.unpaired.households', {
  says: '未落实帮扶责任人的户',
  definition: '期末在册的脱贫户和监测对象中，没有帮扶责任人的户数。',
  of: from(household).where(either(alleviated, watched), not(paired)).at(asked.day).count(),
})

export const helpMeasures = indicator('help.measures', {
  says: '帮扶措施',
  definition: '本期内落实过的帮扶措施条数：开始了的，本期前已经完成的不计。',
  of: from(helpMeasure).held().count(),
})

export const alleviatedVisits = indicator('help.visit.alleviated.visits', {
  says: '走访脱贫户（按走访时选的身份）',
  definition:
    '走访日期在本期内、“走访时户身份”选的是脱贫户的走访户次，入户、电话、视频都计；同时是监测对象的记在监测对象里。只看走访时选的，不查这一户那天的身份。',
  of: from(visit).where(visit.status.is('脱贫户')).during().count(),
})

export const monitoredVisits = indicator('help.visit.monitored.visits', {
  says: '走访监测对象（按走访时选的身份）',
  definition:
    '走访日期在本期内、“走访时户身份”选的是监测对象的走访户次，入户、电话、视频都计。只看走访时选的，不查这一户那天的身份。',
  of: from(visit).where(visit.status.is('监测对象')).during().count(),
})

export const outgoingBatch = indicator('help.team.batch.outgoing', {
  says: '轮换前驻村工作队批次',
  definition: '期初在任的驻村工作队批次；各村批次不同时取较新的一批。',
  of: from(team).at(asked.from).max(team.batch),
})

export const incomingBatch = indicator('help.team.batch.incoming', {
  says: '轮换后驻村工作队批次',
  definition: '期末在任的驻村工作队批次；各村批次不同时取较新的一批。',
  of: from(team).at(asked.day).max(team.batch),
})

export const newTeams = indicator('help.team.new', {
  says: '本期进驻工作队',
  definition: '进驻日期在本期内的驻村工作队个数；为零表示本期没有轮换。',
  of: from(team).began().count(),
})
