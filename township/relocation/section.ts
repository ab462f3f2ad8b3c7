import { given, ifAny, type Paragraph, say } from '#define/report.ts'
import * as figure from './indicators.ts'

export const afterRelocation: Paragraph = {
  lead: '五是做好易地搬迁后续扶持。',
  says: [
    say`完善安置点建设，加强安全排查，全年投入${figure.infrastructureAmount}用于安置点基础设施建设；`,
    say`为${figure.relocatedHouseholds}搬迁群众建立产业、就业台账${ifAny(
      figure.supportedHouseholds,
      say`，全年为${figure.supportedHouseholds}落实了产业或就业扶持`,
    )}，${given(
      figure.relocatedHouseholds,
      say`引导他们发展蚕桑、茶叶、大棚蔬菜等产业，让群众搬得出、稳得住、能致富。`,
    )}`,
  ],
}
