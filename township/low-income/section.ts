import { ifAny, type Paragraph, say } from '#define/report.ts'
import * as figure from './indicators.ts'

export const lowIncomeCare: Paragraph = {
  lead: '七是对农村低收入人口常年帮扶。',
  says: [
    say`落实社会救助制度改革的各项规定，靠预警信息和主动走访发现困难群众，符合条件的及时纳入。`,
    say`${ifAny(figure.urbanHouseholds, say`为符合条件的城镇居民办理城镇低保${figure.urbanHouseholds}${figure.urbanPeople}，`)}${ifAny(figure.ruralHouseholds, say`新增农村低保${figure.ruralHouseholds}${figure.ruralPeople}，`)}；`,
    say`低保家庭中70岁以上老人享受低收入养老服务补贴${figure.elderlyPeople}；`,
    say`特困供养${figure.extremePeople}${ifAny(figure.extremeInInstitution, say`，其中集中供养${figure.extremeInInstitution}`)}。`,
  ],
}
