/** Lines of work that write rows into the made-up township, in the order of the annual summary. */
import type { World } from '../world.ts'
import { creditVillage } from './credit-village.ts'
import { ecology } from './ecology.ts'
import { employment } from './employment.ts'
import { finance } from './finance.ts'
import { governance } from './governance.ts'
import { lowIncome } from './low-income.ts'
import { projects } from './projects.ts'
import { sanitation } from './sanitation.ts'
import { services } from './services.ts'
import { words } from './words.ts'

export const lines: Record<string, (world: World) => void> = {
  finance,
  employment,
  lowIncome,
  projects,
  services,
  sanitation,
  ecology,
  creditVillage,
  governance,
  words,
}
