import { type Paragraph, report, say } from '#define/report.ts'
import { ecology } from '../ecology/section.ts'
import { schooling } from '../education/section.ts'
import { steadyWork } from '../employment/section.ts'
import { microCredit } from '../finance/section.ts'
import { customsAndGovernance } from '../governance/section.ts'
import { medicalCare } from '../health/section.ts'
import { closeHelp } from '../help/section.ts'
import { safeHousing } from '../housing/section.ts'
import { mulberryAndSilk } from '../industry/section.ts'
import { helpToSchool, insuredAgainstPoverty } from '../insurance/section.ts'
import { lowIncomeCare } from '../low-income/section.ts'
import { findAndWatch } from '../monitoring/section.ts'
import { mechanism } from '../organization/section.ts'
import { infrastructure } from '../projects/section.ts'
import { lookEverywhere, putRight } from '../rectification/section.ts'
import { afterRelocation } from '../relocation/section.ts'
import { livingEnvironment } from '../sanitation/section.ts'
import { publicServices } from '../services/section.ts'
import { socialHelp } from '../society/section.ts'
import { ruralTourism } from '../tourism/section.ts'
import { safeWater } from '../water/section.ts'
import { summaryWords } from './summary-words.ledger.ts'

/** One paragraph of what several lines of work have to say, under the lead of the first. */
function together(first: Paragraph, ...others: readonly Paragraph[]): Paragraph {
  return {
    lead: 'says' in first ? first.lead : undefined,
    says: [first, ...others].flatMap((p) => ('says' in p ? p.says : [])),
  }
}

/** The lead over the sentences of health, education, insurance, housing and water. */
const securities: Paragraph = { lead: '二是巩固“三保障”和饮水安全成果。', says: [] }

/** 年度工作总结: which sections, in which order. Each sentence belongs to the line of work whose figures it speaks of. */
export const annualSummary = report('annual-summary', {
  title: '{township}{year}年巩固拓展脱贫攻坚成果同乡村振兴有效衔接工作总结',
  words: summaryWords,
  leftOut: {
    unrecorded: '附注：到期末为止，下列工作在台账里没有可以依据的记录，文中没有写：',
    zero: '台账有记录、本期都是零，文中没有写的：',
  },
  opening: [
    {
      says: [
        say`{year}年以来，{township}围绕产业兴旺、生态宜居、乡风文明、治理有效、生活富裕的总要求，守牢不发生规模性返贫底线，整合资源、统筹推进产业、人才、文化、生态、组织振兴。现将全年工作情况总结如下。`,
      ],
    },
  ],
  sections: [
    { level: 1, title: '工作开展情况', paragraphs: [] },
    { level: 2, title: '坚持“四个不摘”，压实巩固衔接责任', paragraphs: [mechanism, putRight, lookEverywhere] },
    {
      level: 2,
      title: '围绕核心指标，持续巩固脱贫攻坚成果',
      paragraphs: [
        findAndWatch,
        together(securities, medicalCare, schooling, helpToSchool, safeHousing, safeWater),
        closeHelp,
      ],
    },
    {
      level: 2,
      title: '突出工作重点，全面助力乡村振兴',
      paragraphs: [
        mulberryAndSilk,
        ruralTourism,
        together(microCredit, insuredAgainstPoverty),
        steadyWork,
        afterRelocation,
        socialHelp,
        lowIncomeCare,
      ],
    },
    {
      level: 2,
      title: '聚焦乡村建设，提升乡村治理水平',
      paragraphs: [infrastructure, publicServices, livingEnvironment, ecology, customsAndGovernance],
    },
    {
      level: 1,
      title: '存在问题',
      paragraphs: [{ block: 'problems', hint: '写{year}年工作中的突出问题，一般三条左右：“一是……二是……三是……”。' }],
    },
    {
      level: 1,
      title: '下一步工作打算',
      paragraphs: [
        { says: [say`下一步，将对照上述问题和全年任务，着重做好以下几方面工作。`] },
        { block: 'plan.monitoring', hint: '写下一步怎样防止返贫致贫，以“一是……”开头。' },
        { block: 'plan.security', hint: '写下一步怎样抓好“三保障”和饮水安全，以“二是……”开头。' },
        { block: 'plan.industry', hint: '写下一步怎样发展产业、稳定就业，以“三是……”开头。' },
        { block: 'plan.construction', hint: '写下一步怎样推进乡村建设，以“四是……”开头。' },
        { block: 'plan.governance', hint: '写下一步怎样提升乡村治理，以“五是……”开头。' },
      ],
    },
  ],
})
