import { expect, test } from 'vitest'
import { importFile } from '#store/import.ts'
import { history } from '#store/read/rows.ts'
import { scoped } from '#store/store.ts'
import { verify } from '#store/verify.ts'
import { correct, moving, office, villager, voided } from '../../../test/support/books.ts'
import { township, villages } from '../../../test/support/made-up-township.ts'
import { ownBooks } from '../../../test/support/own-books.ts'
import { type Act, record, rehearse } from './acts.ts'
import { type Moved, voiding, withMoves } from './moves.ts'
import { homesById, openSight, standingBy } from './sight.ts'

const books = await ownBooks()
const { store, newId } = books
const [A, B] = villages

const placed = (household: string): Act => ({
  id: newId(),
  township,
  kind: 'correct',
  reason: '试',
  changes: [correct('household', household, { area: B })],
})
const recordAs = async (act: Act, moved?: Moved) => record(store, office, await withMoves(store, office, act, moved))
const last = (ledger: string, id: string) => scoped(store, office, async (tx) => (await history(tx, ledger, id)).at(-1))
const home = async (ledger: string, id: string) =>
  scoped(store, office, async (tx) =>
    (
      await homesById(
        openSight(tx, township, async () => {}),
        ledger,
        [id],
      )
    ).get(id),
  )
const asks = { problems: [{ code: 'act.moved_or_slip', at: { ledger: 'household', n: 1, field: 'area' } }] }

test('another place is not taken in without a word of whether they moved or were never there', async () => {
  const { household } = await books.family(A, '甲')
  const act = placed(household)
  await expect(recordAs(act)).rejects.toMatchObject(asks)
  expect(await home('household', household)).toMatchObject({ area: A })
  await recordAs(act, 'slip')
  expect(await home('household', household)).toMatchObject({ area: B, was: null })
})

test('a move said with its day keeps where they lived before, and sent twice is one', async () => {
  const { household, person } = await books.family(A, '乙')
  const act = placed(household)
  const first = await recordAs(act, { on: '2025-03-01' })
  expect(await home('household', household)).toMatchObject({ area: B, was: `2025-02-28 ${A}` })
  expect(await home('person', person)).toMatchObject({ area: B, was: `2025-02-28 ${A}` })
  expect(await recordAs(act, { on: '2025-03-01' })).toEqual({ ...first, repeated: true })
  expect((await verify(store, office)).problems).toEqual([])
})

test('where somebody lives now is where the last move led: another place from an earlier day on is refused', async () => {
  const { household } = await books.family(A, '寅')
  await recordAs(placed(household), { on: '2025-05-01' })
  const back = { ...placed(household), changes: [correct('household', household, { area: A })] }
  await expect(recordAs(back, { on: '2025-03-01' })).rejects.toMatchObject({
    problems: [{ code: 'act.days_out_of_order', at: { ledger: 'move', n: 1, field: 'moved_on' } }],
  })
  await recordAs(back, { on: '2025-06-01' })
  expect(await home('household', household)).toMatchObject({ area: A, was: `2025-04-30 ${A},2025-05-31 ${B}` })
})

test('who records the move in the same act has said it; a place that stays as it was needs no word', async () => {
  const { household } = await books.family(A, '丙')
  const more = { kind: 'correct', reason: '试', slip: undefined } as const
  await books.write(moving(books, household, A, B, '2025-01-01'), more)
  await books.write([correct('household', household, { area: B, head_name: '丙二' })], more)
  expect(await home('household', household)).toMatchObject({ area: B, was: `2024-12-31 ${A}` })
})

test('an import brings such rows back with the question, and takes them with an answer', async () => {
  const [one, two] = [await books.family(A, '丁'), await books.family(A, '戊')]
  const numbers = await Promise.all(
    [one, two].map(async ({ household }) => (await last('household', household))!.values.number),
  )
  const file = {
    ledger: 'household',
    township,
    name: '农户.csv',
    bytes: new TextEncoder().encode(`户编号,户主姓名,所在地\n${numbers[0]},丁,${B}\n${numbers[1]},戊二,${A}\n`),
    changes: 'take' as const,
  }
  const asked = await importFile(store, office, file)
  expect(asked.bad).toMatchObject([{ row: 2, problems: [{ code: 'act.moved_or_slip', at: { line: 2, column: 3 } }] }])
  expect(await last('household', two.household)).toMatchObject({ values: { head_name: '戊二' } })
  expect(await home('household', one.household)).toMatchObject({ area: A })
  const rehearsed = await importFile(store, office, { ...file, moved: { on: '2025-05-01' }, dryRun: true })
  expect(rehearsed).toMatchObject({ bad: [], changed: [{ row: 2 }] })
  expect(await home('household', one.household)).toMatchObject({ area: A })
  await importFile(store, office, { ...file, moved: { on: '2025-05-01' } })
  expect(await home('household', one.household)).toMatchObject({ area: B, was: `2025-04-30 ${A}` })
})

