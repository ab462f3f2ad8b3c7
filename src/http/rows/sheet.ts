/** A list under its filter, as the office sheet that is printed, signed and sent on. */
import { permit } from '#access/permit.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Naming } from '#http/places.ts'
import { naming } from '#http/places.ts'
import type { Download } from '#http/route.ts'
import { townshipOf } from '#kinds/area.ts'
import { dayKind } from '#kinds/day.ts'
import { mayBeNumber } from '#kinds/identity.ts'
import type { Value } from '#kinds/index.ts'
import { adds } from '#kinds/unit.ts'
import { Refusal, refuse } from '#problem.ts'
import { type ListColumn, listSheet } from '#reports/list-sheet.ts'
import type { Actor } from '#store/actor.ts'
import { forSameAsker } from '#store/engine/asker.ts'
import { dayOfMoment, type Moment, timeOfMoment } from '#store/moment.ts'
import { type Asked, type Condition, listedWhole, type Order } from '#store/read/listed.ts'
import { officeName } from '#store/read/office-words.ts'
import { type Row, rowsById } from '#store/read/rows.ts'
import { namesOf, shown } from '#store/read/show.ts'
import { hides, hidesWho } from '#store/sees.ts'
import { noteAudit } from '#store/shelf/audit.ts'
import { type Scoped, type Store, scoped } from '#store/store.ts'
import { columnsOf, homeOf } from './declaration.ts'
import { placeOf } from './show-row.ts'

/** Longer lists are taken in parts: Excel has room for a million rows, but nobody reads them. */
const MOST = 500_000
const AT_ONCE = 1000

export interface SheetAsked extends Asked {
  order: Order
  /** Names of the fields to be shown; default: all. */
  columns?: readonly string[] | undefined
  /** What it is for. */
  reason: string
  /** Numbers and what else is masked in full. Only who may reveal them. */
  full: boolean
}

const reading = { readOnly: true, snapshot: true } as const

/**
 * Notes in the audit who takes which list for what, and then reads it in parts, so that others work meanwhile; all rows stand as at one
 * moment. Throws a Refusal before the first byte.
 */
export async function sheetOf(
  store: Store,
  actor: Actor,
  ledger: LedgerDefinition,
  asked: SheetAsked,
): Promise<Download> {
  const unnamed = hidesWho(ledger, actor)
  if (asked.full) {
    const refused = permit(actor, 'reveal')
    if (refused) throw new Refusal(refused)
    if (unnamed) {
      refuse('list.withheld', '这本台账的名单本身就是敏感信息，号码不能写全。', {
        at: { ledger: ledger.id },
        remedy: '请先在列表上写明用途，查看是谁，再导出。',
      })
    }
  }
  const now = store.clock()
  const { columns: all } = columnsOf(ledger, actor)
  const chosen = all.filter(({ name }) => !asked.columns || asked.columns.includes(name))
  const home = homeOf(ledger)
  const placed = chosen.some(({ name }) => name === home)
  const masked = chosen.filter(({ name }) => hides(ledger.fields[name]!, actor)).map(({ label }) => label)
  const found = await scoped(
    store,
    actor,
    async (tx) => {
      const { ids, moment } = await listedWhole(tx, ledger, { ...asked, most: MOST })
      if (ids.length > MOST) {
        refuse('list.too_long', `这份表超过 ${MOST.toLocaleString('zh-CN')} 行，一次导不出来。`, {
          remedy: '请加上筛选（如一个村、一年），分几次导出。',
        })
      }
      const name = await naming(tx)
      const townships = [...new Set(asked.area === undefined ? tx.townships : [townshipOf(asked.area)])]
      const within = (asked.area === undefined ? actor.areas : [asked.area]).map((code) => name(code).name).join('、')
      return {
        ids,
        moment,
        townships,
        within,
        office: await officeName(tx, townships[0]!),
        filters: await filtersSaid(tx, ledger, asked, name),
      }
    },
    reading,
  )
  const { ids, moment, townships, within, office, filters } = found
  const order = orderSaid(ledger, asked.order)
  const said = [`范围：${within}`, `筛选：${filters.join('，') || '没有'}`, `次序：${order}`]
  const detail = [
    `导出台账“${ledger.title}”${ids.length} 行`,
    ...said,
    `栏目：${chosen.length === all.length ? '全部' : chosen.map(({ label }) => label).join('、')}`,
    ...(asked.full && masked.length > 0 ? [`没有遮盖：${masked.join('、')}`] : []),
    `用途：${asked.reason}`,
  ].join('；')
  await scoped(store, actor, async (tx) => {
    for (const township of townships) await noteAudit(tx, { township, event: 'export', subject: ledger.id, detail })
  })
  const title = `${within}${ledger.title}${/(台账|记录|名单|名册|表)$/.test(ledger.title) ? '' : '台账'}`
  const day = dayKind.show(dayOfMoment(now))
  const units = [...new Set(chosen.flatMap(({ name }) => ledger.fields[name]!.kind.unit ?? []))]
  const columns: ListColumn[] = chosen.map(({ name, label, number }) => {
    const { kind } = ledger.fields[name]!
    const adding = number && adds(kind.unit ?? '') && (asked.full || !hides(ledger.fields[name]!, actor))
    return { head: label, width: Math.max(kind.sheet.width, 8), number, adds: adding }
  })
  const later = forSameAsker()
  const bytes = listSheet(
    {
      title,
      above: [
        [
          `填报单位：${office}`,
          `账目截至：${day} ${timeOfMoment(now)}`,
          ...(units.length > 0 ? [`单位：${units.join('、')}`] : []),
        ].join('　　'),
        [...said, `共 ${ids.length.toLocaleString('zh-CN')} 行`].join('；'),
      ],
      columns: placed ? columns : [...columns, { head: '地区', width: 18 }],
      below: [
        `填报人：${' '.repeat(24)}审核人：${' '.repeat(24)}单位负责人：${' '.repeat(24)}${day}`,
        `${actor.name}导出，用途：${asked.reason}。${masked.length > 0 && !asked.full ? `${masked.join('、')}已遮盖。` : ''}`,
      ],
    },
    (async function* () {
      for (let from = 0; from < ids.length; from += AT_ONCE) {
        const part = ids.slice(from, from + AT_ONCE)
        yield* await later(() =>
          scoped(store, actor, (tx) => readPart(tx, ledger, part, moment), { readOnly: true, snapshot: true }),
        )
      }
    })(),
  )
  return { bytes, name: `${title}（截至${day}）.xlsx` }

  async function readPart(tx: Scoped, of: LedgerDefinition, part: readonly string[], at: Moment) {
    const rows = new Map((await rowsById(tx, of.id, part, at)).map((row) => [row.id, row]))
    const inOrder = part.flatMap((id) => rows.get(id) ?? [])
    const names = await namesOf(
      tx,
      of,
      inOrder.map(({ values }) => values),
    )
    const name = placed ? undefined : await naming(tx)
    return inOrder.map((row: Row) => {
      const texts = shown(tx, of, row.values, names, asked.full)
      const cells = chosen.map(({ name: field, number }) => cellOf(texts[field], number))
      return name ? [...cells, name(placeOf(tx, row)).name] : cells
    })
  }
}

