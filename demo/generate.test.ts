import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { gather } from '#define/catalog.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { idNumberKind } from '#kinds/index.ts'
import { township } from '#township/index.ts'
import { householdLabel } from '#township/registry/household.ledger.ts'
import type { Values } from './book.ts'
import { type DatedAct, generate, generateMany } from './generate.ts'
import { farmHouseholds, makeWorld, waterworksGroups } from './population.ts'

const { ledgers } = gather(township)
const made = makeWorld({ seed: 1 })
const first = generate({ seed: 1 })
const acts = [...first.acts]
const digestOf = (some: readonly DatedAct[]) => createHash('sha256').update(JSON.stringify(some)).digest('hex')

const [again, other] = [...generateMany({ scale: 2, seed: 1 })].map((one) => ({ ...one, acts: [...one.acts] }))

describe('the same seed', () => {
  it('makes the same acts', () => {
    expect(digestOf(again!.acts)).toBe(digestOf(acts))
  })
})

describe('another township with another seed', () => {
  it('has the same totals, and a code, rows and acts of its own', () => {
    const { township, townshipName, households, people, groups } = other!.summary
    expect([township, households, people, groups]).toEqual([
      '990101202',
      7141,
      first.summary.people,
      first.summary.groups,
    ])
    expect(townshipName).not.toBe(first.summary.townshipName)
    const ids = new Set(acts.flatMap((act) => [act.id, ...act.changes.map((change) => change.id)]))
    for (const act of other!.acts) {
      expect(act.township).toBe('990101202')
      expect([act.id, ...act.changes.map((change) => change.id)].filter((id) => ids.has(id))).toEqual([])
    }
  })

  it('can be done one after another as well', () => {
    expect(replay(other!.acts).faults).toEqual([])
  })
})

describe('the township at the end of 2025', () => {
  const { world } = made
  const watered = new Set(world.villages.slice(0, 5))
  const inWatered = world.households.filter((h) => watered.has(h.village))

  it('has 7,141 farm households, 2,737 of them in the 98 groups of the first five villages', () => {
    expect([world.households.length, inWatered.length]).toEqual([farmHouseholds.all, farmHouseholds.waterworks])
    expect([farmHouseholds.all, farmHouseholds.waterworks, waterworksGroups]).toEqual([7141, 2737, 98])
    const groups = [...watered].flatMap((village) => village.groups.map((group) => group.code))
    expect(groups).toHaveLength(98)
    expect(new Set(inWatered.map((h) => h.area))).toEqual(new Set(groups))
  })

  it('has about 28,000 people, about 11,000 of them by the waterworks', () => {
    expect(Math.round(world.people.length / 1000)).toBe(28)
    const drinking = inWatered.reduce((sum, home) => sum + home.people.length, 0)
    expect(drinking).toBeGreaterThanOrEqual(11_000)
    expect(drinking).toBeLessThan(11_500)
  })

  it.each([1, 2, 3, 17, 30])('has enough of everybody whom the figures speak of (seed %i)', (seed) => {
    const { households, people, townHouseholds } = (seed === 1 ? made : makeWorld({ seed })).world
    const poor = households.filter((h) => h.alleviated)
    const among = poor.flatMap((h) => h.people)
    const at = (stages: readonly string[]) => among.filter((p) => p.schooling && stages.includes(p.schooling)).length
    const least: Record<string, [number, number]> = {
      alleviated: [poor.length, 2050],
      'their labour': [among.filter((p) => p.labour).length, 4700],
      preschool: [at(['学前教育']), 82],
      compulsory: [at(['小学', '初中']), 440],
      'high school': [at(['普通高中']), 120],
      vocational: [at(['中职', '高职高专']), 114],
      undergraduates: [people.filter((p) => p.schooling === '本科').length, 222],
      'single elderly': [households.filter((h) => h.people.length === 1 && h.people[0]!.bornOn < '1960').length, 258],
      'aged 70': [people.filter((p) => p.bornOn <= '1955-12-31').length, 1500],
      'settled alleviated households of four': [
        poor.filter((h) => h.people.length === 4 && h.people.every((p) => p.settled)).length,
        10,
      ],
      'small households': [households.filter((h) => h.people.length <= 2 && !h.alleviated).length, 400],
      'town households': [townHouseholds.length, 24],
    }
    for (const [who, [found, wanted]] of Object.entries(least)) expect(found, who).toBeGreaterThanOrEqual(wanted)
  })

  it('gives everybody an ID number that is valid, invented and his or her own', () => {
    const numbers = made.population.people.map((r) => ({ number: r.idNumber, of: r }))
    expect(new Set(numbers.map((n) => n.number)).size).toBe(numbers.length)
    for (const { number, of } of numbers) {
      expect(idNumberKind.parse(number)).toEqual({ value: number })
      expect(number.startsWith('990101')).toBe(true)
      expect(number.slice(6, 14)).toBe(of.bornOn.replaceAll('-', ''))
      expect(Number(number[16]) % 2 === 1 ? '男' : '女').toBe(of.sex)
    }
  })
})

