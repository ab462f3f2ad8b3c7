import { ifAny, type Say, say } from '#define/report.ts'
import * as figure from './indicators.ts'

/** Opens the paragraph on rural customs and governance; `governance/section.ts` goes on from here. */
export const creditSentences: readonly Say[] = [
  say`推进党建引领信用村建设，完成${ifAny(figure.householdsAssessed, say`${figure.householdsAssessed}农户${ifAny([figure.enterprisesAssessed, figure.collectivesAssessed], say`、`)}`)}${ifAny(figure.enterprisesAssessed, say`${figure.enterprisesAssessed}新型农业经营主体${ifAny(figure.collectivesAssessed, say`、`)}`)}${ifAny(figure.collectivesAssessed, say`${figure.collectivesAssessed}村级集体经济组织`)}的信息采集和乡风评议。`,
  say`累计向${figure.borrowers}信用户、新型农业经营主体和村集体经济组织发放信用贷款${figure.lentAmount}。`,
]
