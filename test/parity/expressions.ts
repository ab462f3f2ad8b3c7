/** Random well-typed expressions, drawn from the tables of operations, aggregates and time verbs. */
import { isDeepStrictEqual } from 'node:util'
import type { Catalog } from '#define/catalog.ts'
import type { AggregateName, AggregateNode, Key, Node, RowOp, Step, Time, TimeVerb, Type } from '#define/node.ts'
import type { Random } from '#demo/random.ts'
import { aggregates } from '#measure/aggregates.ts'
import { typeOf } from '#measure/check/expression.ts'
import { wayTo } from '#measure/subject.ts'
import { times } from '#measure/times.ts'
import { randomDay } from './books.ts'

type Pick = (random: Random, wanted: Type, unit: () => string) => Type[] | undefined

const num = (unit: string): Type => ({ is: 'number', unit })
const day: Type = { is: 'day' }
const text: Type = { is: 'text' }
const bool: Type = { is: 'bool' }
const when =
  (is: Type['is'], args: (random: Random, wanted: Type, unit: () => string) => Type[]): Pick =>
  (random, wanted, unit) =>
    wanted.is === is ? args(random, wanted, unit) : undefined

/** For each operation, arguments that yield the wanted type. */
export const signatures: Record<RowOp, Pick> = {
  equal: when('bool', (r, _, unit) => {
    const type = r.pick([num(unit()), day, text, bool])
    return [type, type]
  }),
  below: when('bool', (r, _, unit) => {
    const type = r.pick([num(unit()), day])
    return [type, type]
  }),
  and: when('bool', () => [bool, bool]),
  or: when('bool', () => [bool, bool]),
  not: when('bool', () => [bool]),
  surely: when('bool', () => [bool]),
  missing: when('bool', (r, _, unit) => [r.pick([num(unit()), day, text, bool])]),
  else: (_, wanted) => [wanted, wanted],
  choose: (_, wanted) => [bool, wanted, wanted],
  only_if: (_, wanted) => [bool, wanted],
  plus: when('number', (_, wanted) => [wanted, wanted]),
  minus: when('number', (_, wanted) => [wanted, wanted]),
  percent_of: when('number', (_, wanted) => [wanted, num('%')]),
  ratio_below: when('bool', (_r, _w, unit) => {
    const money = num(unit())
    return [money, num('人'), money]
  }),
  ratio_above: when('bool', (_r, _w, unit) => {
    const money = num(unit())
    return [money, num('人'), money]
  }),
  age: (_, wanted) => (wanted.is === 'number' && wanted.unit === '岁' ? [day, day] : undefined),
  plus_days: when('day', () => [day, num('天')]),
  plus_months: when('day', () => [day, num('月')]),
  start_of_year: when('day', () => [day]),
  start_of_quarter: when('day', () => [day]),
  start_of_month: when('day', () => [day]),
  start_of_school_year: when('day', () => [day]),
  counted_as: when('number', (_r, _w, unit) => [num(unit()), text]),
  year_of: (_, wanted) => (wanted.is === 'number' && wanted.unit === '年' ? [day] : undefined),
  later: when('day', () => [day, day]),
  earlier: when('day', () => [day, day]),
}

const rowOps = Object.keys(signatures) as RowOp[]
const aggregateNames = Object.keys(aggregates) as AggregateName[]
const timeVerbs = Object.keys(times) as TimeVerb[]

const units = ['元', '人', '户', '笔', '岁', '亩', '人次', '年']

/** `asker`: the ledger whose rows ask the question in which it stands. */
export function randomExpression(
  catalog: Catalog,
  random: Random,
  ledger: string,
  wanted: Type,
  depth: number,
  asker?: string,
): Node {
  for (let tries = 0; tries < 8; tries++) {
    const made =
      asker !== undefined && random.chance(0.3)
        ? outer(catalog, random, asker, wanted, depth)
        : depth <= 0 || random.chance(0.35)
          ? leaf(catalog, random, ledger, wanted)
          : branch(catalog, random, ledger, wanted, depth, asker)
    if (made) return made
  }
  return literal(random, wanted)
}

