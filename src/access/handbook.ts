/** Who reads what, as people read it: role × what a leak would hurt, and the fields of each ledger that it is about. */
import type { Catalog } from '#define/catalog.ts'
import { type Sensitivity, sensitivities } from '#define/field.ts'
import { sensitivitySaid } from '#define/handbook.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Role } from '#store/actor.ts'
import { inTheClear, readIn } from '#store/sees.ts'
import { permit } from './permit.ts'

/** Roles that somebody can have. */
export const roleSaid = { office: '办公室', village: '村', leader: '领导', auditor: '审计', admin: '管理员' } as const
export type Held = keyof typeof roleSaid
export const held = Object.keys(roleSaid) as Held[]

const reveals = (role: Role): boolean => permit({ id: '', name: '', role, areas: [] }, 'reveal') === undefined

export const readingSaid = { clear: '看得到', reason: '写明用途后看', never: '看不到' } as const
export type Reading = keyof typeof readingSaid

const readingOf = (role: Role, clear: boolean): Reading => (clear ? 'clear' : reveals(role) ? 'reason' : 'never')
const said = (role: Role, clear: boolean): string => readingSaid[readingOf(role, clear)]

/** How each role reads a field of that sensitivity that has no mask of its own. */
export const readsOf = (sensitivity: Sensitivity): Record<Held, Reading> =>
  byRole((role) => readingOf(role, inTheClear[role].includes(sensitivity)))

/** What of a ledger is sensitive, and how each role reads it. */
export const readsIn = (ledger: LedgerDefinition) =>
  readIn(ledger, 'office').map(({ sensitivity, fields }) => ({
    sensitivity,
    fields,
    reads: byRole((role) =>
      readingOf(role, readIn(ledger, role).find((one) => one.sensitivity === sensitivity)!.clear),
    ),
  }))

const byRole = <T>(of: (role: Held) => T) => Object.fromEntries(held.map((role) => [role, of(role)])) as Record<Held, T>

/** One line for each ledger with anything sensitive in it: what the role reads of it. */
export function accessLines(catalog: Catalog, role: Held): string[] {
  return [...catalog.ledgers.values()].flatMap((ledger) => {
    const parts = readIn(ledger, role).map(
      ({ sensitivity, fields, clear }) => `${sensitivitySaid[sensitivity]}（${fields.join('、')}）${said(role, clear)}`,
    )
    return parts.length > 0 ? [`${ledger.title}：${parts.join('；')}`] : []
  })
}

/** The whole matrix as Markdown. */
export function accessPage(catalog: Catalog): string {
  const head = (cells: readonly string[]) => [`| ${cells.join(' | ')} |`, `|${' --- |'.repeat(cells.length)}`]
  const rows = [...catalog.ledgers.values()].flatMap((ledger) =>
    sensitivities.flatMap((sensitivity) => {
      const of = (role: Held) => readIn(ledger, role).find((one) => one.sensitivity === sensitivity)
      const fields = of('office')?.fields
      if (!fields) return []
      const cells = held.map((role) => said(role, of(role)!.clear))
      return [`| ${[ledger.title, sensitivitySaid[sensitivity], fields.join('、'), ...cells].join(' | ')} |`]
    }),
  )
  return [
    '# 谁看得到什么',
    '',
    '由 `npm run gen` 按 `src/store/sees.ts` 和台账声明生成，请不要直接修改这个文件。列表、查找、数背后的明细、历史、附表都照此遮盖；',
    '“写明用途后看”每次看一行的一栏，“谁在里面”每次打开一本，记入审计。看得到哪些地方的行，另由账号的地区管。没有列出的栏，看得到台账的都看得到。',
    '',
    ...head(['台账', '敏感在', '栏', ...held.map((role) => roleSaid[role])]),
    ...rows,
    '',
  ].join('\n')
}
