import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { Refusal } from '#problem.ts'
import { history, rowById } from '#store/read/rows.ts'
import { openStore, type Store, scoped } from '#store/store.ts'
import { verify } from '#store/verify.ts'
import {
  correct,
  familyChanges,
  familyIds,
  idNumberOf,
  office,
  set,
  villager,
  voided,
} from '../../../test/support/books.ts'
import { testEngine } from '../../../test/support/engine.ts'
import { catalog, township, villages } from '../../../test/support/made-up-township.ts'
import { ownBooks } from '../../../test/support/own-books.ts'
import { type Act, type Change, record, recordAll, tick } from './acts.ts'

const books = await ownBooks()

const codesOf = async (work: Promise<unknown>): Promise<string[]> => {
  try {
    await work
  } catch (error) {
    if (error instanceof Refusal) return error.problems.map((p) => p.code)
    throw error
  }
  return []
}
const rowNow = (ledger: string, id: string, actor = office) =>
  scoped(books.store, actor, (tx) => rowById(tx, ledger, id))
const countAt = (moment: number) =>
  scoped(books.store, office, async (tx) => {
    const rows = await tx.run<{ n: number; names: string }>(
      sql`SELECT count(*) AS n, string_agg(head_name, ',' ORDER BY id) AS names FROM row_household
          WHERE township = ${township} AND _from <= ${moment} AND ${moment} < _to`,
    )
    return rows[0]!
  })

