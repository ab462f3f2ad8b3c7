/** Everything that a township declares, line by line in the order of its annual summary. */
import type { Content } from '#define/catalog.ts'
import { creditVillage } from './credit-village/line.ts'
import { ecology } from './ecology/line.ts'
import { education } from './education/line.ts'
import { employmentLine } from './employment/line.ts'
import { financeLine } from './finance/line.ts'
import { governance } from './governance/line.ts'
import { health } from './health/line.ts'
import { help } from './help/line.ts'
import { housing } from './housing/line.ts'
import { industryLine } from './industry/line.ts'
import { insurance } from './insurance/line.ts'
import { lowIncomeLine } from './low-income/line.ts'
import { monitoringLine } from './monitoring/line.ts'
import { noticeLine, notices } from './notice/line.ts'
import { organization } from './organization/line.ts'
import { projects } from './projects/line.ts'
import { rectification } from './rectification/line.ts'
import { registry } from './registry/line.ts'
import { relocationLine } from './relocation/line.ts'
import { annualSummary } from './reports/annual-summary.ts'
import { reportsLine } from './reports/line.ts'
import { sanitation } from './sanitation/line.ts'
import { services } from './services/line.ts'
import { societyLine } from './society/line.ts'
import { tourismLine } from './tourism/line.ts'
import { water } from './water/line.ts'

export const township: Content = {
  lines: [
    registry,
    organization,
    rectification,
    monitoringLine,
    health,
    education,
    insurance,
    housing,
    water,
    help,
    industryLine,
    tourismLine,
    financeLine,
    employmentLine,
    relocationLine,
    societyLine,
    lowIncomeLine,
    projects,
    services,
    sanitation,
    ecology,
    creditVillage,
    governance,
    noticeLine,
    reportsLine,
  ],
  reports: [annualSummary],
  notices,
}
