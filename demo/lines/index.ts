/** Lines of work that write rows into the made-up township, in the order of the annual summary. */
import type { World } from '../world.ts'
import { creditVillage } from './credit-village.ts'
import { ecology } from './ecology.ts'
import { education } from './education.ts'
import { employment } from './employment.ts'
import { finance } from './finance.ts'
import { governance } from './governance.ts'
import { health } from './health.ts'
import { help } from './help.ts'
import { housing } from './housing.ts'
import { industry } from './industry.ts'
import { insurance } from './insurance.ts'
import { lowIncome } from './low-income.ts'
import { monitoring } from './monitoring.ts'
import { organization } from './organization.ts'
import { projects } from './projects.ts'
import { rectification } from './rectification.ts'
import { relocation } from './relocation.ts'
import { sanitation } from './sanitation.ts'
import { services } from './services.ts'
import { society } from './society.ts'
import { tourism } from './tourism.ts'
import { water } from './water.ts'
import { words } from './words.ts'

export const lines: Record<string, (world: World) => void> = {
  organization,
  rectification,
  monitoring,
  health,
  education,
  insurance,
  housing,
  water,
  help,
  industry,
  tourism,
  finance,
  employment,
  relocation,
  society,
  lowIncome,
  projects,
  services,
  sanitation,
  ecology,
  creditVillage,
  governance,
  words,
}
