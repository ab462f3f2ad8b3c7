import { atLevel, given, ifAny, over, type Paragraph, say, turn } from '#define/report.ts'
import * as figure from './indicators.ts'

export const steadyWork: Paragraph = {
  lead: '四是稳住岗位、促进就业。',
  says: [
    say`${ifAny(figure.registered, say`为全{kind}${figure.registered}劳动力建立档案，`)}动员有就业意愿的群众参加招聘会，${ifAny(figure.parkPlacements, say`全年输送${over(figure.parkPlacements, '余', 10)}到园区企业上岗，`)}；`,
    say`加强公益性岗位的开发和管理，现设${ifAny(figure.forestRangers, say`生态护林员${figure.forestRangers}${ifAny(figure.publicPosts, say`、`)}`)}${ifAny(figure.publicPosts, say`公益性岗位${figure.publicPosts}`)}${ifAny(
      figure.holdersOverAge,
      say`（在岗人员中${figure.holdersOverAge}已超过上岗年龄，正有序退岗）`,
    )}；`,
    say`${ifAny(figure.trainingSessions, say`举办蚕桑养殖技能培训${figure.trainingSessions}，`)}${ifAny(figure.trainingPeople, say`培训脱贫人口${figure.trainingPeople}，`)}。`,
    say`脱贫户和监测户申报就业奖补${figure.subsidyPeople}，已打卡发放${figure.subsidyAmount}，${ifAny([figure.subsidyInCounty, figure.subsidyOutCounty, figure.subsidyWorkshop], say`其中${ifAny(figure.subsidyInCounty, say`县内就业${figure.subsidyInCounty}、`)}${ifAny(figure.subsidyOutCounty, say`县外就业${figure.subsidyOutCounty}、`)}${ifAny(figure.subsidyWorkshop, say`帮扶车间稳定就业${figure.subsidyWorkshop}、`)}`)}${ifAny(
      figure.subsidyUnplaced,
      say`，另有${figure.subsidyUnplaced}尚未登记就业区域`,
    )}。`,
    say`国家监测平台登记的务工人数为${figure.migrantsThisYear}${ifAny(figure.migrantsLastYear, say`，去年为${figure.migrantsLastYear}，同比${turn(figure.migrantGrowth)}`)}；`,
    say`${given(figure.migrantsThisYear, say`组织${atLevel('township', say`{kind}里的年轻干部`, say`村干部`)}电话核对务工地点、务工时间和基本信息。`)}`,
  ],
}
