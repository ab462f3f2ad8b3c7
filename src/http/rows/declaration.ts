/** Ledgers as their declarations tell them: to fill in, and as the columns of a list. */
import type { Catalog } from '#define/catalog.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { helpOf } from '#define/when.ts'
import type { LedgerColumns } from '#http/shapes/row.ts'
import type { Kind } from '#kinds/index.ts'
import type { Actor } from '#store/actor.ts'
import { hides, hidesWho } from '#store/sees.ts'
import { movesOf } from '#store/write/sight.ts'
import type { DeclaredLedger } from './answers.ts'

export function declaration(catalog: Catalog, ledger: LedgerDefinition, line: string, actor: Actor): DeclaredLedger {
  return {
    id: ledger.id,
    title: ledger.title,
    line,
    row: ledger.row,
    purpose: ledger.purpose,
    kept: ledger.keptBy !== undefined,
    mode: ledger.mode,
    dated: typeof ledger.dated === 'string' ? ledger.dated : ledger.dated ? [ledger.dated[0], ledger.dated[1]] : null,
    inOrder: (ledger.inOrder ?? []).flatMap(([earlier, later, doubt]) => (doubt ? [] : [[earlier, later]])),
    when: (ledger.when ?? []).map(({ field, says, shown = [], required = [] }) => ({
      field,
      says: [...says],
      shown: [...shown],
      required: [...required],
    })),
    identity: ledger.identity ?? null,
    joined: catalog.joins.flatMap((join) => {
      if (join.fromLedger !== ledger.id) return []
      const [by, of] = [catalog.ledgers.get(join.ledger)!, catalog.ledgers.get(join.toLedger)!]
      return { id: by.id, title: by.title, field: join.from, to: join.to, of: of.row }
    }),
    fields: Object.entries(ledger.fields).map(([name, field]) => ({
      name,
      label: field.label,
      kind: field.kind.name,
      input: field.kind.input ?? null,
      unit: field.kind.unit ?? null,
      choices: field.kind.sheet.choices ? [...field.kind.sheet.choices] : null,
      made: madeOf(field.kind),
      optional: field.optional ?? false,
      moves: field.kind.place === true && movesOf(catalog, ledger).length > 0,
      sensitive: field.sensitive ?? null,
      masked: hides(field, actor),
      help: helpOf(ledger, name) ?? null,
      hint: helpOf(ledger, name) ?? field.kind.sheet.hint,
      to: (field.to ?? []).map(({ ledger: target }) => ({ id: target.id, title: target.title })),
    })),
  }
}

const madeOf = ({ made: { choices, said, ...made } = {} }: Kind) => ({
  ...made,
  ...(choices && { choices: [...choices] }),
  ...(said && { said: { ...said } }),
})

/** The field that says where each row belongs, where one does. */
export function homeOf({ area, fields }: LedgerDefinition): string | undefined {
  const [only, ...others] = area
  const field = only === undefined || others.length > 0 ? undefined : fields[only]
  return field?.kind.place && !field.optional ? only : undefined
}

export function columnsOf(ledger: LedgerDefinition, actor: Actor): LedgerColumns {
  return {
    id: ledger.id,
    title: ledger.title,
    unnamed: hidesWho(ledger, actor),
    columns: Object.entries(ledger.fields).map(([name, { label, kind }]) => ({
      name,
      label: kind.unit === undefined || label.includes(kind.unit) ? label : `${label}（${kind.unit}）`,
      number: kind.reads === 'number',
    })),
  }
}
