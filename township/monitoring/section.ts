import { say, type Paragraph } from '#define/report.ts'
import * as figure from './indicators.ts'

export const findAndWatch: Paragraph = {
  lead: '一是守住不发生规模性返贫的底线。',
  says: [
    say`全年新确定监测对象${figure.monitoredHouseholds}${figure.monitoredPeople}，其中脱贫不稳定户${figure.unstableHouseholds}${figure.unstablePeople}、突发严重困难户${figure.suddenHouseholds}${figure.suddenPeople}。`,
  ],
}