/** Something of the asking row: a field along a walk, seldom more. */
function outer(catalog: Catalog, random: Random, asker: string, wanted: Type, depth: number): Node | undefined {
  const inner = random.chance(0.8)
    ? leaf(catalog, random, asker, wanted)
    : randomExpression(catalog, random, asker, wanted, depth - 2)
  return inner && { node: 'outer', inner }
}

function branch(
  catalog: Catalog,
  random: Random,
  ledger: string,
  wanted: Type,
  depth: number,
  asker?: string,
): Node | undefined {
  if (random.chance(0.25)) return aggregate(catalog, random, ledger, wanted, depth)
  if (random.chance(0.07))
    return { node: 'shift', months: -12, inner: randomExpression(catalog, random, ledger, wanted, depth - 1, asker) }
  const fitting = rowOps.flatMap((name) => {
    const types = signatures[name](random, wanted, () => random.pick(units))
    return types ? [{ name, types }] : []
  })
  const { name, types } = random.pick(fitting)
  const args = types.map((type) =>
    // Numbers of days, months and percent stay small constants, as people write them.
    type.is === 'number' && ['天', '月', '%'].includes(type.unit)
      ? literal(random, type)
      : randomExpression(catalog, random, ledger, type, depth - 1, asker),
  )
  return { node: 'op', op: name, args }
}

function leaf(catalog: Catalog, random: Random, ledger: string, wanted: Type): Node | undefined {
  const choices: Node[] = []
  for (const { steps, at } of walks(catalog, ledger)) {
    for (const field of Object.keys(catalog.ledgers.get(at)!.fields)) {
      const node: Node = { node: 'field', ledger, steps, field }
      if (fits(typeOf(catalog, node, ledger), wanted)) choices.push(node)
    }
  }
  for (const fact of catalog.facts.values()) {
    if (wayTo(catalog, ledger, fact.about) && fits(typeOf(catalog, fact.node, fact.about), wanted)) {
      choices.push({ node: 'fact', id: fact.id, ledger: '', steps: [] })
    }
  }
  if (wanted.is === 'number' && wanted.unit === '元') {
    choices.push({ node: 'parameter', id: 'line' })
    choices.push({ node: 'parameter', id: 'line', key: literal(random, text) })
    const days = ownFields(catalog, ledger, (type) => type.is === 'day')
    if (days.length)
      choices.push({
        node: 'parameter',
        id: 'line',
        on: random.pick(days),
        ...(random.chance(0.5) && { key: literal(random, text) }),
      })
  }
  if (wanted.is === 'day') choices.push({ node: 'asked', what: random.pick(['from', 'day']) })
  choices.push(literal(random, wanted))
  return random.pick(choices)
}

function aggregate(catalog: Catalog, random: Random, ledger: string, wanted: Type, depth: number): Node | undefined {
  const near = [...catalog.ledgers.values()].filter((l) => (wayTo(catalog, l.id, ledger)?.length ?? 0) > 0)
  const keys = random.chance(0.4) ? randomKeys(catalog, random, ledger) : undefined
  const asked = keys?.ledger ?? (near.length ? random.pick(near).id : undefined)
  if (asked === undefined) return undefined
  const node = randomAggregate(catalog, random, asked, depth, { asker: ledger, ...(keys && { keys: keys.keys }) })
  if (!node) return undefined
  try {
    return fits(typeOf(catalog, node, ledger), wanted) ? node : undefined
  } catch {
    return undefined
  }
}

/** One or two things in which rows of some ledger can be alike those of `asker`; of own fields more often than along walks. */
export function randomKeys(
  catalog: Catalog,
  random: Random,
  asker: string,
): { ledger: string; keys: readonly Key[] } | undefined {
  const ledger = random.chance(0.4) ? asker : random.pick([...catalog.ledgers.keys()])
  const of = (id: string): { node: Node; type: Type }[] =>
    walks(catalog, id)
      .filter(({ steps }) => steps.length === 0 || random.chance(0.15))
      .flatMap(({ steps, at }) =>
        [...Object.keys(catalog.ledgers.get(at)!.fields), 'id'].map((field) => ({ steps, field })),
      )
      .map(({ steps, field }): Node => ({ node: 'field', ledger: id, steps, field }))
      .map((node) => ({ node, type: typeOf(catalog, node, id) }))
      .filter(({ type }) => type.is !== 'bool')
  const [mine, theirs] = [of(ledger), of(asker)]
  const pairs = mine.flatMap((a) =>
    theirs.filter((b) => meet(a.type, b.type)).map((b): Key => ({ inner: a.node, outer: b.node })),
  )
  if (pairs.length === 0) return undefined
  // Twins are alike in the same column, and in several; of two columns anywhere seldom anything is alike.
  const twins =
    ledger === asker ? pairs.filter(({ inner, outer }) => isDeepStrictEqual(inner, outer) && !isId(inner)) : []
  const pick = (of: readonly Key[]): Key => random.pick(of.length ? of : pairs)
  const first = pick(random.chance(0.7) ? twins : pairs)
  if (random.chance(0.4)) return { ledger, keys: [first] }
  const second = pick(
    (random.chance(0.7) ? twins : pairs).filter(({ inner }) => !isDeepStrictEqual(inner, first.inner)),
  )
  return { ledger, keys: [first, second] }
}

