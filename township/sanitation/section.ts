import { given, ifAny, over, type Paragraph, say } from '#define/report.ts'
import * as figure from './indicators.ts'

export const livingEnvironment: Paragraph = {
  lead: '三是整治农村人居环境。',
  says: [
    say`${ifAny(figure.toiletsRenovated, say`完成民生工程改厕${figure.toiletsRenovated}，`)}${ifAny(figure.toiletsInspected, say`开展改厕质量排查${figure.toiletsInspected}，`)}${ifAny(figure.toiletsRectified, say`排查发现问题并完成整改${figure.toiletsRectified}，`)}${ifAny(figure.toiletsOutstanding, say`尚有${figure.toiletsOutstanding}正在整改，`)}。`,
    say`深入开展村庄清洁行动，${ifAny(figure.advertsRemoved, say`清除废旧广告${figure.advertsRemoved}，`)}${ifAny(figure.clutterCleared, say`清理乱搭乱建、乱堆乱放${figure.clutterCleared}，`)}${ifAny([figure.vehiclesSent, figure.participants], say`出动${ifAny(figure.vehiclesSent, say`大小车辆${figure.vehiclesSent}、`)}${ifAny(figure.participants, say`参与人员${figure.participants}、`)}，`)}${ifAny(figure.wasteCleared, say`清运农村生活垃圾${over(figure.wasteCleared, '余', 100)}，`)}${given(figure.participants, say`村容村貌持续改观。`)}`,
  ],
}