describe('the acts', () => {
  const standing = replay(acts)

  it('can be done one after another: links, unique sets and one-at-a-time states hold after each', () => {
    expect(standing.faults).toEqual([])
  })

  it('leave 7,141 open farm households with somebody in each', () => {
    const open = [...standing.rows.values()].filter(
      (r) => r.ledger === 'household' && !r.values.closed_on && r.values.residence === '农村',
    )
    const lived = new Set(
      [...standing.rows.values()]
        .filter((r) => r.ledger === 'membership' && !r.values.until)
        .map((r) => r.values.household),
    )
    expect(open).toHaveLength(7141)
    expect(open.filter((home) => !lived.has(home.id))).toEqual([])
  })

  it('never let anybody live in two households on one day', () => {
    const stays = new Map<unknown, Values[]>()
    for (const { ledger, values } of standing.rows.values()) {
      if (ledger === 'membership') stays.set(values.person, [...(stays.get(values.person) ?? []), values])
    }
    for (const some of stays.values()) {
      some.sort((a, b) => String(a.since).localeCompare(String(b.since)))
      for (const [i, stay] of some.slice(1).entries())
        expect(String(some[i]!.until ?? '9999') < String(stay.since)).toBe(true)
    }
  })

  it('tell of births, deaths, marriages, moves, and at least one split and one merge in each of the two years', () => {
    const memberships = [...standing.rows.values()].filter((r) => r.ledger === 'membership').map((r) => r.values)
    for (const year of ['2024', '2025']) {
      const joined = (how: string) =>
        memberships.filter((m) => m.joined_by === how && String(m.since).startsWith(year)).length
      const left = (how: string) =>
        memberships.filter((m) => m.left_by === how && String(m.until).startsWith(year)).length
      for (const how of ['新生儿', '婚嫁', '户籍迁入', '分户', '并户'])
        expect(joined(how), `${year} ${how}`).toBeGreaterThan(0)
      for (const how of ['死亡', '婚嫁', '户籍迁出']) expect(left(how), `${year} ${how}`).toBeGreaterThan(10)
    }
    expect(acts.some((act) => act.kind === 'void')).toBe(true)
    expect(acts.some((act) => act.reason?.includes('姓名写错'))).toBe(true)
  })

  it('come in order of their moments, on the day they were told, at most 2,000 changes each', () => {
    for (const [i, act] of acts.entries()) {
      expect(act.changes.length).toBeLessThanOrEqual(2000)
      expect(new Set(act.changes.map((change) => change.id)).size).toBe(act.changes.length)
      const hour = new Date(act.at / 1000 + 8 * 3_600_000).getUTCHours()
      expect(hour >= 8 && hour < 18).toBe(true)
      if (i) expect(act.at).toBeGreaterThan(acts[i - 1]!.at)
      if (act.kind === 'correct' || act.kind === 'void') expect(act.reason).toBeTruthy()
    }
    expect(new Set(acts.map((act) => act.id)).size).toBe(acts.length)
  })
})

