import { ifAny, type Paragraph, say } from '#define/report.ts'
import * as figure from './indicators.ts'

export const findAndWatch = {
  lead: '一是守住不发生规模性返贫的底线。',
  says: [
    say`健全网格日常监测、部门筛查预警、平台动态监测和入户现场核查相结合的主动发现机制，${ifAny(figure.clues, say`全年收到各类风险线索${figure.clues}，`)}${ifAny(
      figure.openClues,
      say`还有${figure.openClues}没有核实，`,
      say`已逐条核实反馈，`,
      figure.clues,
    )}符合条件的及时纳入监测。`,
    say`${ifAny(
      figure.monitoredHouseholds,
      say`全年共确定监测对象${figure.monitoredHouseholds}${figure.monitoredPeople}${ifAny(
        [figure.unstableHouseholds, figure.marginalHouseholds, figure.suddenHouseholds],
        say`，其中`,
      )}${ifAny(
        figure.unstableHouseholds,
        say`脱贫不稳定户${figure.unstableHouseholds}${figure.unstablePeople}，`,
      )}${ifAny(
        figure.marginalHouseholds,
        say`边缘易致贫户${figure.marginalHouseholds}${figure.marginalPeople}，`,
      )}${ifAny(figure.suddenHouseholds, say`突发严重困难户${figure.suddenHouseholds}${figure.suddenPeople}，`)}。`,
      say`全年没有新确定的监测对象。`,
    )}`,
    say`${ifAny([figure.gridTrainings, figure.gridChecks], say`全年组织网格员${ifAny(figure.gridTrainings, say`培训${figure.gridTrainings}、`)}${ifAny(figure.gridChecks, say`电话抽查${figure.gridChecks}、`)}，`)}${ifAny(figure.gridWorkers, say`全{kind}在岗网格员${figure.gridWorkers}，`)}。`,
  ],
} satisfies Paragraph
