import { given, ifAny, type Paragraph, say } from '#define/report.ts'
import { bridgingFunds, registeredAssets } from './indicators.ts'

export const infrastructure: Paragraph = {
  lead: '一是补齐乡村基础设施短板。',
  says: [
    say`坚持先入库、后安排，围绕安全供水、集镇污水处理、村组道路和产业配套等群众反映集中的事项谋划实施项目，申报、批复、验收各环节要求在村内公示。`,
    say`${ifAny(bridgingFunds, say`全年累计投入专项资金（衔接资金）${bridgingFunds}，`)}${given(
      registeredAssets,
      say`形成的资产登记在册${registeredAssets}。`,
    )}`,
  ],
}
