/** All commands, in the order in which help and the manual list them. */
import type { Command } from '#cli/command.ts'
import { access } from './access.ts'
import { account } from './account.ts'
import { accounts } from './accounts.ts'
import { backUp } from './backup.ts'
import { correct } from './correct.ts'
import { demo } from './demo.ts'
import { diff } from './diff.ts'
import { drill } from './drill.ts'
import { exemptRow } from './exempt.ts'
import { askFigures } from './figures.ts'
import { listFindings } from './findings.ts'
import { history } from './history.ts'
import { importRows } from './import.ts'
import { issue } from './issue.ts'
import { issued } from './issued.ts'
import { judgeRules } from './judge.ts'
import { rotate } from './keys.ts'
import { listLeads } from './leads.ts'
import { ledgers } from './ledgers.ts'
import { moveBooks } from './move.ts'
import { proofreadFile } from './proofread.ts'
import { redrawAreas } from './redraw.ts'
import { report } from './report.ts'
import { restoreBooks } from './restore.ts'
import { rows } from './rows.ts'
import { rules } from './rules.ts'
import { find } from './search.ts'
import { start } from './start.ts'
import { takeBackImport } from './take-back.ts'
import { writeTemplate } from './template.ts'
import { verifyBooks } from './verify.ts'
import { answerLead } from './verify-lead.ts'
import { voidRow } from './void.ts'
import { voidReport } from './void-report.ts'
import { askWhy } from './why.ts'

export const commands: readonly Command[] = [
  start,
  demo,
  askFigures,
  rows,
  rules,
  judgeRules,
  listLeads,
  answerLead,
  listFindings,
  exemptRow,
  askWhy,
  find,
  history,
  correct,
  voidRow,
  redrawAreas,
  ledgers,
  writeTemplate,
  importRows,
  takeBackImport,
  report,
  issue,
  issued,
  diff,
  voidReport,
  proofreadFile,
  account,
  accounts,
  access,
  verifyBooks,
  backUp,
  restoreBooks,
  drill,
  rotate,
  moveBooks,
]
