/** The book of everything that lines of work write down: each value is checked as it is written, so that a mistake shows at once. */
import { judge } from '#capture/judge.ts'
import type { Field } from '#define/field.ts'
import type { AnyLedger, LedgerDefinition, RowOf } from '#define/ledger.ts'
import { isDay } from '#kinds/day.ts'
import type { Value } from '#kinds/index.ts'
import { seeded } from './random.ts'
import type { World } from './world.ts'

export type Values = Record<string, Value>

export type Entry = { ledger: LedgerDefinition; id: string; told: string } & (
  | { does: 'record'; values: Values }
  | { does: 'correct'; values: Values; reason: string }
  | { does: 'void'; reason: string }
)

/** What the book knows of a row: whose ledger, since when, and where (an area code of 9 digits or more). */
export interface Known {
  ledger: LedgerDefinition
  told?: string
  area: string
  voided?: string
}

export interface Book extends Pick<World, 'record' | 'correct' | 'void'> {
  entries: Entry[]
  rows: Map<string, Known>
  /** A new row id, as if made on that day. */
  newId(told: string): string
  /** Says that a row of this id will be written, so that others may point to it. */
  expect(ledger: AnyLedger, id: string, area: string): void
  /** `record` under an id made before. */
  enter<L extends AnyLedger>(ledger: L, id: string, values: RowOf<L>, told: string): void
}

export function openBook(township: string, seed: number): Book {
  const entries: Entry[] = []
  const rows = new Map<string, Known>()
  const newId = idMaker(township, seed)

  const enter: Book['enter'] = ({ ledger }, id, row, told) => {
    const values = row as Values
    const faults = faultsOf(ledger, values, told, rows, true)
    if (rows.get(id)?.told) faults.push('这个编号已经写过一行')
    if (faults.length) throw new Error(complaint(ledger, values, told, faults))
    rows.set(id, { ledger, told, area: rows.get(id)?.area ?? areaOf(ledger, values, rows) ?? township })
    entries.push({ does: 'record', ledger, id, values, told })
  }

  const known = ({ ledger }: AnyLedger, id: string, told: string, reason: string, values: Values): Known => {
    const row = rows.get(id)
    const faults: string[] = []
    if (!row?.told || row.ledger !== ledger) faults.push(`没有编号为 ${id} 的行`)
    else if (told < row.told) faults.push(`这一行 ${row.told} 才记下`)
    if (row?.voided) faults.push(`这一行 ${row.voided} 已经作废`)
    if (!isDay(told)) faults.push(`记录日期 ${told} 不是日期`)
    if (!reason.trim()) faults.push('没有写理由')
    faults.push(...faultsOf(ledger, values, told, rows, false))
    if (faults.length) throw new Error(complaint(ledger, values, told, faults))
    return row!
  }

  return {
    entries,
    rows,
    newId,
    enter,
    expect(ledger, id, area) {
      rows.set(id, { ledger: ledger.ledger, area })
    },
    record(ledger, values, told) {
      const id = newId(told)
      enter(ledger, id, values, told)
      return id
    },
    correct(ledger, id, row, told, reason) {
      const values = row as Values
      known(ledger, id, told, reason, values)
      entries.push({ does: 'correct', ledger: ledger.ledger, id, values, told, reason })
    },
    void(ledger, id, told, reason) {
      known(ledger, id, told, reason, {}).voided = told
      entries.push({ does: 'void', ledger: ledger.ledger, id, told, reason })
    },
  }
}

function complaint(ledger: LedgerDefinition, values: Values, told: string, faults: string[]): string {
  return `${ledger.title}（${ledger.id}）${told} 这一行不能写入：${faults.join('；')}。${JSON.stringify(values)}`
}

function faultsOf(
  ledger: LedgerDefinition,
  values: Values,
  told: string,
  rows: Map<string, Known>,
  whole: boolean,
): string[] {
  const faults = isDay(told) ? [] : [`记录日期 ${told} 不是日期`]
  for (const { at, message } of judge(ledger, values, whole ? 'new' : 'changed'))
    faults.push(`“${ledger.fields[at?.field ?? '']?.label ?? at?.field}”${message}`)
  for (const [name, field] of Object.entries(ledger.fields)) {
    const value = values[name]
    const fault = field.to && typeof value === 'string' ? pointsWrong(field, value, rows, told) : undefined
    if (fault) faults.push(`“${field.label}”（${name}）${fault}`)
  }
  if (whole && typeof ledger.dated === 'string') {
    const happened = values[ledger.dated]
    if (typeof happened === 'string' && happened > told) faults.push(`${happened} 才发生，${told} 还不能记`)
  }
  return faults
}

function notYet(target: Known, told: string): string | undefined {
  if (target.told && target.told > told)
    return `指向的“${target.ledger.title}”那一行 ${target.told} 才记下，晚于 ${told}`
  return target.voided && target.voided <= told
    ? `指向的“${target.ledger.title}”那一行 ${target.voided} 已经作废`
    : undefined
}

/** What is wrong with where a link points; undefined when the row stands and is of the right ledger. */
function pointsWrong(field: Field, value: string, rows: ReadonlyMap<string, Known>, told: string): string | undefined {
  const target = rows.get(value)
  if (!target) return `指向的 ${value} 不存在`
  return field.to?.some((to) => to.ledger.id === target.ledger.id)
    ? notYet(target, told)
    : `指向了“${target.ledger.title}”，应指向${field.to?.map((to) => `“${to.ledger.title}”`).join('或')}`
}

function areaOf(ledger: LedgerDefinition, values: Values, rows: Map<string, Known>): string | undefined {
  for (const name of ledger.area) {
    const value = values[name]
    if (typeof value !== 'string') continue
    return ledger.fields[name]?.kind.place ? value : rows.get(value)?.area
  }
  return undefined
}

/** UUIDs in the shape of version 7. Serial numbers inside keep them apart: between townships, and between rows of one. */
function idMaker(township: string, seed: number): (told: string) => string {
  const random = seeded(seed ^ 0x51d)
  const place = Number(township) % 16384
  let serial = 0
  return (told) => {
    serial++
    const moment = Date.parse(`${told}T08:00:00+08:00`) + (serial % 36_000_000)
    const hex = (n: number, digits: number) => n.toString(16).padStart(digits, '0')
    const time = hex(moment, 12)
    const tail = hex(0x8000 + place, 4)
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(random.int(0, 4095), 3)}-${tail}-${hex(serial, 6)}${hex(random.int(0, 0xffffff), 6)}`
  }
}
