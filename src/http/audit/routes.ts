/** Who did what with the books beside recording in them, who may do what, and the one note that only a page can make: that it was printed. */
import { z } from 'zod'
import { held, readingSaid, readsIn, readsOf, roleSaid } from '#access/handbook.ts'
import { verbsHeld } from '#access/permit.ts'
import { noteDone, trail } from '#access/trail.ts'
import type { Catalog } from '#define/catalog.ts'
import { sensitivities } from '#define/field.ts'
import { sensitivitySaid } from '#define/handbook.ts'
import { cursorOf, cursorText } from '#http/asking.ts'
import { route } from '#http/route.ts'
import { nothing } from '#http/shapes/act.ts'
import { actorName } from '#store/act.ts'
import { startOfDay } from '#store/moment.ts'
import { type AuditEntry, type AuditEvent, auditEvents } from '#store/shelf/audit.ts'
import * as answers from './answers.ts'

const PAGE = 50

const kindSaid: Record<AuditEvent, string> = {
  reveal: '看完整号码',
  open: '看名单里是谁',
  match: '按证件号码找人',
  export: '导出',
  print: '打印',
  import: '导入',
  account: '账号变动',
  refused: '被拒绝的尝试',
  sign_in: '登录',
  sign_in_failed: '没有登录成功',
  sign_out: '退出登录',
  issue: '签发报告',
  issue_void: '作废报告',
}

const pageEnd = z.strictObject({ at: z.number().int(), id: z.uuid() })

export const auditRoutes = [
  route(
    'GET /api/audit',
    'audit',
    {
      says: '审计记录，新的在前，每页 50 条；只能加，谁也改不了。',
      query: z.strictObject({
        from: z.iso.date().optional(),
        until: z.iso.date().optional().meta({ description: '到哪一天，那一天算在内' }),
        who: z.union([z.uuid(), z.literal('system')]).optional(),
        kind: z.enum(auditEvents).optional(),
        after: z.string().max(300).optional().meta({ description: '上一页给的 next' }),
      }),
      answer: answers.trail,
    },
    async ({ store, query: { from, until, who, kind, after } }, actor) => {
      const end = cursorOf(pageEnd, after)
      const { entries, people } = await trail(store, actor, {
        ...(from !== undefined && { from: startOfDay(from) }),
        ...(until !== undefined && { until: startOfDay(until) + 86_400_000_000 }),
        ...(who !== undefined && { who }),
        ...(kind !== undefined && { events: [kind] }),
        ...(end && { after: end }),
        limit: PAGE + 1,
      })
      const page = entries.slice(0, PAGE)
      const last = entries.length > PAGE ? page.at(-1)! : null
      const names = new Map(people.map(({ id, name }) => [id, name]))
      return {
        entries: page.map((entry) => ({
          id: entry.id,
          at: entry.at,
          kind: entry.event,
          by: actorName(entry.actor),
          detail: entry.detail,
          ...aboutOf(store.catalog, names, entry),
        })),
        next: cursorText(last && { at: last.at, id: last.id }),
        kinds: auditEvents.map((id) => ({ id, says: kindSaid[id] })),
        people,
      }
    },
  ),

  route(
    'GET /api/access',
    undefined,
    { says: '哪种角色能做什么，敏感的内容各怎么看，哪些台账不一样。', answer: answers.matrix },
    async ({ store: { catalog } }) => ({
      roles: held.map((id) => ({ id, says: roleSaid[id] })),
      verbs: verbsHeld.map(({ id, says, roles }) => ({ id, says, may: held.filter((role) => roles.includes(role)) })),
      readings: (['clear', 'reason', 'never'] as const).map((id) => ({ id, says: readingSaid[id] })),
      sensitive: sensitivities.map((id) => ({ id, says: sensitivitySaid[id], reads: readsOf(id) })),
      ledgers: [...catalog.ledgers.values()].flatMap((ledger) => {
        const parts = readsIn(ledger).map(({ sensitivity, fields, reads }) => {
          const usual = readsOf(sensitivity)
          return {
            sensitive: sensitivitySaid[sensitivity],
            fields,
            reads,
            differs: held.some((role) => reads[role] !== usual[role]),
          }
        })
        return parts.length > 0 ? [{ id: ledger.id, title: ledger.title, parts }] : []
      }),
    }),
  ),

  route(
    'POST /api/printed',
    undefined,
    {
      says: '记下打印了哪一页；网页在打印以前自己报来。',
      body: z.strictObject({
        page: z
          .string()
          .regex(/^\/[\w./-]*$/)
          .max(200),
      }),
      answer: nothing,
    },
    async ({ store, body }, actor) => {
      await noteDone(store, actor, 'print', body.page)
      return {}
    },
  ),
]

/** What an entry is about, in words and as what it leads to. */
function aboutOf(
  { ledgers, reports }: Catalog,
  names: ReadonlyMap<string, string>,
  { event, subject }: AuditEntry,
): { about: string | null; row: string | null; issued: string | null } {
  const nothing = { about: null, row: null, issued: null }
  if (subject === null) return nothing
  switch (event) {
    case 'reveal': {
      const [ledger, row, field] = subject.split('/')
      const declared = ledgers.get(ledger!)
      return {
        ...nothing,
        about: `${declared?.title ?? ledger}：${declared?.fields[field!]?.label ?? field}`,
        row: row!,
      }
    }
    case 'open':
    case 'export':
      return {
        ...nothing,
        about: ledgers.get(subject)?.title ?? reports.get(subject)?.title.replace(/\{[^}]*\}年?/g, '') ?? subject,
      }
    case 'issue':
    case 'issue_void':
      return { ...nothing, issued: subject }
    case 'account':
    case 'sign_in_failed':
      return { ...nothing, about: names.get(subject) ?? null }
    case 'print': {
      // A page by its title, a file by whose it is.
      const [ledger, row] = subject.split('/')
      const declared = row === undefined ? undefined : ledgers.get(ledger!)
      return declared ? { ...nothing, about: `${declared.title}：档案`, row: row! } : { ...nothing, about: subject }
    }
    case 'refused':
      return { ...nothing, about: subject }
    default:
      return nothing
  }
}
