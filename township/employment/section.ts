import { given, ifAny, over, type Paragraph, say } from '#define/report.ts'
import * as figure from './indicators.ts'

export const steadyWork: Paragraph = {
  lead: '四是稳住岗位、促进就业。',
  says: [
    say`为全乡${figure.registered}劳动力建立档案，动员有就业意愿的群众参加招聘会，全年输送${over(figure.parkPlacements, '余', 10)}到园区企业上岗；`,
    say`加强公益性岗位的开发和管理，现设生态护林员${figure.forestRangers}、公益性岗位${figure.publicPosts}${ifAny(
      figure.holdersOverAge,
      say`（在岗人员中${figure.holdersOverAge}已超过上岗年龄，正有序退岗）`,
    )}；`,
    say`举办蚕桑养殖技能培训${figure.trainingSessions}，培训脱贫人口${figure.trainingPeople}。`,
    say`脱贫户和监测户申报就业奖补${figure.subsidyPeople}，已打卡发放${figure.subsidyAmount}，其中县内就业${figure.subsidyInCounty}、县外就业${figure.subsidyOutCounty}、帮扶车间稳定就业${figure.subsidyWorkshop}${ifAny(
      figure.subsidyUnplaced,
      say`，另有${figure.subsidyUnplaced}尚未登记就业区域`,
    )}。`,
    say`国家监测平台登记的务工人数为${figure.migrantsThisYear}，去年为${figure.migrantsLastYear}，同比增长${figure.migrantGrowth}；`,
    say`${given(figure.migrantsThisYear, say`组织乡里的年轻干部电话核对务工地点、务工时间和基本信息。`)}`,
  ],
}
