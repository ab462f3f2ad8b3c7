/** Whether a ledger says whose its rows are, where they belong and when they happened. */
import type { Catalog } from '#define/catalog.ts'
import { datedBy, heldBetween } from '#define/dating.ts'
import type { Field } from '#define/field.ts'
import { type LedgerDefinition, reserved } from '#define/ledger.ts'
import { isUnit } from '#kinds/unit.ts'
import type { Tell } from './fault.ts'

/** Tables, indexes and columns are called after it, and what PostgreSQL and the tables themselves add has to fit in 63 characters. */
const nameShape = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/
const longest = 40
const shapeSaid = `只能用小写字母、数字和单个下划线，字母开头，不超过 ${longest} 个`
const fits = (name: string) => nameShape.test(name) && name.length <= longest

export function checkLedger(catalog: Catalog, ledger: LedgerDefinition, tell: Tell): void {
  if (!fits(ledger.id)) tell(`编号${shapeSaid}`)
  if (ledger.id === 'lookup') tell('编号 lookup 是保留字，请换一个')
  if (!isUnit(ledger.row)) tell(`计数单位“${ledger.row}”不在单位表里`)
  checkFields(catalog, ledger, tell)
  const named = (where: string, names: readonly string[]): Field[] =>
    names.flatMap((name) => {
      const field = own(ledger, name)
      if (!field) tell(`${where} 里的 ${name} 不是这本台账的字段`)
      return field ?? []
    })
  for (const name of ledger.of) {
    for (const field of named('of', [name])) if (!field.to) tell(`of 里的 ${name} 不是关联字段，说不出这一行是谁的`)
  }
  // Without `area`, `of` stands for it and has been checked.
  for (const name of ledger.area === ledger.of ? [] : ledger.area) {
    for (const field of named('area', [name])) {
      if (!field.to && !field.kind.place) tell(`area 里的 ${name} 既不是区划字段也不是关联字段`)
    }
  }
  if (ledger.area.length === 0 && !catalog.joins.some((j) => j.fromLedger === ledger.id)) {
    tell('没有说明一行属于哪个村：请写 area，或声明带它进户的成员关系')
  }
  const steps = (ledger.inOrder ?? [])
    .flatMap(([earlier, later]) => [earlier, later])
    .map((name) => name.split('.') as [string, string?])
  const links = named(
    'inOrder',
    steps.flatMap(([link, day]) => (day === undefined ? [] : link)),
  )
  if (links.some((field) => field.to?.length !== 1)) tell('inOrder 只能经过指向一本台账的关联字段')
  const linked = steps.flatMap(([link, day]) =>
    day === undefined ? [] : (ledger.fields[link]?.to?.[0]?.ledger.fields[day] ?? []),
  )
  if (linked.length < links.length) tell('inOrder 里经过关联字段的一天，那本台账没有')
  for (const field of [
    ...named(
      'inOrder',
      steps.flatMap(([name, day]) => (day === undefined ? name : [])),
    ),
    ...linked,
  ]) {
    if (field.kind.reads !== 'day') tell(`inOrder 里的“${field.label}”不是日期字段，排不出先后`)
  }
  for (const field of named(
    'within',
    (ledger.within ?? []).flatMap(([from, until]) => [from, until]),
  )) {
    if (field.kind.reads !== 'day') tell(`within 里的“${field.label}”不是日期字段，算不出有多久`)
  }
  for (const { field: name, says, shown = [], required = [] } of ledger.when ?? []) {
    for (const field of named('when', [name])) {
      const other = says.find((word) => !field.kind.choices?.includes(word))
      if (other !== undefined) tell(`when 里的“${other}”不是“${field.label}”可填的内容`)
    }
    for (const field of named('when', [...shown, ...required])) {
      if (!field.optional) tell(`when 里的“${field.label}”总是必填：要写 optional: true，才说得上什么时候填`)
    }
  }
  for (const { of, where } of ledger.onlyOne ?? []) {
    for (const field of named('onlyOne', [of])) if (!field.to) tell(`onlyOne 里的 ${of} 不是关联字段，说不出是谁的`)
    for (const field of named('onlyOne', [where[0]])) {
      if (field.kind.choices && !field.kind.choices.includes(where[1]))
        tell(`onlyOne 里的“${where[1]}”不是“${field.label}”可填的内容`)
    }
  }
  const { elders } = ledger
  if (elders) {
    for (const field of named('elders', [elders.of]))
      if (!field.to) tell(`elders 里的 ${elders.of} 不是关联字段，说不出是谁的`)
    const [link = '', day = ''] = elders.day.split('.')
    const led = own(ledger, link)?.to
    if (led?.length !== 1 || own(led[0]!.ledger, day)?.kind.reads !== 'day')
      tell(`elders 里的 ${elders.day} 要经过指向一本台账的关联字段，到它的一个日期字段`)
    const words = new Set(elders.pairs.flatMap(([olds, youngs]) => [...olds, ...youngs]))
    for (const field of named('elders', [elders.says]))
      for (const word of words)
        if (!field.kind.choices?.includes(word)) tell(`elders 里的“${word}”不是“${field.label}”可填的内容`)
  }
  named('identity', Object.values(ledger.identity ?? {}))
  for (const field of named('ends', ledger.ends === undefined ? [] : [ledger.ends])) {
    if (field.kind.reads !== 'day' || !field.optional) tell(`ends 里的“${field.label}”不是可以留空的日期字段`)
  }
  named('unique', ledger.unique.flat())
  named('knownBy', ledger.knownBy ?? [])
  named('namedBy', ledger.namedBy)
  named('shownAs', [ledger.shownAs])
  for (const field of named('oneAtATime', ledger.oneAtATime ? [ledger.oneAtATime] : [])) {
    if (!field.to) tell(`oneAtATime 里的 ${ledger.oneAtATime} 不是关联字段，说不出是谁同时只能有一个`)
  }
  checkDays(catalog, ledger, tell)
  checkMoves(catalog, ledger, tell)
}