describe('recording', () => {
  test('an act sent twice changes nothing and gives the first receipt', async () => {
    const ids = familyIds(books.newId)
    const act = { id: books.newId(), changes: familyChanges(ids, villages[0], '两次', 'TWICE') }
    const first = await books.write(act.changes, { id: act.id })
    const second = await books.write(act.changes, { id: act.id })
    expect(second).toEqual({ ...first, repeated: true })
    expect(await scoped(books.store, office, (tx) => history(tx, 'person', ids.person))).toHaveLength(1)
  })

  test('sent twice at the same time it is in the books once', async () => {
    const ids = familyIds(books.newId)
    const id = books.newId()
    const changes = familyChanges(ids, villages[0], '同时', 'SAMETIME')
    const receipts = await Promise.all([books.write(changes, { id }), books.write(changes, { id })])
    expect(receipts.map((r) => r.repeated).sort()).toEqual([false, true])
    expect(receipts[0]!.digest).toBe(receipts[1]!.digest)
  })

  test('the same id with other content is refused', async () => {
    const id = books.newId()
    await books.write([set('household', books.newId(), { number: 'R1', head_name: '甲', area: villages[0] })], { id })
    const other = books.write([set('household', books.newId(), { number: 'R2', head_name: '乙', area: villages[0] })], {
      id,
    })
    expect(await codesOf(other)).toEqual(['act.id_reused'])
  })

  test('an act with an ID number is the same act when sent again, and its book holds no clear number', async () => {
    const number = idNumberOf(1)
    const id = books.newId()
    const changes = [set('person', books.newId(), { name: '有号', id_number: number })]
    await books.write(changes, { id })
    expect((await books.write(changes, { id })).repeated).toBe(true)
    const bodies = await scoped(books.store, office, (tx) => tx.run<{ body: string }>(sql`SELECT body FROM act`), {
      audit: true,
    })
    expect(bodies.some(({ body }) => body.includes(number))).toBe(false)
  })

  test('a person lives where the membership in the same act leads, whatever the order of the changes', async () => {
    const { person } = await books.family(villages[1], '住二村')
    expect((await rowNow('person', person))?.area).toBe(villages[1])
  })

  test('a later membership elsewhere moves the person; history shows both areas', async () => {
    const { person, membership } = await books.family(villages[0], '要搬家')
    const other = await books.family(villages[1], '那一家')
    await books.write(
      [
        correct('membership', membership, { until: '2025-02-28' }),
        set('membership', books.newId(), { person, household: other.household, since: '2025-03-01' }),
      ],
      { reason: '搬家' },
    )
    const versions = await scoped(books.store, office, (tx) => history(tx, 'person', person))
    expect(versions.map((v) => v.area)).toEqual([villages[0], villages[1]])
    expect(versions[1]!.act.reason).toBe('搬家')
  })

  test('a household that moves takes its people and standing states along, and leaves events where they happened', async () => {
    const { household, person, membership } = await books.family(villages[0], '整户搬')
    const [standing, ended, aid] = [books.newId(), books.newId(), books.newId()]
    await books.write([
      set('label', standing, { household, word: '现在', since: '2024-01-01' }),
      set('label', ended, { household, word: '从前', since: '2023-01-01', until: '2023-12-31' }),
      set('aid', aid, { person, paid_on: '2024-05-01', amount: 10_000 }),
    ])
    await books.write([correct('household', household, { area: villages[1] })], { kind: 'correct', reason: '搬迁' })
    const areas = async (ledger: string, id: string) => (await rowNow(ledger, id))?.area
    expect(await areas('person', person)).toBe(villages[1])
    expect(await areas('membership', membership)).toBe(villages[1])
    expect(await areas('label', standing)).toBe(villages[1])
    expect(await areas('label', ended)).toBe(villages[0])
    expect(await areas('aid', aid)).toBe(villages[0])
  })

  test('a move of the household and a new membership of its people in one act agree', async () => {
    const { household, person, membership } = await books.family(villages[0], '又搬又分')
    await books.write(
      [
        correct('household', household, { area: villages[1] }),
        correct('membership', membership, { until: '2025-01-31' }),
        set('membership', books.newId(), { person, household, since: '2025-02-01' }),
      ],
      { reason: '一次办完' },
    )
    expect((await rowNow('person', person))?.area).toBe(villages[1])
    expect((await verify(books.store, office)).problems).toEqual([])
  })

  test('many rows go in as a few, whatever stands in them', async () => {
    const changes = Array.from({ length: 450 }, (_, i) =>
      set('household', books.newId(), { number: `M${i}`, head_name: '众\t\\户', area: villages[i % 2]! }),
    )
    const id = books.newId()
    await books.write(changes, { id, kind: 'import' })
    expect((await books.write(changes, { id, kind: 'import' })).repeated).toBe(true)
    const found = await scoped(books.store, office, (tx) =>
      tx.run<{ n: number }>(
        sql`SELECT count(*) AS n FROM row_household WHERE head_name = ${'众\t\\户'} AND id = ANY (${changes.map((one) => one.id)}::uuid[])`,
      ),
    )
    expect(found[0]!.n).toBe(450)
    const again = books.write(
      Array.from({ length: 300 }, (_, i) =>
        set('household', books.newId(), { number: `M${i + 449}`, head_name: '重', area: villages[0] }),
      ),
    )
    expect(await codesOf(again)).toEqual(['act.not_unique'])
  })

  test('many acts in few transactions chain as if each were alone, and a repeated one among them is known', async () => {
    const act = (number: string) => ({
      id: books.newId(),
      township,
      kind: 'record' as const,
      changes: [set('household', books.newId(), { number, head_name: '批', area: villages[0] })],
    })
    const [a, b] = [act('B1'), act('B2')]
    const receipts = await recordAll(books.store, office, [a, b, a])
    expect(receipts[1]!.seq).toBe(receipts[0]!.seq + 1)
    expect(receipts[2]).toEqual({ ...receipts[0], repeated: true })
    expect((await verify(books.store, office)).problems).toEqual([])
  })
})

