/** Rows typed side by side, as a table like any other that is imported. */
import type { Table } from '#capture/table.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { identityKind } from '#kinds/index.ts'
import { problem, Refusal, refuse } from '#problem.ts'

/** More is a file's work. */
export const gridLimits = { rows: 2000, bytes: 8 * 1024 * 1024 }

/** The cells under the heads of their fields; the first row of what is typed is row 2. Refuses columns that the ledger has not, and one that is given twice. */
export function gridOf(
  ledger: LedgerDefinition,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): { name: string; bytes: Uint8Array; table: Table } {
  const heads = columns.map((name) => ledger.fields[name]?.label)
  if (heads.includes(undefined) || new Set(columns).size < columns.length) {
    refuse('grid.columns', `“${ledger.title}”没有这样的栏目，或者同一栏写了两次。`, {
      remedy: '程序可能刚更新过：请刷新页面再试，填的内容还在。',
    })
  }
  const cells = [heads as string[], ...rows]
  return {
    name: `多行录入：${ledger.title}`,
    bytes: Buffer.from(JSON.stringify(cells)),
    table: {
      kind: 'csv',
      sheets: [
        { name: '', typed: true, rows: cells.map((row) => row.map((text) => (text.trim() === '' ? null : text))) },
      ],
      stamp: { ledger: ledger.id, version: '' },
    },
  }
}

/**
 * Whether a number is on the books is told of each row: who could send two thousand of them would find one that is masked. So they are for
 * whoever may import files.
 */
export function refuseNumbers(
  { id, fields }: LedgerDefinition,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const faults = rows.flatMap((row, r) =>
    columns.flatMap((name, c) => {
      const { kind, to } = fields[name]!
      const text = row[c]?.trim()
      if (!text || !(kind.sealed || (to && 'value' in identityKind.parse(text)))) return []
      return problem('grid.number', '证件号码要一行一行录入，不能多行一起试。', {
        at: { ledger: id, field: name, line: r + 2, column: c + 1 },
        remedy: kind.sealed ? '请用“新增”录入，或请乡镇办公室导入。' : '请写姓名或户编号。',
      })
    }),
  )
  const [first, ...others] = faults
  if (first) throw new Refusal(first, ...others.slice(0, 20))
}