const isId = (node: Node): boolean => node.node === 'field' && node.field === 'id'

/** Two things that can be alike. */
function meet(a: Type, b: Type): boolean {
  return a.is === 'link' && b.is === 'link' ? a.ledgers.some((id) => b.ledgers.includes(id)) : fits(a, b)
}

/** Who asks, and by what the asked rows are found. */
interface Asked {
  asker?: string
  keys?: readonly Key[]
}

/** A random question of one ledger; undefined where the draw makes no sense. */
export function randomAggregate(
  catalog: Catalog,
  random: Random,
  ledger: string,
  depth: number,
  asked: Asked = {},
): AggregateNode | undefined {
  const { mode } = catalog.ledgers.get(ledger)!
  const verb = random.pick(timeVerbs.filter((name) => times[name].of.includes(mode)))
  return randomQuestion(catalog, random, ledger, random.pick(aggregateNames), verb, depth, asked)
}

/** A random question with this aggregate at this time; undefined where the ledger cannot be asked so. */
export function randomQuestion(
  catalog: Catalog,
  random: Random,
  ledger: string,
  of: AggregateName,
  verb: TimeVerb,
  depth: number,
  { asker, keys }: Asked = {},
): AggregateNode | undefined {
  const { mode } = catalog.ledgers.get(ledger)!
  const { takes, owned, dated, lacks } = aggregates[of]
  if (!times[verb].of.includes(mode) || (dated && mode === 'entity')) return undefined
  const value = takes && randomValue(catalog, random, ledger, takes, owned ? 0 : depth - 1, owned ? undefined : asker)
  if (takes && !value) return undefined
  const where = Array.from({ length: random.int(0, 2) }, () =>
    asker !== undefined && random.chance(0.4)
      ? heldAgainst(catalog, random, ledger, asker)
      : randomExpression(catalog, random, ledger, bool, depth - 1, asker),
  )
  // Where memberships tell whose a row is, the day cannot be the asker's.
  const theirs =
    asker !== undefined &&
    !(keys?.map(({ inner }) => inner) ?? []).concat(wayOf(catalog, ledger, asker, keys)).some(dependsOnDay)
  return {
    node: 'aggregate',
    of,
    query: { ledger, where, time: timeOf[verb](random, theirs ? daysOn(catalog, asker) : []), ...(keys && { keys }) },
    ...(value && { value }),
    ...(lacks && random.chance(0.3) && { orMissing: true }),
  }
}

/** A field of the row itself, or at some depth anything that can be read on it. */
function randomValue(
  catalog: Catalog,
  random: Random,
  ledger: string,
  takes: readonly Type['is'][],
  depth: number,
  asker?: string,
): Node | undefined {
  const own = Object.keys(catalog.ledgers.get(ledger)!.fields)
    .map((field): Node => ({ node: 'field', ledger, steps: [], field }))
    .filter((node) => takes.includes(typeOf(catalog, node, ledger).is))
  if (depth <= 0 || random.chance(0.7)) return own.length ? random.pick(own) : undefined
  const is = random.pick(takes.filter((type) => type !== 'link'))
  return randomExpression(catalog, random, ledger, is === 'number' ? num(random.pick(units)) : { is }, depth, asker)
}