test('acts in one transaction leave the same books as the same acts one by one', async () => {
  const [a, b] = [await testEngine(), await testEngine()]
  let n = 0
  const uuid = () => `00000000-0000-7000-8000-${String(++n).padStart(12, '0')}`
  const acts: Act[] = []
  const act = (...changes: Change[]) =>
    acts.push({ id: uuid(), township, kind: 'record', reason: '试', slip: true, changes })
  const codes = [township, ...villages]
  act(...codes.map((code) => set('area', uuid(), { code, name: `地${code}`, valid_from: '2020-01-01' })))
  for (let i = 0; i < 12; i++) {
    const ids = familyIds(uuid)
    act(...familyChanges(ids, villages[i % 2]!, `第${i}家`, `E${i}`))
    if (i % 3 === 0) act(correct('household', ids.household, { area: villages[(i + 1) % 2]!, number: `F${i}` }))
    if (i % 4 === 0) act(correct('membership', ids.membership, { until: '2024-12-31' }))
    if (i % 4 === 0)
      act(set('membership', uuid(), { person: ids.person, household: ids.household, since: '2025-01-01' }))
    if (i % 5 === 4 && i % 4 !== 0)
      act(...(['membership', 'person', 'household'] as const).map((ledger) => voided(ledger, ids[ledger])))
    if (i % 3 === 0) act(set('household', uuid(), { number: `E${i}`, head_name: '号又空出来', area: villages[0] }))
  }
  const stamped = acts.map((one, i) => ({ ...one, at: 1_700_000_000_000_000 + i * 1_000_000 }))
  const { keys } = books.store
  const together = await openStore(a, catalog, { keys })
  await recordAll(together, office, stamped)
  let at = 0
  const alone = await openStore(b, catalog, { keys, clock: () => at })
  for (const one of stamped) {
    at = one.at
    await record(alone, office, one)
  }
  const all = (store: Store) =>
    scoped(store, office, async (tx) => {
      const tables = ['head', 'lookup', ...[...catalog.ledgers.keys()].map((id) => `row_${id}`)]
      const found: unknown[] = []
      for (const table of tables)
        found.push(await tx.run<object>(sql`SELECT * FROM ${sql.id(table)} ORDER BY 1, 2, 3, 4`))
      return found
    })
  expect(await all(together)).toEqual(await all(alone))
  expect((await verify(together, office)).problems).toEqual([])
  const doubled = [1, 2].map(() => ({
    id: uuid(),
    township,
    kind: 'record' as const,
    changes: [set('household', uuid(), { number: 'ONCE', head_name: '重', area: villages[0] })],
  }))
  expect(await codesOf(recordAll(together, office, doubled))).toEqual(['act.not_unique'])
  await a.close()
  await b.close()
})

