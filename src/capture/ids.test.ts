import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day, text } from '#define/field.ts'
import { event, type LedgerDefinition } from '#define/ledger.ts'
import { linkKind } from '#kinds/index.ts'
import { importActId, rowIds } from './ids.ts'

const fields = { number: text('户编号', { optional: true }), name: text('姓名'), on: day('日期') }
const keyed = event('visit', { title: '走访', row: '次', purpose: '', dated: 'on', unique: [['number', 'on']], fields })
  .ledger as LedgerDefinition
const free = event('gift', { title: '捐赠', row: '笔', purpose: '', dated: 'on', fields }).ledger as LedgerDefinition
const secret = new Uint8Array(32).fill(7)
const ids = (ledger: LedgerDefinition, ...rows: { number: string | null; name: string; on: string }[]) =>
  rowIds(secret, '990101201', ledger, rows)
const row = { number: '1', name: '张三', on: '2025-03-05' }

test('the same key gives the same id whatever else the row says, and it looks like a UUID', () => {
  const [id, corrected] = [ids(keyed, row)[0], ids(keyed, { ...row, name: '张山' })[0]]
  expect(id).toBe(corrected)
  expect(linkKind.parse(id!)).toEqual({ value: id })
  expect(id?.[14]).toBe('8')
})

test('another key, ledger, township or secret gives another id', () => {
  const all = [
    ids(keyed, row)[0],
    ids(keyed, { ...row, on: '2025-03-06' })[0],
    ids(free, row)[0],
    rowIds(secret, '990101202', keyed, [row])[0],
    rowIds(new Uint8Array(32), '990101201', keyed, [row])[0],
  ]
  expect(new Set(all).size).toBe(all.length)
})

test('rows that nothing makes unique are told apart by how many equal ones stand before', () => {
  const other = { ...row, name: '李四' }
  const [a, b, c] = ids(free, row, other, row)
  expect(new Set([a, b, c]).size).toBe(3)
  expect(ids(free, other, row, row)).toEqual([b, a, c])
  expect(new Set(ids(keyed, { ...row, number: null }, { ...row, number: null })).size).toBe(2)
})

test('the act of a file follows its bytes and its ledger', () => {
  const bytes = new Uint8Array([1, 2, 3])
  expect(importActId('990101201', 'visit', bytes)).toBe(importActId('990101201', 'visit', bytes.slice()))
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), (other) => {
      const same = Buffer.compare(bytes, other) === 0
      expect(importActId('990101201', 'visit', other) === importActId('990101201', 'visit', bytes)).toBe(same)
    }),
  )
  expect(importActId('990101201', 'gift', bytes)).not.toBe(importActId('990101201', 'visit', bytes))
})
