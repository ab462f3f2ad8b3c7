import { given, ifAny, type Paragraph, say } from '#define/report.ts'
import { cultureSites, schoolArea, sportsSites } from './indicators.ts'

export const publicServices: Paragraph = {
  lead: '二是提升乡村公共服务水平。',
  says: [
    say`优先保障教育投入，新建、改扩建校园（舍）及运动场所${schoolArea}，${given(schoolArea, say`农村学校办学条件进一步改善。`)}`,
    say`完善村级文化阵地，建成${ifAny(cultureSites, say`村级综合文化服务中心和农家书屋${cultureSites}、`)}${ifAny(sportsSites, say`文体健身场所${sportsSites}、`)}，${given(cultureSites, say`群众就近读书、健身更加方便。`)}`,
  ],
}
