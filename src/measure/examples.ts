/** Examples of an indicator, worked out: the same rows in JS that the parity test holds equal to SQL. */
import type { Catalog } from '#define/catalog.ts'
import type { ExamplesDefinition } from '#define/examples.ts'
import type { Field } from '#define/field.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { yearPeriod } from '#define/period.ts'
import type { Value } from '#kinds/index.ts'
import { askerOf } from './asker.ts'
import { evaluator, type Row } from './evaluate.ts'
import { type Counted, keyOf, shape } from './shape.ts'
import { leavesOf } from './statements.ts'

export interface WorkedExample {
  /** As a person finds it: the line of the table, from 1. */
  line: number
  asked: string
  expected: string
  /** As the figure is printed. */
  said: string
}

/** Throws an Error that names the cell where the table cannot be read. */
export function workOut(catalog: Catalog, examples: ExamplesDefinition): WorkedExample[] {
  const indicator = catalog.indicators.get(examples.of)
  if (!indicator) throw new Error(`指标 ${examples.of} 没有列进任何条线，它的例子用不上。`)
  const ledgers = examples.ledgers.map((id) => catalog.ledgers.get(id)!)
  const columns = examples.head.map((head) => columnOf(ledgers, head))
  const worked: WorkedExample[] = []
  let books = new Map<string, Row[]>()
  examples.lines.forEach(({ cells, asked, figure }, i) => {
    for (const ledger of ledgers) addRow(books, ledger, columns, cells, `${examples.of} 第 ${i + 1} 行`, i)
    if (asked === undefined) return
    const period = /^\d{4}$/.test(asked)
      ? yearPeriod(Number(asked))
      : { from: `${asked.slice(0, 4)}-01-01`, day: asked }
    const asker = askerOf(period)
    const js = evaluator(catalog, books)
    const counted = new Map(
      leavesOf(indicator.node, asker).map((leaf): [string, Counted] => {
        const value = js.over(leaf.node, leaf.asker)
        return [
          keyOf(leaf),
          {
            value: value as number | null,
            rows: js.rowsOf(leaf.node, leaf.asker).length,
            missing: 0,
            recorded: books.get(leaf.node.query.ledger)?.length ?? 0,
          },
        ]
      }),
    )
    worked.push({ line: i + 1, asked, expected: figure ?? '', said: shape(catalog, indicator, asker, counted).said })
    books = new Map()
  })
  return worked
}

type Column = { ledger: LedgerDefinition; name: string; field: Field }

function columnOf(ledgers: readonly LedgerDefinition[], head: string): Column {
  const [title, label] = head.includes('.') ? head.split('.') : [ledgers[0]?.title, head]
  const ledger = ledgers.find((one) => one.title === title)
  const found = ledger && Object.entries(ledger.fields).find(([, field]) => field.label === label)
  if (!ledger || !found) throw new Error(`例子的栏目“${head}”在这几本台账里没有。`)
  return { ledger, name: found[0], field: found[1] }
}

/** A row where the line says anything of the ledger. Its links lead where a cell says, else to the row of the same line. */
function addRow(
  books: Map<string, Row[]>,
  ledger: LedgerDefinition,
  columns: readonly Column[],
  cells: readonly string[],
  where: string,
  line: number,
): void {
  const own = columns.flatMap((column, c) => (column.ledger === ledger ? [{ ...column, cell: cells[c] ?? '—' }] : []))
  if (own.every(({ cell }) => cell === '—' || cell === '')) return
  const values: Record<string, Value> = {}
  for (const [name, field] of Object.entries(ledger.fields)) {
    values[name] = field.to ? `${field.to[0]?.ledger.id} ${line}` : null
  }
  for (const { name, field, cell } of own) {
    if (cell === '—' || cell === '') {
      values[name] = null
      continue
    }
    if (field.to) values[name] = cell
    else {
      const reading = field.kind.parse(cell)
      if ('problem' in reading) throw new Error(`${where}“${field.label}”：${reading.problem.message}`)
      values[name] = reading.value
    }
  }
  // A row is called by its name, so that links of other rows find it; without one, by its line.
  const named = ledger.namedBy.map((by) => values[by]).find((value) => typeof value === 'string')
  const rows = books.get(ledger.id) ?? []
  books.set(ledger.id, [...rows, { ...values, id: String(named ?? `${ledger.id} ${line}`) }])
}