/** A day or a word of the row, held against one of the asking row: as people compare two rows. */
function heldAgainst(catalog: Catalog, random: Random, ledger: string, asker: string): Node {
  const type = random.pick([day, day, text])
  const [mine, theirs] = [ledger, asker].map((id) => ownFields(catalog, id, (t) => t.is === type.is))
  const inner: Node = theirs!.length ? random.pick(theirs!) : literal(random, type)
  const left = mine!.length ? random.pick(mine!) : literal(random, type)
  return { node: 'op', op: type.is === 'day' ? 'below' : 'equal', args: [left, { node: 'outer', inner }] }
}

function ownFields(catalog: Catalog, ledger: string, of: (type: Type) => boolean): Node[] {
  return Object.keys(catalog.ledgers.get(ledger)!.fields)
    .map((field): Node => ({ node: 'field', ledger, steps: [], field }))
    .filter((node) => of(typeOf(catalog, node, ledger)))
}

const daysOn = (catalog: Catalog, asker: string): Node[] =>
  ownFields(catalog, asker, (type) => type.is === 'day').map((inner) => ({ node: 'outer', inner }))

function wayOf(catalog: Catalog, ledger: string, asker: string, keys: readonly Key[] | undefined): Node[] {
  const steps = keys ? undefined : wayTo(catalog, ledger, asker)
  return steps ? [{ node: 'field', ledger, steps, field: 'id' }] : []
}

const dependsOnDay = (node: Node): boolean => node.node === 'field' && node.steps.some((step) => 'joined' in step)

const window = (random: Random, theirs: readonly Node[]): { from: Node; until: Node } =>
  random.chance(0.5)
    ? { from: { node: 'asked', what: 'from' }, until: { node: 'asked', what: 'day' } }
    : { from: leafDay(random, theirs), until: leafDay(random, theirs) }

/** `theirs`: days of the asking row that may stand there too. */
const timeOf: Record<TimeVerb, (random: Random, theirs: readonly Node[]) => Time> = {
  during: (random, theirs) => ({ verb: 'during', ...window(random, theirs) }),
  at: (random, theirs) => ({ verb: 'at', day: leafDay(random, theirs) }),
  began: (random, theirs) => ({ verb: 'began', ...window(random, theirs) }),
  ended: (random, theirs) => ({ verb: 'ended', ...window(random, theirs) }),
  held: (random, theirs) => ({ verb: 'held', ...window(random, theirs) }),
  ever: () => ({ verb: 'ever' }),
}

const leafDay = (random: Random, theirs: readonly Node[]): Node => {
  if (theirs.length && random.chance(0.3)) return random.pick(theirs)
  return random.chance(0.4)
    ? { node: 'asked', what: random.pick(['from', 'day']) }
    : { node: 'value', type: day, value: randomDay(random) }
}

function literal(random: Random, type: Type): Node {
  const value = {
    number: () => randomNumber(random, type.is === 'number' ? type.unit : ''),
    day: () => randomDay(random),
    text: () => random.pick(['甲', '乙', '种', '张']),
    bool: () => random.chance(0.5),
    link: () => null,
  }[type.is]()
  return { node: 'value', type, value }
}

function randomNumber(random: Random, unit: string): number {
  if (unit === '元') return random.int(0, 12) * 100000
  if (unit === '年') return random.int(2023, 2026)
  return unit === '%' ? random.int(0, 15000) : random.int(0, 6)
}

function walks(catalog: Catalog, ledger: string): { steps: Step[]; at: string }[] {
  const found: { steps: Step[]; at: string }[] = [{ steps: [], at: ledger }]
  for (let i = 0; i < found.length; i++) {
    const { steps, at } = found[i]!
    if (steps.length >= 3) continue
    for (const [name, field] of Object.entries(catalog.ledgers.get(at)!.fields)) {
      for (const to of field.to ?? [])
        found.push({ steps: [...steps, { link: name, to: to.ledger.id }], at: to.ledger.id })
    }
    for (const join of catalog.joins) {
      if (join.fromLedger === at)
        found.push({ steps: [...steps, { joined: join.ledger, to: join.toLedger }], at: join.toLedger })
    }
  }
  return found
}

function fits(type: Type, wanted: Type): boolean {
  return type.is === wanted.is && (type.is !== 'number' || wanted.is !== 'number' || type.unit === wanted.unit)
}
