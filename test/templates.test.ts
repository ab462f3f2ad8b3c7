import { openXlsx, saveXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { parseTable } from '#capture/parse.ts'
import { readTable } from '#capture/read.ts'
import { exampleOf, template, templateVersion } from '#capture/template.ts'
import { readRows } from '#capture/validate.ts'
import { gather } from '#define/catalog.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { township } from '#township/index.ts'

const ledgers = [...gather(township).ledgers.values()]

/** What belongs there only where another column says otherwise than its example. */
const apart = ({ fields, when = [] }: LedgerDefinition): ReadonlySet<string> =>
  new Set(when.flatMap(({ field, says, shown = [] }) => (says.includes(exampleOf(fields[field]!)) ? [] : shown)))

/** Fills a template as a person would: each column that belongs there with its example, below the header. */
async function filled(ledger: LedgerDefinition): Promise<Uint8Array> {
  const workbook = await openXlsx(await template(ledger), { readStyles: true })
  const [sheet] = workbook.sheets
  const row = Object.entries(ledger.fields).map(([name, field]) => (apart(ledger).has(name) ? '' : exampleOf(field)))
  sheet!.rows[4] = row
  row.forEach((value, c) => {
    const key = `4,${c}`
    sheet!.cells?.set(key, { ...sheet!.cells.get(key), value, type: 'string' })
  })
  return saveXlsx(workbook)
}

test.each(
  ledgers.map((ledger) => [ledger.title, ledger] as const),
)('the template of “%s”, once filled, reads back whole', async (_, ledger) => {
  const table = await parseTable(await filled(ledger), `${ledger.title}.xlsx`)
  const { good, bad, notes, blocks } = readRows(ledger, table)
  expect(bad).toEqual([])
  expect(notes).toEqual([])
  expect(table.stamp).toEqual({ ledger: ledger.id, version: templateVersion(ledger) })
  expect(blocks.map(({ columns }) => [...columns.keys()])).toEqual([Object.keys(ledger.fields)])
  expect(good).toHaveLength(1)
  for (const [name, field] of Object.entries(ledger.fields)) {
    if (apart(ledger).has(name)) continue
    const value = field.to ? good[0]?.names[name] : good[0]?.values[name]
    expect([name, value ?? null]).not.toEqual([name, null])
  }
})

test('a filled template also passes the thread', async () => {
  const [ledger] = ledgers
  expect(readRows(ledger!, await readTable(await filled(ledger!), 'a.xlsx')).good).toHaveLength(1)
})