describe('the book', () => {
  // biome-ignore lint/suspicious/noExplicitAny: the types refuse these rows too; a value that is worked out may still slip past them
  const unchecked = (row: object): any => row

  it('refuses a value that does not fit its field, and says which', () => {
    const { world } = made
    const home = world.households[0]!.id
    expect(() =>
      world.record(householdLabel, unchecked({ household: home, label: '富裕户', since: '2024-01-01' }), '2025-01-02'),
    ).toThrow('户类型')
    expect(() =>
      world.record(householdLabel, { household: home, label: '脱贫户', since: '2024-02-30' }, '2025-01-02'),
    ).toThrow('起始日期')
    expect(() => world.record(householdLabel, unchecked({ household: home, label: '脱贫户' }), '2025-01-02')).toThrow(
      '必须填写',
    )
    expect(() =>
      world.record(
        householdLabel,
        { household: world.people[0]!.id, label: '脱贫户', since: '2024-01-01' },
        '2025-01-02',
      ),
    ).toThrow('应指向')
  })
})

interface Standing {
  rows: Map<string, { id: string; ledger: string; values: Values }>
  faults: string[]
}

/** Does the acts in memory and says what a township's books would refuse. */
function replay(all: readonly DatedAct[]): Standing {
  const rows: Standing['rows'] = new Map()
  const faults: string[] = []
  const keys = new Map<string, string>()
  const keysOf = (ledger: LedgerDefinition, values: Values) =>
    ledger.unique.flatMap((set) => {
      const parts = set.map((name) => values[name])
      return parts.some((part) => part === undefined || part === null)
        ? []
        : [`${ledger.id} ${set.join()} ${parts.join()}`]
    })
  for (const act of all) {
    const touched: string[] = []
    for (const change of act.changes) {
      const ledger = ledgers.get(change.ledger)!
      const before = rows.get(change.id)
      if ('set' in change ? before : !before) faults.push(`${act.kind} ${ledger.title} ${change.id}`)
      for (const key of before ? keysOf(ledger, before.values) : []) if (keys.get(key) === change.id) keys.delete(key)
      if ('void' in change) rows.delete(change.id)
      else {
        rows.set(change.id, {
          id: change.id,
          ledger: ledger.id,
          values: { ...before?.values, ...('set' in change ? change.set : change.correct) },
        })
        touched.push(change.id)
      }
    }
    for (const id of touched) {
      const row = rows.get(id)!
      const ledger = ledgers.get(row.ledger)!
      for (const key of keysOf(ledger, row.values)) {
        if (keys.has(key) && keys.get(key) !== id) faults.push(`${ledger.title}重复：${key}`)
        keys.set(key, id)
      }
      for (const [name, field] of Object.entries(ledger.fields)) {
        const value = row.values[name]
        if (field.to && typeof value === 'string' && !rows.has(value))
          faults.push(`${ledger.title}的“${field.label}”指向不存在的行`)
        if (!field.optional && (value === undefined || value === null)) faults.push(`${ledger.title}缺“${field.label}”`)
      }
    }
  }
  return { rows, faults: [...faults, ...overlaps(rows)] }
}

/** States of which a holder has two on one day. */
function overlaps(rows: Standing['rows']): string[] {
  const held = new Map<string, Values[]>()
  for (const { ledger, values } of rows.values()) {
    const holder = ledgers.get(ledger)!.oneAtATime
    if (!holder) continue
    const key = `${ledger} ${values[holder]}`
    held.set(key, [...(held.get(key) ?? []), values])
  }
  return [...held].flatMap(([key, states]) => {
    const [began, ended] = ledgers.get(key.split(' ')[0]!)!.dated as [string, string]
    states.sort((a, b) => String(a[began]).localeCompare(String(b[began])))
    return states
      .slice(1)
      .flatMap((s, i) => (String(states[i]![ended] ?? '9999') < String(s[began]) ? [] : [`${key} 同时有两段`]))
  })
}
