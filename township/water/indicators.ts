import { asked, either, not } from '#define/expression.ts'
import { indicator } from '#define/indicator.ts'
import { fact, from } from '#define/measure.ts'
import { household } from '../registry/household.ledger.ts'
import { membership } from '../registry/person.ledger.ts'
import { waterWork } from './water-project.ledger.ts'
import { householdWater, waterSupply } from './water-supply.ledger.ts'

const period = { from: asked.from, until: asked.day }
const suppliedByNew = householdWater.project.completed_on.within(period)
const scopeOfNew = waterSupply.project.completed_on.within(period)

/** Drinks from a works that was completed during the asked period. */
export const newlySupplied = fact(
  household,
  'newly_supplied_water',
  '由本期建成的供水工程供水',
  from(householdWater).where(suppliedByNew).at(asked.day).any(),
)

const completed = '本期内全面建成的供水工程'

export const pipeline = indicator('water.pipeline', {
  says: '输供水管网',
  definition: '完工日期在本期内的供水单项工程的管网长度合计；没有管网的单项不计，在建的不计。',
  of: from(waterWork).where(waterWork.pipeline.known).ended().sum(waterWork.pipeline),
  shown: '公里',
})

export const investment = indicator('water.investment', {
  says: '供水工程投资',
  definition: '完工日期在本期内的供水单项工程完成投资合计，含取水、净水、管网、管理房等；在建的不计。',
  of: from(waterWork).ended().sum(waterWork.investment),
  shown: '万元',
})

export const villages = indicator('water.villages', {
  says: '设计供水行政村',
  definition: `${completed}设计供水范围内的行政村数，期末仍在供水，同一个村只计一次。`,
  of: from(waterSupply).where(scopeOfNew).at(asked.day).distinct(waterSupply.village, '村'),
  shown: '个',
})

export const groups = indicator('water.groups', {
  says: '设计供水村民组',
  definition: `${completed}设计供水范围内的村民组数，期末仍在供水，同一个组只计一次。`,
  of: from(waterSupply).where(scopeOfNew).at(asked.day).distinct(waterSupply.villager_group, '组'),
  shown: '个',
})

export const households = indicator('water.households', {
  says: '覆盖受益户',
  definition: `期末由${completed}供水的农户数，同一户只计一次。`,
  of: from(householdWater).where(suppliedByNew).at(asked.day).distinct(householdWater.household),
})

export const people = indicator('water.people', {
  says: '覆盖受益人口',
  definition: `期末由${completed}供水的农户的家庭成员数，按期末在户统计。`,
  of: from(membership).at(asked.day).where(newlySupplied).count(),
  shown: '万人',
})

export const evaluatedHouseholds = indicator('water.evaluated.households', {
  says: '饮水安全已评价户',
  definition: '期末有水量、水质、用水方便程度、供水保证率四项评价的农户数，同一户只计一次。',
  of: from(householdWater).at(asked.day).distinct(householdWater.household),
})

export const evaluated = fact(household, 'water_evaluated', '饮水安全已评价', from(householdWater).at(asked.day).any())

export const unevaluatedHouseholds = indicator('water.unevaluated.households', {
  says: '饮水安全未评价户',
  definition: '期末在册的农村户里，饮水安全四项还没有评价的户数。',
  of: from(household)
    .where(household.residence.is('农村'), household.registered_on.onOrBefore(asked.day), not(evaluated))
    .at(asked.day)
    .count(),
})

export const unsafeHouseholds = indicator('water.unsafe.households', {
  says: '饮水不安全户',
  definition: '期末水量、水质、用水方便程度、供水保证率四项中有一项不达标的农户数；还没有评价的户不计。',
  of: from(householdWater)
    .where(
      either(
        householdWater.quantity.is('不达标'),
        householdWater.quality.is('不达标'),
        householdWater.convenience.is('不达标'),
        householdWater.guarantee.is('不达标'),
      ),
    )
    .at(asked.day)
    .distinct(householdWater.household),
})
