/** Names that people wrote become ids and codes. Who is who, a lookup given from outside says. */
import type { AnyLedger, LedgerDefinition } from '#define/ledger.ts'
import { identityKind, type Value } from '#kinds/index.ts'
import { tidy } from '#kinds/kind.ts'
import { type Problem, problem } from '#problem.ts'
import { type BadRow, badRow, type GoodRow, inOrder, type Reading } from './validate.ts'

/** Name → id or code; 'none' when nothing bears it, 'many' when several do. A name that is absent counts as 'none'. */
export type Found = ReadonlyMap<string, string>

export interface Lookup {
  /** Rows of a ledger by what they are named by. */
  rows(ledger: string, names: readonly string[]): Promise<Found>
  /** Of rows that share a name, the one that a membership joins to a row of the other side: by 'name' and the other's id, as `joinKey` puts them together. */
  joined?(membership: LedgerDefinition, asked: readonly Joined[]): Promise<Found>
  /** Of rows and what a file calls them: those that the books call otherwise, and what, masked as for any reader; by `joinKey`. */
  otherwise?(ledger: string, asked: readonly Joined[]): Promise<Found>
  /** Areas by name. */
  areas(names: readonly string[]): Promise<Found>
}

export interface Joined {
  name: string
  to: string
}

/** A name in the one way in which names are compared: without blanks, dots between its parts, and a remark in brackets behind it. */
export const nameKey = (name: string): string =>
  tidy(name)
    .replace(/[\s·•・.．‧∙]/g, '')
    .replace(/(.)\([^()]*\)$/, '$1')

export const joinKey = ({ name, to }: Joined): string => JSON.stringify([name, to])

/** Puts ids and codes in place of names. Each name is asked once. Rows with names that lead nowhere, or to several, become bad ones. */
export async function resolveNames(ledger: LedgerDefinition, reading: Reading, lookup: Lookup): Promise<Reading> {
  const found = new Map<string, Found[]>()
  for (const [name, field] of Object.entries(ledger.fields)) {
    const names = [...new Set([...reading.good, ...reading.bad].flatMap((row) => row.names?.[name] ?? []))]
    if (names.length === 0) continue
    const targets = field.to ?? []
    found.set(
      name,
      field.kind.place
        ? [await lookup.areas(names)]
        : await Promise.all(targets.map((to) => lookup.rows(to.ledger.id, names))),
    )
  }
  const within = await namesWithin(ledger, reading, found, lookup)
  const answerTo = (field: string, name: string, names: Readonly<Record<string, string>>) =>
    within(field, name, names) ?? oneOf(found.get(field) ?? [], name)
  const called = await calledOtherwise(ledger, reading, found, answerTo, lookup)
  const good: GoodRow[] = []
  const faultsOf = ({ names = {}, told = {} }: Written, resolved: Record<string, Value> = {}) =>
    Object.entries(names).flatMap(([field, name]) => {
      const answer = answerTo(field, name, names)
      if (answer === 'none' || answer === 'many') return [unresolved(ledger, field, name, answer)]
      resolved[field] = answer
      const other = told[field] === undefined ? undefined : called(field, { name: told[field], to: answer })
      return other === undefined ? [] : [namedOtherwise(ledger, field, name, told[field]!, other)]
    })
  const bad = reading.bad.map(({ names, told, ...row }): BadRow => {
    const { problems } = badRow(reading.blocks, row, faultsOf({ names, told }))
    return { ...row, problems: [...row.problems, ...problems] }
  })
  for (const { names, told, ...row } of reading.good) {
    const { values } = row
    const resolved = { ...values }
    const problems = faultsOf({ names, told }, resolved)
    if (problems.length > 0) bad.push(badRow(reading.blocks, row, problems))
    else good.push({ ...row, values: resolved, names: {} })
  }
  return { ...reading, good, bad: inOrder(bad) }
}

type Written = Pick<BadRow, 'names' | 'told'>

/** Whoever is meant by a number, and is called otherwise in the books than beside it in the file: what, by field. Each is asked once. */
async function calledOtherwise(
  ledger: LedgerDefinition,
  { good, bad }: Reading,
  found: ReadonlyMap<string, readonly Found[]>,
  answerTo: (field: string, name: string, names: Readonly<Record<string, string>>) => string,
  lookup: Lookup,
): Promise<(field: string, one: Joined) => string | undefined> {
  const asked = new Map<string, Map<string, Joined>>()
  const rows: readonly Written[] = [...good, ...bad]
  for (const { names = {}, told = {} } of rows) {
    for (const [field, name] of Object.entries(told)) {
      const to = answerTo(field, names[field]!, names)
      const target = ledger.fields[field]?.to?.find((_, i) => found.get(field)?.[i]?.get(names[field]!) === to)
      if (!target) continue
      const some = asked.get(target.ledger.id) ?? new Map<string, Joined>()
      asked.set(target.ledger.id, some.set(joinKey({ name, to }), { name, to }))
    }
  }
  const called = new Map<string, Found>()
  for (const [target, some] of asked) {
    if (lookup.otherwise) called.set(target, await lookup.otherwise(target, [...some.values()]))
  }
  return (field, one) =>
    (ledger.fields[field]?.to ?? [])
      .map((target) => called.get(target.ledger.id)?.get(joinKey(one)))
      .find((name) => name !== undefined)
}

