import { parameter } from '#define/parameter.ts'

/** The made-up county of the demonstration pays these. An office puts its own county's in their place. */
const madeUp = '示范用的虚构标准，没有文件依据；请按本县文件改'

/** Travel subsidy of somebody who works outside the county: once a year. */
export const travelSubsidy = parameter('employment.travel_subsidy', {
  says: '外出务工交通补贴',
  unit: '元',
  values: [
    { from: '2023-01-01', key: '省外', value: 500, source: madeUp },
    { from: '2023-01-01', key: '省内市外', value: 400, source: madeUp },
    { from: '2023-01-01', key: '市内县外', value: 300, source: madeUp },
  ],
})

/** Subsidy for steady work inside the county, by kind of employer. No published rate is known: the office enters its county's. */
export const steadyWorkSubsidy = parameter('employment.steady_work_subsidy', {
  says: '县内稳定就业奖补',
  unit: '元',
  values: [],
})

/** From this age nobody is newly hired for a public-interest post. */
export const postAgeLimit = parameter('employment.post_age_limit', {
  says: '公益性岗位上岗年龄上限',
  unit: '岁',
  values: [
    {
      from: '2021-01-01',
      value: 70,
      source: madeUp,
    },
  ],
})