describe('refusals', () => {
  const cases: [string, string[], () => Promise<unknown>][] = [
    [
      'a required field is empty',
      ['act.field_missing'],
      () => books.write([set('household', books.newId(), { number: 'X1', area: villages[0] })]),
    ],
    [
      'a field is unknown',
      ['act.field_unknown'],
      () => books.write([set('household', books.newId(), { number: 'X1', head_name: '甲', area: villages[0], no: 1 })]),
    ],
    [
      'a word is not in the list',
      ['act.value_malformed'],
      () => books.write([set('person', books.newId(), { name: '甲', sex: '不详' })]),
    ],
    [
      'a text is too long',
      ['act.value_malformed'],
      () =>
        books.write([set('household', books.newId(), { number: 'X1', head_name: '长'.repeat(11), area: villages[0] })]),
    ],
    [
      'half a character',
      ['act.value_malformed'],
      () => books.write([set('person', books.newId(), { name: '\ud83d' })]),
    ],
    [
      'two faults are both told',
      ['act.field_missing', 'act.field_missing'],
      () => books.write([set('household', books.newId(), { number: 'X1' })]),
    ],
    [
      'a link leads nowhere',
      ['act.link_missing'],
      () => books.write([set('label', books.newId(), { household: books.newId(), word: '无', since: '2024-01-01' })]),
    ],
    [
      'a link leads to a row of another ledger',
      ['act.link_missing'],
      async () => {
        const { person } = await books.family(villages[0], '不是户')
        await books.write([set('label', books.newId(), { household: person, word: '错', since: '2024-01-01' })])
      },
    ],
    [
      'an area is unknown',
      ['area.not_listed'],
      () => books.write([set('household', books.newId(), { number: 'X1', head_name: '甲', area: `${township}009` })]),
    ],
    [
      'an area of another township',
      ['access.out_of_scope'],
      async () => {
        await books.write([set('area', books.newId(), { code: '990101202', name: '邻乡', valid_from: '2020-01-01' })])
      },
    ],
    [
      'a unique number is taken',
      ['act.not_unique'],
      async () => {
        await books.write([set('household', books.newId(), { number: 'TAKEN', head_name: '甲', area: villages[0] })])
        await books.write([set('household', books.newId(), { number: 'TAKEN', head_name: '乙', area: villages[1] })])
      },
    ],
    [
      'a unique number comes twice in one act',
      ['act.not_unique'],
      () =>
        books.write(
          ['甲', '乙'].map((head_name) =>
            set('household', books.newId(), { number: 'SAME', head_name, area: villages[0] }),
          ),
        ),
    ],
    [
      'an ID number is taken',
      ['act.not_unique'],
      async () => {
        await books.write([set('person', books.newId(), { name: '甲', id_number: idNumberOf(2) })])
        await books.write([set('person', books.newId(), { name: '乙', id_number: idNumberOf(2) })])
      },
    ],
    [
      'a row id is taken',
      ['act.row_exists'],
      async () => {
        const { household } = await books.family(villages[0], '甲')
        await books.write([set('household', household, { number: 'X9', head_name: '乙', area: villages[0] })])
      },
    ],
    [
      'a field is filled in where another leaves no room for it',
      ['act.field_apart'],
      async () => {
        const { household } = await books.family(villages[0], '甲')
        await books.write([
          set('label', books.newId(), { household, word: '在', since: '2024-02-01', moved_to: '县城' }),
        ])
      },
    ],
    [
      'a correction makes another field necessary and leaves it empty',
      ['act.field_missing'],
      async () => {
        const { household } = await books.family(villages[0], '甲')
        const id = books.newId()
        await books.write([set('label', id, { household, word: '在', since: '2024-02-01' })])
        await books.write([correct('label', id, { ending: '转出' })], { reason: '试' })
      },
    ],
    [
      'a correction leaves in a field what no longer belongs there',
      ['act.field_apart'],
      async () => {
        const { household } = await books.family(villages[0], '甲')
        const id = books.newId()
        const gone = { ending: '转出', moved_to: '县城' }
        await books.write([set('label', id, { household, word: '在', since: '2024-02-01', ...gone })])
        await books.write([correct('label', id, { word: '走' })], { reason: '和这一栏无关的照改' })
        await books.write([correct('label', id, { ending: '其他' })], { reason: '试' })
      },
    ],
    [
      'a state ends before it begins',
      ['act.period_reversed'],
      async () => {
        const { household } = await books.family(villages[0], '甲')
        await books.write([
          set('label', books.newId(), { household, word: '反', since: '2024-02-01', until: '2024-01-31' }),
        ])
      },
    ],
    [
      'a correction makes a state end before it began',
      ['act.period_reversed'],
      async () => {
        const { membership } = await books.family(villages[0], '甲')
        await books.write([correct('membership', membership, { until: '2023-12-31' })], { reason: '试' })
      },
    ],
    [
      'a state overlaps on its last day, which is included',
      ['act.overlap'],
      async () => {
        const { person, household, membership } = await books.family(villages[0], '甲')
        await books.write([correct('membership', membership, { until: '2024-06-30' })], { reason: '离开' })
        await books.write([set('membership', books.newId(), { person, household, since: '2024-06-30' })])
      },
    ],
    [
      'two overlapping states in one act',
      ['act.overlap'],
      async () => {
        const { person, household, membership } = await books.family(villages[0], '甲')
        await books.write([voided('membership', membership)], { reason: '重来' })
        await books.write([
          set('membership', books.newId(), { person, household, since: '2024-01-01', until: '2024-12-31' }),
          set('membership', books.newId(), { person, household, since: '2024-03-01' }),
        ])
      },
    ],
    [
      'a correction has no reason',
      ['act.reason_missing'],
      async () => {
        const { household } = await books.family(villages[0], '甲')
        await books.write([correct('household', household, { head_name: '乙' })])
      },
    ],
    [
      'a voiding has no reason',
      ['act.reason_missing'],
      async () => {
        const { household } = await books.family(villages[0], '甲')
        await books.write([voided('household', household)], { reason: ' ' })
      },
    ],
    [
      'a corrected row is not there',
      ['act.row_missing'],
      () => books.write([correct('household', books.newId(), { head_name: '乙' })], { reason: '试' }),
    ],
    [
      'what others point to is voided',
      ['act.still_linked'],
      async () => {
        const { person } = await books.family(villages[0], '甲')
        await books.write([voided('person', person)], { reason: '试' })
      },
    ],
    [
      'one row twice in an act',
      ['act.row_twice'],
      () => {
        const id = books.newId()
        return books.write([set('person', id, { name: '甲' }), set('person', id, { name: '乙' })])
      },
    ],
    ['nothing in it', ['act.empty'], () => books.write([])],
  ]
  test.each(cases)('%s', async (_, codes, work) => {
    expect(await codesOf(work())).toEqual(codes)
  })

  test('a refused act leaves no trace', async () => {
    const before = await scoped(books.store, office, (tx) =>
      tx.run<{ seq: number }>(sql`SELECT seq, at, digest FROM head`),
    )
    const id = books.newId()
    const work = books.write([
      set('household', id, { number: 'GONE', head_name: '甲', area: villages[0] }),
      set('label', books.newId(), { household: books.newId(), word: '无', since: '2024-01-01' }),
    ])
    expect(await codesOf(work)).toEqual(['act.link_missing'])
    expect(await rowNow('household', id)).toBeUndefined()
    expect(
      await scoped(books.store, office, (tx) => tx.run<{ seq: number }>(sql`SELECT seq, at, digest FROM head`)),
    ).toEqual(before)
  })
})

