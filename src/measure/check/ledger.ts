/** Whether a ledger says whose its rows are, where they belong and when they happened. */
import type { Catalog } from '#define/catalog.ts'
import { type LedgerDefinition, reserved } from '#define/ledger.ts'
import { isUnit } from '#kinds/unit.ts'
import { datedBy, heldBetween } from '#measure/subject.ts'
import { fault } from './fault.ts'

const idShape = /^[a-z][a-z0-9_]{0,47}$/

export function checkLedger(catalog: Catalog, ledger: LedgerDefinition): void {
  if (!idShape.test(ledger.id)) fault('编号只能用小写字母、数字和下划线，字母开头，不超过 48 个')
  if (!isUnit(ledger.row)) fault(`计数单位“${ledger.row}”不在单位表里`)
  const has = (name: string) => ledger.fields[name] ?? fault(`没有字段 ${name}`)
  for (const [name, field] of Object.entries(ledger.fields)) {
    if (!idShape.test(name)) fault(`字段名 ${name} 只能用小写字母、数字和下划线，字母开头`)
    if (reserved.has(name)) fault(`字段名 ${name} 是保留字，请换一个`)
    for (const to of field.to ?? []) {
      if (!catalog.ledgers.has(to.ledger.id)) fault(`字段“${field.label}”指向的台账 ${to.ledger.id} 没有列进任何条线`)
    }
  }
  for (const name of ledger.of) if (!has(name).to) fault(`of 里的 ${name} 不是关联字段，说不出这一行是谁的`)
  for (const name of ledger.area) {
    const field = has(name)
    if (!field.to && !field.kind.place) fault(`area 里的 ${name} 既不是区划字段也不是关联字段`)
  }
  if (ledger.area.length === 0 && !catalog.joins.some((j) => j.fromLedger === ledger.id)) {
    fault('没有说明一行属于哪个村：请写 area，或声明带它进户的成员关系')
  }
  for (const name of [...ledger.unique.flat(), ...ledger.namedBy, ledger.shownAs]) has(name)
  const held = heldBetween(ledger)
  if (held) for (const name of held) if (has(name).kind.reads !== 'day') fault(`起止字段 ${name} 不是日期`)
  if (held && has(held[0]).optional) fault(`起始日期 ${held[0]} 必须填，否则说不出从哪天起`)
  if (ledger.mode === 'event') {
    const dated = datedBy(ledger) ?? fault('没有说明哪一天发生')
    const owner = dated.steps[0] ? catalog.ledgers.get(dated.steps[0].to) : ledger
    if (owner?.fields[dated.field]?.kind.reads !== 'day') fault(`发生日期 ${ledger.dated} 不是日期字段`)
  }
}