function cellOf(text: string | undefined, number: boolean): string | number | null {
  if (text === undefined) return null
  return number && text !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}

function orderSaid({ fields }: LedgerDefinition, { field, descending }: Order): string {
  if (field === undefined) return '没有指定'
  return `按${fields[field]?.label ?? field}${descending ? '从大到小' : '从小到大'}`
}

/** What a list is narrowed to, as people say it. */
async function filtersSaid(
  tx: Scoped,
  ledger: LedgerDefinition,
  { words = '', where = [] }: Asked,
  name: Naming,
): Promise<string[]> {
  const said: string[] = []
  // The number itself is no business of who reads the sheet or the audit.
  if (words.trim() !== '') said.push(mayBeNumber(words) ? '按号码查找' : `查找“${words.trim()}”`)
  for (const one of where) said.push(await conditionSaid(tx, ledger, one, name))
  return said
}

async function conditionSaid(
  tx: Scoped,
  ledger: LedgerDefinition,
  condition: Condition,
  name: Naming,
): Promise<string> {
  const { label, kind, to } = ledger.fields[condition.field]!
  const read = (text: string): Exclude<Value, null> => {
    const reading = kind.parse(text)
    return ('value' in reading ? reading.value : null) ?? text
  }
  const shownAs = (text: string) => `${kind.show(read(text))}${kind.unit ?? ''}`
  if ('empty' in condition) return `${label}${condition.empty ? '没有填' : '填了'}`
  if ('has' in condition) return `${label}有“${condition.has}”`
  if ('any' in condition) {
    if (kind.place) return `${label}：${condition.any.map((code) => name(code).name).join('、')}`
    if (!to) return `${label}：${condition.any.map(shownAs).join('、')}`
    const rows = condition.any.map((id) => ({ [condition.field]: id }))
    const names = await namesOf(tx, ledger, rows)
    return `${label}：${condition.any.map((id) => names.get(id)?.name ?? '（不在可见范围）').join('、')}`
  }
  const { from, until } = condition
  return `${label}${from === undefined ? '' : `从 ${shownAs(from)}`}${until === undefined ? '' : `到 ${shownAs(until)}`}`
}
