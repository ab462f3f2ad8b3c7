/** Every kind through every place that handles values: form, judge, database, Excel, search and API. A kind brings its fixture only. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { judge } from '#capture/judge.ts'
import { readTable } from '#capture/read.ts'
import { resolveNames } from '#capture/resolve.ts'
import { exampleOf, template } from '#capture/template.ts'
import { readTyped } from '#capture/typed.ts'
import { readRows } from '#capture/validate.ts'
import { gather } from '#define/catalog.ts'
import { area as areaField, type Field } from '#define/field.ts'
import { entity, type LedgerDefinition } from '#define/ledger.ts'
import { type KindName, kindNames } from '#kinds/index.ts'
import { type Fixture, fixtures, pointedAt, village } from '#kinds/kinds.fixtures.ts'
import { kindMade } from '#kinds/made.ts'
import { system } from '#store/actor.ts'
import type { Engine } from '#store/engine.ts'
import { passingCipher } from '#store/keys.ts'
import { lookupIn } from '#store/read/lookup.ts'
import { rowById } from '#store/read/rows.ts'
import { search } from '#store/read/search.ts'
import { shown } from '#store/read/show.ts'
import { openStore, openTownship, type Store, scoped, uuidv7 } from '#store/store.ts'
import { record } from '#store/write/acts.ts'
import { testEngine } from '../support/engine.ts'
import { area, township } from '../support/made-up-township.ts'

/** A ledger of one field of the kind, by which its rows are named, and the place they belong to. */
const ledgerOf = (name: KindName): LedgerDefinition => {
  const { kind }: Fixture = fixtures[name]
  const value: Field = { label: '要试的', kind, ...(kind.reads === 'link' && { to: [area] }) }
  const fields = { value, home: areaField('所在地') }
  return entity(`of_${name}`, {
    title: `试${kind.title}`,
    row: '行',
    purpose: '',
    area: 'home',
    namedBy: ['value'],
    fields,
  }).ledger
}
const ledgers = new Map(kindNames.map((name) => [name, ledgerOf(name)]))
const anyLedger = (ledger: LedgerDefinition) => ({ ledger, self: area.self })

let engine: Engine
let store: Store
const office = system('测试', [township])
const newId = () => uuidv7(Date.now() * 1000)
const reading = { readOnly: true, snapshot: true } as const

beforeAll(async () => {
  engine = await testEngine()
  const catalog = gather({
    lines: [{ id: 'test', title: '测试', ledgers: [area, ...[...ledgers.values()].map(anyLedger)] }],
    reports: [],
  })
  store = await openStore(engine, catalog, { keys: passingCipher() })
  await openTownship(store, office, township)
  const places = [
    { id: newId(), code: township, name: '溪口乡' },
    { id: pointedAt, ...village },
  ]
  await record(store, office, {
    id: newId(),
    township,
    kind: 'record',
    changes: places.map(({ id, ...set }) => ({ ledger: 'area', id, set: { ...set, valid_from: '2020-01-01' } })),
  })
})
afterAll(() => engine.close())

describe.each(kindNames)('the kind %s', (name) => {
  const fixture: Fixture = fixtures[name]
  const { kind, value } = fixture
  const ledger = ledgers.get(name)!

  test('reads what a form sends, and says what it cannot read', () => {
    expect(kind.name).toBe(name)
    for (const typed of fixture.typed)
      expect(readTyped(ledger, { value: typed }, 'changed'), typed).toEqual({ values: { value } })
    for (const [typed, code] of fixture.bad)
      expect(readTyped(ledger, { value: typed }, 'changed'), typed).toMatchObject({ problems: [{ code }] })
  })

  test('is made again from what is sent of it, and judges the same', () => {
    const made = kindMade(name, JSON.parse(JSON.stringify(kind.made ?? {})))
    for (const typed of fixture.typed) expect(made.parse(typed), typed).toEqual({ value })
    for (const [typed, code] of fixture.bad) expect(made.parse(typed), typed).toMatchObject({ problem: { code } })
    expect({ unit: made.unit, choices: made.choices, made: made.made }).toEqual({
      unit: kind.unit,
      choices: kind.choices,
      made: kind.made,
    })
  })

  test('lets stand what it has read, and nothing else', () => {
    expect(judge(ledger, { value }, 'changed')).toEqual([])
    expect(judge(ledger, { value: fixture.misfit }, 'changed')).toHaveLength(1)
    for (const other of [{}, '\ud83d']) expect(kind.fits(other as string)).toBeDefined()
  })

  test('is shown to people, and masked where it is not for every eye', () => {
    expect(kind.show(value)).toBe(fixture.shown)
    expect(kind.mask?.(fixture.shown)).toBe(fixture.masked)
  })

  test('is described by a schema for programs', () => {
    const schema = z.fromJSONSchema(kind.schema)
    expect(schema.safeParse(fixture.json).success).toBe(true)
    expect(schema.safeParse(fixture.notJson).success).toBe(false)
  })

  test('comes back from the database as it was stored, and is found by its words', async () => {
    const id = newId()
    await record(store, office, {
      id: newId(),
      township,
      kind: 'record',
      changes: [{ ledger: ledger.id, id, set: { value, home: village.code } }],
    })
    await scoped(
      store,
      office,
      async (tx) => {
        const row = (await rowById(tx, ledger.id, id))!
        const kept = row.values.value!
        expect(kind.sealed ? store.keys.open(String(kept), `${ledger.id}.value`) : kept).toBe(value)
        const told = shown(
          tx,
          ledger,
          row.values,
          new Map([[pointedAt, { ledger: 'area', id: pointedAt, name: fixture.shown }]]),
        )
        expect(told.value).toBe(fixture.masked ?? fixture.shown)
        for (const words of fixture.found ?? [])
          expect(
            (await search(tx, words)).hits.map((one) => one.id),
            words,
          ).toContain(id)
        expect(kind.searched !== undefined).toBe(fixture.found !== undefined)
      },
      reading,
    )
  })

  test('is read from the cells of its own template, by code and by name', async () => {
    const table = await readTable(await template(ledger), 'a.xlsx')
    const rows = table.sheets[0]!.rows
    const filled = {
      ...table,
      sheets: [{ ...table.sheets[0]!, rows: [...rows, ...fixture.cells.map((cell) => [cell, village.code])] }],
    }
    const read = readRows({ ...ledger, unique: [] }, filled)
    const { good, bad } = await scoped(store, office, (tx) => resolveNames(ledger, read, lookupIn(tx)), reading)
    expect(bad).toEqual([])
    expect(good.map((row) => row.values.value)).toEqual(fixture.cells.map(() => value))
  })

  test('has an example that a cell of it can hold', () => {
    const example = exampleOf(ledger.fields.value!)
    const { good, bad } = readRows(ledger, {
      kind: 'csv',
      sheets: [
        {
          name: '',
          rows: [
            ['要试的', '所在地'],
            [example, village.code],
          ],
        },
      ],
    })
    expect([bad, good.length]).toEqual([[], 1])
  })
})