describe('what was recorded', () => {
  test('a correction closes one version and opens another; what stood before is still to be asked', async () => {
    const { household } = await books.family(villages[0], '旧名')
    const receipt = await books.write([correct('household', household, { head_name: '新名' })], {
      kind: 'correct',
      reason: '录错',
    })
    const before = await scoped(books.store, office, (tx) => rowById(tx, 'household', household, receipt.at - 1))
    expect(before?.values.head_name).toBe('旧名')
    expect((await rowNow('household', household))?.values.head_name).toBe('新名')
  })

  test('a correction that changes nothing leaves no empty one in the history, also of a number that is sealed', async () => {
    const { household, person } = await books.family(villages[0], '不变')
    const number = { id_number: idNumberOf(57) }
    const why = { kind: 'correct', reason: '核对' } as const
    await books.write([correct('person', person, number)], why)
    const same = [correct('person', person, number), correct('household', household, { head_name: '不变', land: null })]
    for (const changes of [[same[0]!], [same[1]!], same])
      expect(await codesOf(books.write(changes, why))).toEqual(['act.nothing'])
    const versions = await scoped(books.store, office, (tx) => history(tx, 'person', person))
    expect(versions).toHaveLength(2)
    await books.write([same[0]!, correct('household', household, { land: 12 })], why)
    await books.write([correct('person', person, { id_number: idNumberOf(58) })], why)
  })

  test('two rows can trade a unique value in one act', async () => {
    const [a, b] = [books.newId(), books.newId()]
    await books.write([
      set('household', a, { number: 'S1', head_name: '甲', area: villages[0] }),
      set('household', b, { number: 'S2', head_name: '乙', area: villages[0] }),
    ])
    await books.write([correct('household', a, { number: 'S2' }), correct('household', b, { number: 'S1' })], {
      reason: '填反了',
    })
    expect((await rowNow('household', a))?.values.number).toBe('S2')
  })

  test('a voided row is gone now and there in its history, with who, when and why', async () => {
    const { household, person, membership } = await books.family(villages[0], '录重了')
    await books.write([voided('membership', membership), voided('person', person), voided('household', household)], {
      kind: 'void',
      reason: '重复录入',
    })
    expect(await rowNow('household', household)).toBeUndefined()
    const versions = await scoped(books.store, office, (tx) => history(tx, 'household', household))
    expect(versions[0]!.voidedBy).toMatchObject({ by: '乡里', reason: '重复录入' })
  })

  test('asked as of a moment, it answers the same whatever is recorded later', async () => {
    const moments: { at: number; seen: unknown }[] = []
    const living: string[] = []
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('set', 'correct', 'void'), fc.nat()), { minLength: 1, maxLength: 4 }),
        async (steps) => {
          for (const [what, n] of steps) {
            const target = living[n % Math.max(living.length, 1)]
            if (what === 'set' || !target) {
              const id = books.newId()
              await books.write([set('household', id, { number: id, head_name: `${n % 97}`, area: villages[n % 2]! })])
              living.push(id)
            } else if (what === 'correct') {
              await books.write([correct('household', target, { head_name: `改${n % 97}` })], { reason: '试' })
            } else {
              await books.write([voided('household', target)], { reason: '试' })
              living.splice(living.indexOf(target), 1)
            }
          }
          const at = await tick(books.store, office, [township])
          moments.push({ at, seen: await countAt(at) })
          for (const { at, seen } of moments) expect(await countAt(at)).toEqual(seen)
        },
      ),
      { numRuns: 12 },
    )
    expect(new Set(moments.map(({ seen }) => JSON.stringify(seen))).size).toBeGreaterThan(3)
  })

  test('stamps increase even when the clock is set back', async () => {
    const clock = books.store.clock
    const first = await books.family(villages[0], '钟准')
    books.store.clock = () => 1
    const receipt = await books.write([correct('household', first.household, { head_name: '钟慢' })], { reason: '试' })
    books.store.clock = clock
    const versions = await scoped(books.store, office, (tx) => history(tx, 'household', first.household))
    expect(receipt.at).toBe(versions[1]!.from)
    expect(versions[1]!.from).toBeGreaterThan(versions[0]!.from)
  })
})