/** A move is read before it is known where its row lives, so it says by itself where and when. */
function checkMoves(catalog: Catalog, ledger: LedgerDefinition, tell: Tell): void {
  if (!ledger.moves) return
  const { of, from } = ledger.moves
  if (ledger.area.length !== 1 || ledger.area[0] !== from || !own(ledger, from)?.kind.place)
    tell(`moves 里的 ${from} 要是区划字段，并且写在 area 里`)
  if (own(ledger, String(ledger.dated))?.kind.reads !== 'day') tell('写了 moves 的台账，日期要是它自己的字段')
  for (const to of own(ledger, of)?.to ?? []) {
    const { area, fields } = catalog.ledgers.get(to.ledger.id) ?? to.ledger
    if (!area.some((name) => fields[name]?.kind.place)) tell(`“${to.ledger.title}”没有自己的区划字段，不能记它迁居`)
  }
  if (!own(ledger, of)?.to) tell(`moves 里的 ${of} 不是关联字段，说不出是谁迁居`)
}

function checkFields(catalog: Catalog, ledger: LedgerDefinition, tell: Tell): void {
  const labels = new Map<string, string>()
  for (const [name, field] of Object.entries(ledger.fields)) {
    if (!fits(name)) tell(`字段名 ${name} ${shapeSaid}`)
    if (reserved.has(name)) tell(`字段名 ${name} 是保留字，请换一个`)
    for (const to of field.to ?? []) {
      if (!catalog.ledgers.has(to.ledger.id)) tell(`字段“${field.label}”指向的台账 ${to.ledger.id} 没有列进任何条线`)
    }
    // Columns of a file are told apart by their heads.
    for (const head of new Set([field.label, ...(field.also ?? [])])) {
      const other = labels.get(head)
      if (other !== undefined) tell(`字段 ${other} 和 ${name} 都叫“${head}”，导入时分不清`)
      labels.set(head, name)
    }
  }
}

function checkDays(catalog: Catalog, ledger: LedgerDefinition, tell: Tell): void {
  const held = heldBetween(ledger)
  if (ledger.mode === 'state' && !held) tell('没有说明从哪天到哪天')
  for (const name of held ?? []) if (own(ledger, name)?.kind.reads !== 'day') tell(`起止字段 ${name} 不是日期`)
  if (held && own(ledger, held[0])?.optional) tell(`起始日期 ${held[0]} 必须填，否则说不出从哪天起`)
  if (ledger.mode !== 'event') return
  const dated = datedBy(ledger)
  if (!dated) tell('没有说明哪一天发生')
  const owner = dated?.steps[0] ? catalog.ledgers.get(dated.steps[0].to) : ledger
  if (dated && (!owner || own(owner, dated.field)?.kind.reads !== 'day')) tell(`发生日期 ${ledger.dated} 不是日期字段`)
}

function own({ fields }: LedgerDefinition, name: string): Field | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined
}