function namedOtherwise(
  ledger: LedgerDefinition,
  field: string,
  written: string,
  told: string,
  called: string,
): Problem {
  const targets = (ledger.fields[field]?.to ?? []).map((to) => to.ledger)
  const naming = targets.flatMap((to) => to.namedBy.flatMap((by) => to.fields[by] ?? []))
  const through = 'value' in identityKind.parse(written) ? '证件号码' : naming[0]?.label
  const label = naming.find(({ kind }) => kind.resembles?.(written))?.label ?? through
  return problem('import.named_otherwise', `这个${label}在账上是“${called}”，表里写的却是“${told}”。`, {
    at: { ledger: ledger.id, field },
    remedy: `请对照证件或原始材料，改正${label}或名字再导入；表里没有写错的，是账上的名字错了或换了人，请先更正“${targets.map(({ title }) => title).join('、')}”里的这一行。`,
  })
}

/** In a membership, a name that several bear means the one who is known in the household that the row names. */
async function namesWithin(
  ledger: LedgerDefinition,
  reading: Reading,
  found: ReadonlyMap<string, Found[]>,
  lookup: Lookup,
): Promise<(field: string, name: string, names: Readonly<Record<string, string>>) => string | undefined> {
  const { joins } = ledger
  if (!joins || !lookup.joined) return () => undefined
  const placed = (names: Readonly<Record<string, string>>): Joined | undefined => {
    const [name, home] = [names[joins.from], names[joins.to]]
    if (name === undefined || home === undefined || oneOf(found.get(joins.from) ?? [], name) !== 'many')
      return undefined
    return { name, to: oneOf(found.get(joins.to) ?? [], home) }
  }
  const asked = reading.good
    .flatMap(({ names }) => placed(names) ?? [])
    .filter(({ to }) => to !== 'none' && to !== 'many')
  const members: Found = asked.length > 0 ? await lookup.joined(ledger, asked) : new Map()
  return (field, _, names) => {
    const one = field === joins.from ? placed(names) : undefined
    const id = one && members.get(joinKey(one))
    return id === 'many' ? undefined : id
  }
}

function oneOf(found: readonly Found[], name: string): string {
  const answers = found.map((each) => each.get(name) ?? 'none').filter((answer) => answer !== 'none')
  return answers.length > 1 ? 'many' : (answers[0] ?? 'none')
}

/** What is wrong with a name that leads nowhere, or to several. */
export function unresolved(ledger: LedgerDefinition, name: string, written: string, answer: 'none' | 'many'): Problem {
  const field = ledger.fields[name]
  const at = { ledger: ledger.id, field: name }
  if (field?.kind.place) {
    const remedy = '请填行政区划代码，或核对村名、组名。'
    return answer === 'none'
      ? problem('area.not_listed', `没有叫“${written}”的村或村民组。`, { at, remedy })
      : problem('import.area_ambiguous', `叫“${written}”的地方不止一个。`, { at, remedy })
  }
  const titles = (field?.to ?? []).map((to) => to.ledger.title).join('、')
  const labels = [
    ...new Set((field?.to ?? []).flatMap(({ ledger: to }) => to.namedBy.map((by) => to.fields[by]?.label ?? by))),
  ]
  return answer === 'none'
    ? problem('act.link_missing', `“${titles}”里没有“${written}”。`, {
        at,
        remedy: `请核对${labels.join('或')}${byNameSaid(field?.to ?? [], written)}；确实没有的，请先登记。`,
      })
    : problem('import.link_ambiguous', `“${titles}”里叫“${written}”的不止一个。`, {
        at,
        remedy: `请改填${labels[0] ?? '编号'}${knownBySaid(field?.to ?? [])}。`,
      })
}

/** What the rows are called is no name to find them by: households of one head's name are many. */
function byNameSaid(to: readonly AnyLedger[], written: string): string {
  const shown = to.map(({ ledger }) => ledger).filter(({ namedBy, shownAs }) => !namedBy.includes(shownAs))
  return shown.length > 0 && /\p{Script=Han}/u.test(written)
    ? `，写${shown.map(({ fields, shownAs }) => fields[shownAs]?.label ?? shownAs).join('、')}不认（会重名）`
    : ''
}

/** How somebody without a number is written. */
function knownBySaid(to: readonly AnyLedger[]): string {
  const known = to.map(({ ledger }) => ledger).find(({ knownBy }) => knownBy)
  if (!known) return ''
  const said = known.knownBy!.map((name) => known.fields[name]?.label ?? name).join(' ')
  return `；没有的写成“${said}”，如“张小宝 2024-05-06”`
}
