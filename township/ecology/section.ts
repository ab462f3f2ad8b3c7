import { given, ifAny, type Paragraph, say } from '#define/report.ts'
import * as figure from './indicators.ts'

export const ecology: Paragraph = {
  lead: '四是加强农村生态保护。',
  says: [
    say`落实林长制、河长制、田长制，${given(figure.wardens, say`${figure.wardens}林长、河长、田长分片负责，`)}${ifAny(
      figure.openFindings,
      say`巡查发现的问题还有${figure.openFindings}没有办结。`,
      say`巡查发现的问题都已办结。`,
      figure.patrolFindings,
    )}`,
    say`${ifAny([figure.closedForest, figure.degradedForest, figure.forestTending, figure.treesPlanted], say`完成${ifAny(figure.closedForest, say`长防林工程封山育林${figure.closedForest}、`)}${ifAny(figure.degradedForest, say`退化林修复造林${figure.degradedForest}、`)}${ifAny(figure.forestTending, say`森林抚育${figure.forestTending}、`)}${ifAny(figure.treesPlanted, say`植树造林${figure.treesPlanted}、`)}，`)}${ifAny([figure.bamboo, figure.camellia], say`规划实施${ifAny(figure.bamboo, say`笋竹两用林项目${figure.bamboo}、`)}${ifAny(figure.camellia, say`油茶低改项目${figure.camellia}、`)}`)}。`,
    say`持续治理农业面源污染，推进农作物秸秆、畜禽粪污资源化利用，健全长效管护机制。`,
  ],
}