test('what the books have against a move comes back at the row that moves', async () => {
  const [one, two] = [await books.family(A, '己'), await books.family(A, '庚')]
  const numbers = await Promise.all(
    [one, two].map(async ({ household }) => (await last('household', household))!.values.number),
  )
  await books.write(moving(books, two.household, A, B, '2025-05-01'), { kind: 'correct', reason: '试' })
  // Back again on the very day: the day of a move is taken.
  const answer = await importFile(store, office, {
    ledger: 'household',
    township,
    name: '农户.csv',
    bytes: new TextEncoder().encode(`户编号,户主姓名,所在地\n${numbers[0]},己,${B}\n${numbers[1]},庚,${A}\n`),
    changes: 'take',
    moved: { on: '2025-05-01' },
  })
  expect(answer.bad).toMatchObject([{ row: 3, problems: [{ code: expect.stringMatching(/^act/) }] }])
  expect(await home('household', one.household)).toMatchObject({ area: B })
})

const voidAct = async (ledger: string, id: string, actor = office): Promise<Act> => ({
  id: newId(),
  township,
  kind: 'void',
  reason: '录重了',
  changes: await voiding(store, actor, { ledger, township, id }),
})
const movesOf = (household: string) =>
  scoped(store, office, (tx) =>
    standingBy(
      openSight(tx, township, async () => {}),
      store.catalog.ledgers.get('move')!,
      'household',
      [household],
    ),
  )

test('a household that moved is voided with its moves, once nothing else points to it', async () => {
  const { household, person, membership } = await books.family(A, '辛')
  await recordAs(placed(household), { on: '2025-03-01' })
  await expect(record(store, office, await voidAct('household', household))).rejects.toMatchObject({
    problems: [{ code: 'act.still_linked', message: expect.stringContaining('家庭成员') }],
  })
  await record(store, office, {
    ...(await voidAct('membership', membership)),
    changes: [voided('membership', membership), voided('person', person)],
  })
  const [move] = await movesOf(household)
  const receipt = await record(store, office, await voidAct('household', household))
  expect(receipt.doubts).toBeUndefined()
  expect(await movesOf(household)).toEqual([])
  expect(await last('move', move!.id)).toMatchObject({ voidedBy: { kind: 'void', reason: '录重了' } })
  expect((await verify(store, office)).problems).toEqual([])
})

test('who does not see where it moved from is told to ask for help', async () => {
  const { household, person, membership } = await books.family(A, '壬')
  await recordAs(placed(household), { on: '2025-03-01' })
  await books.write([voided('membership', membership), voided('person', person)], { kind: 'void', reason: '试' })
  await expect(record(store, villager(1), await voidAct('household', household, villager(1)))).rejects.toMatchObject({
    problems: [{ code: 'act.still_linked', remedy: expect.stringContaining('管理员') }],
  })
})

test('a move that is voided alone, or given to another, is told of: earlier figures change', async () => {
  const { household } = await books.family(A, '癸')
  const other = await books.family(A, '子')
  await recordAs(placed(household), { on: '2025-03-01' })
  const [move] = await movesOf(household)
  const doubts = [{ code: 'act.move_undone', doubt: true, at: { ledger: 'move', n: 1, field: 'household' } }]
  await recordAs(placed(other.household), { on: '2025-03-02' })
  const given = { ...placed(household), changes: [correct('move', move!.id, { household: other.household })] }
  expect(await rehearse(store, office, given)).toMatchObject(doubts)
  const act = await voidAct('move', move!.id)
  await expect(record(store, office, act, { doubts: 'ask' })).rejects.toMatchObject({ problems: doubts })
  expect(await home('household', household)).toMatchObject({ area: B, was: `2025-02-28 ${A}` })
  // Its day put right says where they lived all the same, and so does a place that is put right with it.
  const later = { ...given, changes: [correct('move', move!.id, { moved_on: '2025-04-01' })] }
  expect(await rehearse(store, office, later)).toEqual([])
  const back: Act = { ...act, slip: true, changes: [...act.changes, correct('household', household, { area: A })] }
  expect(await rehearse(store, office, back)).toEqual([])
  expect(await record(store, office, act)).toMatchObject({ doubts })
  expect(await home('household', household)).toMatchObject({ area: B, was: null })
})

test('a move of a household that went out of sight is not voided or put right by the village that it left', async () => {
  const { household } = await books.family(A, '丑')
  await recordAs(placed(household), { on: '2025-03-01' })
  const [move] = await movesOf(household)
  await expect(record(store, villager(0), await voidAct('move', move!.id, villager(0)))).rejects.toMatchObject({
    problems: [{ code: 'access.out_of_scope' }],
  })
  const later: Act = { ...placed(household), changes: [correct('move', move!.id, { moved_on: '2025-04-01' })] }
  await expect(record(store, villager(0), later)).rejects.toMatchObject({ problems: [{ code: 'access.out_of_scope' }] })
})
