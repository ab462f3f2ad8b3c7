import { given, ifAny, over, type Paragraph, say } from '#define/report.ts'
import * as figure from './indicators.ts'

export const ruralTourism: Paragraph = {
  lead: '二是让乡村旅游有看头、有留头。',
  says: [
    say`围绕山水风光、红色旧址和美丽村庄，${ifAny(figure.sites, say`用心经营${figure.sites}景点，`)}${ifAny(figure.works, say`全年建成旅游设施项目${figure.works}，`)}${ifAny(
      figure.honours,
      say`获得旅游荣誉${figure.honours}，`,
    )}${ifAny(figure.visitors, say`接待游客${over(figure.visitors, '余', 100)}，`)}${given(figure.sites, say`休闲旅游成为群众增收的又一条门路。`)}`,
  ],
}