describe('villages', () => {
  test('a village sees and corrects its own rows only', async () => {
    const [mine, theirs] = [await books.family(villages[0], '本村'), await books.family(villages[1], '外村')]
    const actor = villager(0)
    expect(await rowNow('household', mine.household, actor)).toBeDefined()
    expect(await rowNow('household', theirs.household, actor)).toBeUndefined()
    expect(await rowNow('person', theirs.person, actor)).toBeUndefined()
    expect(
      await codesOf(
        books.write([correct('household', theirs.household, { head_name: '越权' })], { actor, reason: '试' }),
      ),
    ).toEqual(['act.row_missing'])
    await books.write([correct('household', mine.household, { head_name: '本村改' })], { actor, reason: '试' })
    expect((await rowNow('household', mine.household))?.values.head_name).toBe('本村改')
  })

  test('a village records in its own area only, and cannot give a household away', async () => {
    const actor = villager(0)
    const { household } = await books.family(villages[0], '不许送')
    const elsewhere = set('household', books.newId(), { number: 'V2', head_name: '甲', area: villages[1] })
    expect(await codesOf(books.write([elsewhere], { actor }))).toEqual(['area.not_listed'])
    expect(
      await codesOf(books.write([correct('household', household, { area: villages[1] })], { actor, reason: '试' })),
    ).toEqual(['area.not_listed'])
    expect(await codesOf(books.write([set('person', books.newId(), { name: '没有家' })], { actor }))).toEqual([
      'access.out_of_scope',
    ])
  })

  test('what is unique is so across villages that do not see each other', async () => {
    await books.write([set('household', books.newId(), { number: 'ONLY', head_name: '甲', area: villages[1] })])
    const mine = set('household', books.newId(), { number: 'ONLY', head_name: '乙', area: villages[0] })
    expect(await codesOf(books.write([mine], { actor: villager(0) }))).toEqual(['act.not_unique'])
  })

  test('an overlap with a membership in a village out of sight is found', async () => {
    const { person, membership } = await books.family(villages[0], '跨村')
    const other = await books.family(villages[1], '去处')
    const mine = books.newId()
    await books.write(
      [
        correct('membership', membership, { until: '2025-02-28' }),
        set('membership', mine, { person, household: other.household, since: '2025-03-01' }),
      ],
      { reason: '搬家' },
    )
    const early = books.write([correct('membership', mine, { since: '2025-02-28' })], {
      actor: villager(1),
      reason: '试',
    })
    expect(await codesOf(early)).toEqual(['act.overlap'])
  })

  test('a township nobody may see is refused in words', async () => {
    const actor = { ...office, areas: ['990101299'] }
    expect(await codesOf(scoped(books.store, actor, async () => undefined))).toEqual(['store.no_books'])
    expect(await codesOf(books.write([set('person', books.newId(), { name: '甲' })], { actor }))).toEqual([
      'store.no_books',
    ])
  })

  test('an actor of the county works in all its townships', async () => {
    const actor = { ...office, areas: ['990101'] }
    expect(await scoped(books.store, actor, async (tx) => tx.townships)).toContain(township)
  })
})
