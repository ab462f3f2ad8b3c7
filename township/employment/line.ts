import type { Line } from '#define/catalog.ts'
import { postAgeLimit, steadyWorkSubsidy, travelSubsidy } from '../parameters/employment.ts'
import * as examples from './employment.examples.ts'
import * as rule from './employment.rule.ts'
import * as figure from './indicators.ts'
import { jobFair, parkPlacement } from './job-fair.ledger.ts'
import { labourRegister } from './labour-register.ledger.ts'
import { postHolder, publicPost } from './public-post.ledger.ts'
import { skillAttendance, skillTraining } from './skill-training.ledger.ts'
import { employmentSubsidy } from './subsidy.ledger.ts'
import { employmentCheck, workSpell } from './work-spell.ledger.ts'

export const employmentLine: Line = {
  id: 'employment',
  title: '稳岗就业',
  ledgers: [
    labourRegister,
    jobFair,
    parkPlacement,
    publicPost,
    postHolder,
    skillTraining,
    skillAttendance,
    employmentSubsidy,
    workSpell,
    employmentCheck,
  ],
  indicators: [
    figure.registered,
    figure.parkPlacements,
    figure.forestRangers,
    figure.publicPosts,
    figure.holdersOverAge,
    figure.trainingSessions,
    figure.trainingPeople,
    figure.subsidyPeople,
    figure.subsidyAmount,
    figure.subsidyInCounty,
    figure.subsidyOutCounty,
    figure.subsidyWorkshop,
    figure.subsidyUnplaced,
    figure.migrantsThisYear,
    figure.migrantsLastYear,
    figure.migrantGrowth,
  ],
  parameters: [travelSubsidy, steadyWorkSubsidy, postAgeLimit],
  examples,
  rules: [rule.workedAsChild, rule.postAway, rule.postTooOld, rule.workLost],
}
