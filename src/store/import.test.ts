import { createHash } from 'node:crypto'
import { writeXlsx } from 'hucre/xlsx'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { readTable } from '#capture/read.ts'
import { whereSaid } from '#problem.ts'
import { correct, idNumberOf, office, set, villager, voided } from '../../test/support/books.ts'
import { catalog, township, villages } from '../../test/support/made-up-township.ts'
import { ownBooks } from '../../test/support/own-books.ts'
import type { Actor } from './actor.ts'
import { importFile } from './import.ts'
import { history, rowsById } from './read/rows.ts'
import { scoped, townshipsOf } from './store.ts'
import { standing as stands, table } from './tables/rows-sql.ts'
import { verify } from './verify.ts'
import { takeBack } from './write/take-back.ts'

const books = await ownBooks()

const taken = (
  ledger: string | undefined,
  csv: string,
  {
    actor = office,
    fill,
    ...how
  }: { changes?: 'take' | 'leave'; dryRun?: boolean; actor?: Actor; fill?: Record<string, string> } = {},
) =>
  importFile(books.store, actor, {
    ledger,
    township,
    // Nobody moves in these files.
    moved: 'slip',
    bytes: new TextEncoder().encode(csv),
    name: '名单.csv',
    ...(fill && { fill: new Map(Object.entries(fill)) }),
    ...how,
  })

/** Households that stand under a number. */
const standing = (number: string) =>
  scoped(books.store, office, async (tx) => {
    const ids = await tx.run<{ id: string }>(
      sql`SELECT id FROM ${table('household')} WHERE township = ${township} AND number = ${number} AND ${stands()}`,
    )
    return rowsById(
      tx,
      'household',
      ids.map((row) => row.id),
    )
  })

test('a row that only the books can refuse comes back with its line and cell, and the others go in', async () => {
  const csv = `户编号,户主姓名,所在地\n1,甲,${villages[0]}\n2,乙,${township}999\n3,丙,${villages[1]}\n`
  const answer = await taken('household', csv)
  expect(answer).toMatchObject({ added: 2, known: 0 })
  expect(answer.bad).toMatchObject([
    {
      row: 3,
      problems: [{ code: 'area.not_listed', at: { ledger: 'household', field: 'area', line: 3, column: 3 } }],
    },
  ])
  const back = (await readTable(answer.marked!.bytes, '退回.xlsx')).sheets[0]!.rows
  expect(back.slice(2)).toEqual([['2', '乙', `${township}999`, expect.stringContaining('：行政区划代码'), '3']])
  expect(back[2]![3]).toContain(catalog.ledgers.get('household')!.fields.area!.label)
})

test('the same file twice makes one act: the second time all rows are the same', async () => {
  const csv = `户编号,户主姓名,所在地\nS1,甲,${villages[0]}\nS2,乙,${villages[0]}\n`
  expect(await taken('household', csv)).toMatchObject({ added: 2, known: 0, receipt: { repeated: false } })
  const again = await taken('household', csv)
  expect(again).toMatchObject({ added: 0, known: 2, changed: [], restored: [], bad: [] })
  expect(again.receipt).toBeUndefined()
})

test('a row under a number that a correction left free is a new row', async () => {
  const before = `户编号,户主姓名,所在地\nF1,甲,${villages[0]}\n`
  await taken('household', before)
  const [first] = await standing('F1')
  await books.write([correct('household', first!.id, { number: 'F2' })], { kind: 'correct', reason: '户编号录错' })
  const csv = `户编号,户主姓名,所在地\nF1,乙,${villages[1]}\n`
  expect(await taken('household', csv)).toMatchObject({ added: 1, known: 0, changed: [] })
  expect(await standing('F1')).toMatchObject([{ values: { head_name: '乙' } }])
  expect(await standing('F2')).toMatchObject([{ id: first!.id, values: { head_name: '甲' } }])
  expect(await taken('household', csv)).toMatchObject({ added: 0, known: 1 })

  // The file of before speaks of whoever bears the number now: that is asked about, and makes no third household.
  const old = await taken('household', `户编号,户主姓名,所在地\nF1,甲,${villages[0]}\n`)
  expect(old).toMatchObject({ added: 0, changed: [{ cells: [{ before: '乙', after: '甲' }, {}] }] })
})

test('a file of before a corrected number tells of the correction and makes no second row', async () => {
  const csv = `户编号,户主姓名,所在地\nO1,甲,${villages[0]}\n`
  await taken('household', csv)
  const [first] = await standing('O1')
  await books.write([correct('household', first!.id, { number: 'O2' })], { kind: 'correct', reason: '户编号录错' })
  expect(await taken('household', csv)).toMatchObject({
    added: 0,
    changed: [{ row: 2, id: first!.id, cells: [{ label: '户编号', before: 'O2', after: 'O1' }] }],
  })
  expect(await standing('O1')).toEqual([])
})

test('a row recorded by hand is known by its number', async () => {
  await books.write([set('household', books.newId(), { number: 'H1', head_name: '甲', area: villages[0] })])
  const csv = `户编号,户主姓名,所在地\nH1,甲,${villages[0]}\n`
  expect(await taken('household', csv)).toMatchObject({ added: 0, known: 1, changed: [], bad: [] })
})

test('other values under a known number are told cell by cell, and are taken only where that was chosen', async () => {
  await taken('household', `户编号,户主姓名,所在地\nC1,甲,${villages[0]}\nC2,乙,${villages[0]}\n`)
  const csv = `户编号,户主姓名,所在地\nC1,甲,${villages[0]}\nC2,丙,${villages[1]}\nC3,丁,${villages[1]}\n`
  const cells = [
    { field: 'head_name', label: '户主姓名', before: '乙', after: '丙' },
    { field: 'area', label: '所在地', before: '地001', after: '地002' },
  ]
  const asked = await taken('household', csv)
  expect(asked).toMatchObject({ added: 1, known: 1, changed: [{ row: 3, cells }], bad: [] })
  expect(await taken('household', csv, { changes: 'leave' })).toMatchObject({
    added: 0,
    known: 2,
    changed: [{ row: 3 }],
  })
  expect(await standing('C2')).toMatchObject([{ values: { head_name: '乙' } }])

  const took = await taken('household', csv, { changes: 'take' })
  expect(took).toMatchObject({ added: 0, known: 2, changed: [{ row: 3, cells }] })
  const [row] = await standing('C2')
  expect(row).toMatchObject({ area: villages[1], values: { head_name: '丙' } })
  const versions = await scoped(books.store, office, (tx) => history(tx, 'household', row!.id))
  expect(versions.at(-1)!.act).toMatchObject({ kind: 'import', reason: '按“名单.csv”更正', source: '名单.csv' })
  expect(await taken('household', csv, { changes: 'take' })).toMatchObject({ added: 0, known: 3, changed: [] })

  // Corrected back by hand, the same file is asked about again, and can be taken again.
  await books.write([correct('household', row!.id, { head_name: '乙' })], { kind: 'correct', reason: '核对户口簿' })
  expect(await taken('household', csv)).toMatchObject({ changed: [{ row: 3, cells: [cells[0]] }] })
  await taken('household', csv, { changes: 'take' })
  expect(await standing('C2')).toMatchObject([{ values: { head_name: '丙' } }])
})

test('new rows and corrections of one file are one act', async () => {
  await taken('household', `户编号,户主姓名,所在地\nA1,甲,${villages[0]}\n`)
  const { receipt } = await taken('household', `户编号,户主姓名,所在地\nA1,乙,${villages[0]}\nA2,丙,${villages[0]}\n`, {
    changes: 'take',
  })
  const opened = [...(await standing('A1')), ...(await standing('A2'))].map((row) => row.opened)
  expect(opened).toEqual([receipt!.seq, receipt!.seq])
})

test('a number that is for few eyes is masked where a change of it is told', async () => {
  const name = '证某'
  await taken('person', `姓名,身份证号码,性别\n${name},${idNumberOf(1)},男\n`)
  const changed = await taken('person', `姓名,身份证号码,性别\n${name},${idNumberOf(1)},女\n`)
  expect(changed.changed).toMatchObject([{ cells: [{ label: '性别', before: '男', after: '女' }] }])
  expect(JSON.stringify(changed.changed)).not.toContain(idNumberOf(1))
})

test('what a file leaves blank stays as it is in the books, with a word', async () => {
  await taken('person', `姓名,身份证号码,性别\n空某,${idNumberOf(2)},男\n`)
  const blank = await taken('person', `姓名,身份证号码,性别\n空某,${idNumberOf(2)},\n`, { changes: 'take' })
  expect(blank).toMatchObject({ known: 1, changed: [] })
  expect(blank.notes.join()).toContain('有 1 格在文件里空着')
  expect((await taken('person', `姓名,身份证号码\n空某,${idNumberOf(2)}\n`)).notes.join()).not.toContain('空着')
})

test('a voided row comes back under its own id, and its history says so', async () => {
  const csv = `户编号,户主姓名,所在地\nV1,甲,${villages[0]}\nV2,乙,${villages[0]}\n`
  const byHand = books.newId()
  await books.write([set('household', byHand, { number: 'V2', head_name: '乙', area: villages[0] })])
  await taken('household', csv)
  const [imported] = await standing('V1')
  await books.write([voided('household', imported!.id), voided('household', byHand)], {
    kind: 'void',
    reason: '录重了',
  })
  const back = await taken('household', csv)
  expect(back).toMatchObject({
    added: 0,
    known: 0,
    restored: [
      { row: 2, id: imported!.id },
      { row: 3, id: byHand },
    ],
    bad: [],
  })
  const versions = await scoped(books.store, office, (tx) => history(tx, 'household', byHand))
  expect(versions.map((version) => [version.act.kind, version.voidedBy?.reason])).toEqual([
    ['record', '录重了'],
    ['import', undefined],
  ])
  expect(await taken('household', csv)).toMatchObject({ known: 2, restored: [] })

  await books.write([voided('household', byHand)], { kind: 'void', reason: '确实没有这一户' })
  expect(await taken('household', csv)).toMatchObject({ known: 1, restored: [{ row: 3 }] })
  expect(await standing('V2')).toHaveLength(1)
})

test('a dry run counts what would be, and writes nothing', async () => {
  await taken('household', `户编号,户主姓名,所在地\nD1,甲,${villages[0]}\n`)
  const csv = `户编号,户主姓名,所在地\nD1,乙,${villages[0]}\nD2,丙,${villages[0]}\n`
  const dry = await taken('household', csv, { changes: 'take', dryRun: true })
  expect(dry).toMatchObject({ added: 1, known: 0, changed: [{ row: 2 }] })
  expect(dry.receipt).toBeUndefined()
  expect(await standing('D1')).toMatchObject([{ values: { head_name: '甲' } }])
})

test('a row of another village is not told of, and does not come in twice', async () => {
  await taken('household', `户编号,户主姓名,所在地\nE1,秘某,${villages[0]}\n`)
  const csv = `户编号,户主姓名,所在地\nE1,乙,${villages[1]}\n`
  const answer = await taken('household', csv, { actor: villager(1) })
  expect(answer).toMatchObject({ added: 0, changed: [], bad: [{ row: 2, problems: [{ code: 'act.not_unique' }] }] })
  expect(JSON.stringify(answer.bad)).not.toContain('秘某')
})

test('a voided row of another village is not brought back by who does not see it', async () => {
  const id = books.newId()
  await books.write([set('household', id, { number: 'E2', head_name: '秘某', area: villages[0] })])
  await books.write([{ ledger: 'household', id, void: true }], { reason: '重复' })
  const csv = `户编号,户主姓名,所在地\nE2,乙,${villages[1]}\n`
  const answer = await taken('household', csv, { actor: villager(1) })
  expect(answer).toMatchObject({ restored: [], bad: [{ row: 2, problems: [{ code: 'act.not_unique' }] }] })
  expect(JSON.stringify(answer)).not.toContain(id)
})

test('a household that is restored is not said to have lived where it moved to all along', async () => {
  const [household, move] = [books.newId(), books.newId()]
  await books.write([set('household', household, { number: 'V9', head_name: '卫九', area: villages[0] })])
  await books.write(
    [
      correct('household', household, { area: villages[1] }),
      set('move', move, { household, left: villages[0], moved_on: '2025-03-01' }),
    ],
    { kind: 'correct', reason: '搬家' },
  )
  await books.write([voided('household', household), voided('move', move)], { kind: 'void', reason: '录重了' })
  const read = await taken('household', `户编号,户主姓名,所在地\nV9,卫九,${villages[1]}\n`)
  expect(read).toMatchObject({ restored: [{ id: household }] })
  expect(read.notes).toEqual(['恢复的有 1 户原来搬过，“迁居”没有跟着恢复：真搬过的，请再记一次。'])
})

test('rows without unique fields are told apart by all they say', async () => {
  const { household } = await books.family(villages[0], '签某')
  const csv = `农户,标签,起\n${household},低保,2025-01-01\n${household},低保,2025-01-01\n`
  expect(await taken('label', csv)).toMatchObject({ added: 2, known: 0 })
  expect(await taken('label', csv)).toMatchObject({ added: 0, known: 2 })
})

test('a dry run refuses what the import itself refuses, and leaves nothing', async () => {
  const csv = `户编号,户主姓名,所在地\nR1,甲,${township}999\nR1,甲,${villages[0]}\nR2,乙,${villages[0]}\n`
  const seq = () => scoped(books.store, office, (tx) => tx.run<{ seq: number }>(sql`SELECT seq FROM head`))
  const before = await seq()
  const dry = await taken('household', csv, { dryRun: true })
  expect(await seq()).toEqual(before)
  expect(await standing('R2')).toEqual([])
  // The first row is refused for its area, so the second repeats nothing.
  expect(dry).toMatchObject({ added: 2, bad: [{ row: 2, problems: [{ code: 'area.not_listed' }] }] })
  expect(dry.receipt).toBeUndefined()
  const { receipt, marked, ...real } = await taken('household', csv)
  expect(receipt).toBeDefined()
  const { marked: copy, ...tried } = dry
  expect([tried, copy?.name]).toEqual([real, marked?.name])
})

test('a dry run sees that two spells of one holder overlap', async () => {
  const { household } = await books.family(villages[0], '叠某')
  const csv = `人员,所在户,加入日期\n叠某,${household},2025-01-01\n`
  const dry = await taken('membership', csv, { dryRun: true })
  expect(dry).toMatchObject({ added: 0, bad: [{ row: 2, problems: [{ code: 'act.overlap' }] }] })
})

test('books of a new township are opened by the first row that goes in', async () => {
  const other = '990101202'
  const opener = { ...office, areas: [township, other] }
  const given = (code: string, dryRun?: boolean) =>
    importFile(books.store, opener, {
      ledger: 'area',
      township: other,
      bytes: new TextEncoder().encode(`代码,名称,有效起\n${code},某地,2020-01-01\n`),
      name: '区划.csv',
      dryRun,
    })
  expect(await given(other, true)).toMatchObject({ added: 1, bad: [] })
  expect(await given('990101203')).toMatchObject({ added: 0, bad: [{ problems: [{ code: 'access.out_of_scope' }] }] })
  expect(await townshipsOf(books.store)).toEqual([township])
  expect(await given(other)).toMatchObject({ added: 1, bad: [] })
  expect(await townshipsOf(books.store)).toEqual([township, other])
})

test('members of one household on several lines are one household', async () => {
  const csv = [
    '户编号,户主姓名,所在地,姓名',
    `M1,甲,${villages[0]},甲`,
    `M1,甲,${villages[0]},乙`,
    `,,,丙`,
    `M2,丁,${villages[0]},丁`,
    `M2,戊,${villages[0]},戊`,
  ].join('\n')
  const read = await taken('household', csv)
  expect(read).toMatchObject({ added: 2, bad: [{ row: 6, problems: [{ code: 'act.not_unique' }] }] })
  expect(read.notes).toContain('第 3 行和前面的行说的是同一户，内容一样，只算一次。')
})

test('a number that the books know under another name comes back with a question, and nobody is paid by mistake', async () => {
  const [number, other] = [idNumberOf(731), idNumberOf(732)]
  await books.write([
    set('person', books.newId(), { name: '王秀英', id_number: number }),
    set('person', books.newId(), { name: '买买提·吐尔逊', id_number: other }),
  ])
  const csv = [
    '姓名,身份证号码,日期,金额',
    `王秀瑛,${number},2025-01-01,100`,
    `王 秀英,${number},2025-01-02,100`,
    `买买提.吐尔逊（户主）,${other},2025-01-03,100`,
    `,${number},2025-01-04,100`,
    `/,${number},2025-01-05,100`,
    `王秀瑛,${number},2025-13-01,100`,
  ].join('\n')
  const read = await taken('aid', csv)
  expect(read).toMatchObject({ added: 4, bad: [{ row: 2 }, { row: 7 }] })
  expect(read.bad[0]!.problems).toEqual([
    {
      code: 'import.named_otherwise',
      at: { ledger: 'aid', field: 'person', line: 2, column: 2 },
      message: '这个身份证号码在账上是“王秀英”，表里写的却是“王秀瑛”。',
      remedy:
        '请对照证件或原始材料，改正身份证号码或名字再导入；表里没有写错的，是账上的名字错了或换了人，请先更正“人员”里的这一行。',
    },
  ])
  expect(read.bad[1]!.problems.map(({ code }) => code)).toContain('import.named_otherwise')
  const [noted] = await scoped(books.store, office, (tx) =>
    tx.run<{ detail: string }>(sql`SELECT detail FROM audit WHERE event = 'import' ORDER BY at DESC LIMIT 1`),
  )
  expect(noted!.detail).toContain('号码和姓名对不上 2 行')

  const back = await taken('aid', `姓名,身份证号码,日期,金额\n王秀英,${number},2025-01-01,100\n`)
  expect(back).toMatchObject({ added: 1, bad: [] })
})

test('a household number beside a head of another household comes back; one of its own members may stand for the head', async () => {
  const [household, wife] = [books.newId(), books.newId()]
  await books.write([
    set('household', household, { number: 'N731', head_name: '李建国', area: villages[0] }),
    set('person', wife, { name: '王秀英' }),
    set('membership', books.newId(), { person: wife, household, since: '2024-01-01' }),
  ])
  const head = '户编号,户主姓名,标签,起\n'
  const read = await taken(
    'label',
    `${head}N731,李建军,低保,2025-01-01\nN731,李建国,特困,2025-01-01\nN731,王秀英,脱贫,2025-01-01\n`,
  )
  expect(read).toMatchObject({
    added: 2,
    bad: [
      {
        row: 2,
        problems: [
          {
            code: 'import.named_otherwise',
            at: { field: 'household', column: 1 },
            message: '这个户编号在账上是“李建国”，表里写的却是“李建军”。',
          },
        ],
      },
    ],
  })
  // The name alone finds no household, and is said to be unread.
  await expect(taken('label', '户主姓名,标签,起\n李建国,低保,2025-02-01\n')).rejects.toMatchObject({
    problems: [{ code: 'import.missing_columns' }],
  })
})

test('a household is found by the number of somebody who belongs to it, as most lists name it, and its head is checked', async () => {
  const [family, gone] = [await books.family(villages[0], '郑某'), await books.family(villages[0], '旧某')]
  const correcting = { kind: 'correct', reason: '试' } as const
  await books.write([correct('person', family.person, { id_number: idNumberOf(751) })], correcting)
  await books.write([correct('person', gone.person, { id_number: idNumberOf(752) })], correcting)
  await books.write([correct('membership', gone.membership, { until: '2024-12-31' })], correcting)
  const head = '户主姓名,户主身份证号,标签,起\n'
  const read = await taken(
    'label',
    `${head}郑某,${idNumberOf(751)},低保,2025-01-01\n陈某,${idNumberOf(751)},特困,2025-01-01\n旧某,${idNumberOf(752)},低保,2025-01-01\n`,
  )
  expect(read).toMatchObject({
    added: 1,
    bad: [
      { row: 3, problems: [{ message: '这个证件号码在账上是“郑某”，表里写的却是“陈某”。' }] },
      { row: 4, problems: [{ code: 'act.link_missing' }] },
    ],
  })
  const rows = await scoped(books.store, office, (tx) =>
    tx.run<{ n: number }>(sql`SELECT count(*) AS n FROM ${table('label')} WHERE household = ${family.household}`),
  )
  expect(rows).toEqual([{ n: 1 }])
})

test('a column that the file has not is filled with one value, in rows that are new and in no others', async () => {
  const { household } = await books.family(villages[0], '补某')
  const csv = `农户,标签\n${household},低保\n${household},特困\n`
  await expect(taken('label', csv)).rejects.toMatchObject({
    problems: [{ code: 'import.missing_columns', remedy: expect.stringContaining('统一填一个值') }],
  })
  await expect(taken('label', csv, { fill: { 起: '昨天' } })).rejects.toMatchObject({
    problems: [{ message: expect.stringContaining('统一填写的“起”不对') }],
  })
  await expect(taken('label', csv, { fill: { 起: '2025-01-01', 什么: '1' } })).rejects.toMatchObject({
    problems: [{ code: 'import.fill', message: '“标签”没有“什么”这一栏，不能统一填写。' }],
  })
  await expect(taken('label', csv, { fill: { 起: '2025-01-01', 标签: '低保' } })).rejects.toMatchObject({
    problems: [{ code: 'import.fill', message: '表里有“标签”这一栏，不能再统一填写。' }],
  })
  const read = await taken('label', csv, { fill: { 起: '2025.1.1' } })
  expect(read).toMatchObject({ added: 2, bad: [] })
  expect(read.notes).toContain('表里没有“起”这一栏，账上没有的行都填“2025.1.1”；账上已有的行不受影响。')
  const [noted] = await scoped(books.store, office, (tx) =>
    tx.run<{ detail: string }>(sql`SELECT detail FROM audit WHERE event = 'import' ORDER BY at DESC LIMIT 1`),
  )
  expect(noted!.detail).toContain('“起”统一填“2025.1.1”')

  const homes = `户编号,户主姓名\nB1,甲\nB2,乙\n`
  await taken('household', `户编号,户主姓名,所在地\nB1,甲,${villages[1]}\n`)
  expect(await taken('household', homes, { fill: { 所在地: villages[0] }, changes: 'take' })).toMatchObject({
    added: 1,
    known: 1,
    changed: [],
  })
  expect(await standing('B1')).toMatchObject([{ area: villages[1] }])
  expect(await standing('B2')).toMatchObject([{ area: villages[0] }])
})

test('a roster without its days is filled, and a household that is only named, or somebody who belongs there already, stays as it is', async () => {
  const [one, two, three, four] = [741, 742, 743, 744].map(idNumberOf)
  const first = await taken(
    undefined,
    `户编号,户主姓名,所在地,姓名,身份证号,与户主关系\nL1,李甲,${villages[0]},李甲,${one},户主\nL1,,,李乙,${two},其他\n`,
    { fill: { 加入日期: '2025-01-01' } },
  )
  expect(first).toMatchObject({ added: 5, bad: [] })
  const later = await taken(
    undefined,
    `户编号,户主姓名,姓名,身份证号,与户主关系\nL1,李甲,李甲,${one},户主\nL1,,李丙,${three},其他\nL2,李丁,李丁,${four},户主\n`,
    { fill: { 加入日期: '2025-06-01', 所在地: villages[1] } },
  )
  expect(later).toMatchObject({ changed: [], bad: [] })
  expect(later.ledgers).toMatchObject([
    { ledger: 'household', added: 1, known: 1 },
    { ledger: 'person', added: 2, known: 1 },
    { ledger: 'membership', added: 2, known: 1 },
  ])
  expect(await standing('L1')).toMatchObject([{ area: villages[0] }])
  expect(await standing('L2')).toMatchObject([{ area: villages[1] }])
  const named = `户编号,耕地,姓名,身份证号,与户主关系\nL1,,李戊,${idNumberOf(745)},其他\n`
  expect(
    await taken(undefined, named, { fill: { 加入日期: '2025-06-01', 户主姓名: '无', 所在地: villages[1] } }),
  ).toMatchObject({
    ledgers: [{ ledger: 'household', added: 0, changed: 0, bad: 0 }, { added: 1 }, { added: 1 }],
  })
})

test('a value given for all rows that one of them cannot have is not looked for in the file: it is said whose it is, and what to do', async () => {
  const csv = `户编号,户主姓名,所在地,姓名,出生日期,与户主关系,离开日期\nL5,路大,${villages[0]},路大,1960-01-01,户主,\nL5,,,路小,2021-05-06,其他,\nL5,,,路三,1990-01-01,其他,2019-01-01\n`
  const read = await taken(undefined, csv, { fill: { 加入日期: '2020-01-01' } })
  const remedy = '请在退回的文件里加上“加入日期”一栏，写这一行自己的，再导入它。'
  const filled = '表里没有“加入日期”这一栏，这是统一填的值。'
  expect(read.bad).toMatchObject([
    { row: 3, problems: [{ message: `加入日期（2020-01-01）早于人员的出生日期（2021-05-06）。${filled}`, remedy }] },
    { row: 4, problems: [{ message: `离开日期（2019-01-01）早于加入日期（2020-01-01）。${filled}`, remedy }] },
  ])
  const back = (await readTable(read.marked!.bytes, '退回.xlsx')).sheets[0]!.rows
  const mended = back
    .slice(1)
    .map((row, i) => [...row.slice(0, 7), ['加入日期', '2021-05-06', '2018-01-01'][i]].join(','))
  expect(await taken(undefined, mended.join('\n'))).toMatchObject({
    bad: [],
    ledgers: [{}, { added: 2 }, { added: 2 }],
  })
})

test('members below their household belong to it, with a word', async () => {
  const { household } = await books.family(villages[0], '领某')
  for (const n of [41, 42]) {
    await books.write([set('person', books.newId(), { name: `下${n}`, id_number: idNumberOf(n) })])
  }
  const csv = `所在户,人员,加入日期\n${household},下41,2025-01-01\n,下42,2025-01-01\n`
  const read = await taken('membership', csv)
  expect(read).toMatchObject({ added: 2, bad: [] })
  expect(read.notes).toContain('第 3 行没有写“所在户”，按上面一行的算。')
})

test('whoever has no number is known by name and birthday: a corrected word, or a number given later, makes nobody twice', async () => {
  const head = '姓名,身份证号码,性别,出生日期\n'
  expect(await taken('person', `${head}安小宝,,,2024-05-06\n安小宝,,,2024-09-09\n`)).toMatchObject({
    added: 2,
    bad: [],
  })
  expect(await taken('person', `${head}安小宝,,男,2024-05-06\n`, { changes: 'take' })).toMatchObject({
    added: 0,
    changed: [{ cells: [{ field: 'sex', before: '', after: '男' }] }],
  })
  const number = idNumberOf(721)
  expect(await taken('person', `${head}安小宝,${number},,2024-09-09\n`, { changes: 'take' })).toMatchObject({
    added: 0,
    changed: [{ cells: [{ field: 'id_number' }] }],
  })
  const again = await taken('person', `${head}安小宝,,男,2024-05-06\n安小宝,${number},,2024-09-09\n`)
  expect(again).toMatchObject({ added: 0, known: 2, changed: [], bad: [] })
})

test('of several who share name and birthday nobody guesses, and somebody with another number is somebody else', async () => {
  const head = '姓名,身份证号码,性别,出生日期\n'
  const csv = `${head}白小雪,,男,2023-01-01\n白小雪,,女,2023-01-01\n白小雪,${idNumberOf(722)},,2023-01-01\n`
  expect(await taken('person', csv)).toMatchObject({ added: 3, bad: [] })
  expect(await taken('person', csv)).toMatchObject({ added: 0, known: 3, bad: [] })
  expect(await taken('person', `${head}白小雪,${idNumberOf(723)},,2023-01-01\n`)).toMatchObject({
    added: 0,
    bad: [{ problems: [{ code: 'import.row_ambiguous' }] }],
  })
})

test('two without a number who share a name each join their household, and are known there by the name alone', async () => {
  const homes = `户编号,户主姓名,所在地\nJ1,焦大,${villages[0]}\nJ2,焦二,${villages[1]}\n`
  await taken('household', homes)
  await taken('person', '姓名,出生日期\n焦小宝,2024-05-06\n焦小宝,2024-09-09\n')
  const head = '人员,所在户,加入日期,离开日期\n'
  expect(await taken('membership', `${head}焦小宝,J1,2024-05-06,\n`)).toMatchObject({
    added: 0,
    bad: [{ problems: [{ code: 'import.link_ambiguous', remedy: expect.stringContaining('姓名 出生日期') }] }],
  })
  const joined = await taken(
    'membership',
    `${head}焦小宝 2024-05-06,J1,2024-05-06,\n焦小宝（2024年9月9日）,J2,2024-09-09,\n`,
  )
  expect(joined).toMatchObject({ added: 2, bad: [] })
  expect(await taken('membership', `${head}焦小宝,J1,2024-05-06,\n焦小宝,J2,2024-09-09,\n`)).toMatchObject({
    added: 0,
    known: 2,
    bad: [],
  })
})

test('nobody joins a household before being born, whichever of the two is said last, and nobody is born tomorrow', async () => {
  const { household } = await books.family(villages[0], '生某')
  const baby = books.newId()
  const joins = books.newId()
  const born = (day: string) => set('person', baby, { name: '生小宝', born_on: day })
  const member = (day: string) => set('membership', joins, { person: baby, household, since: day })
  const early = {
    problems: [{ code: 'act.days_out_of_order', message: '加入日期（2024-05-05）早于人员的出生日期（2024-05-06）。' }],
  }
  await expect(books.write([born('2024-05-06'), member('2024-05-05')])).rejects.toMatchObject(early)
  await books.write([born('2024-05-06'), member('2024-05-06')])
  await expect(
    books.write([correct('person', baby, { born_on: '2024-05-07' })], { reason: '试' }),
  ).rejects.toMatchObject({ problems: [{ code: 'act.days_out_of_order', at: { ledger: 'person', field: 'born_on' } }] })
  await expect(
    books.write([set('person', books.newId(), { name: '明日', born_on: '2124-05-06' })]),
  ).rejects.toMatchObject({ problems: [{ code: 'act.day_ahead' }] })
  const csv = '人员,所在户,加入日期\n生小宝,' + household + ',2024-05-05\n'
  expect(await taken('membership', csv, { dryRun: true })).toMatchObject({ bad: [{ row: 2 }] })
})

describe('a roster of households and people in one sheet', () => {
  const head = '户编号,户主姓名,所在地,耕地,姓名,身份证号码,出生日期,与户主关系,加入日期\n'
  const roster = (rows: string[], how?: Parameters<typeof taken>[2], ledger?: string) =>
    taken(ledger, head + rows.join('\n'), how)
  const counts = (household: number, person: number, membership: number) => [
    { ledger: 'household', added: household },
    { ledger: 'person', added: person },
    { ledger: 'membership', added: membership },
  ]
  const family = [
    `Y1,云大,${villages[0]},3.5,云大,,1960-01-01,户主,2014-01-01`,
    ',,,,云小,,1990-01-01,其他,2014-01-01',
    `Y2,,,,云三,,1991-01-01,其他,2014-01-01`,
    `Y2,云二,地002,2,云二,,1961-01-01,户主,2014-01-01`,
  ]

  test('goes into the three ledgers at once, as one act, the same again changes nothing, and a dry run tells as much', async () => {
    const dry = await roster(family, { dryRun: true })
    expect(dry).toMatchObject({ ledgers: counts(2, 4, 4), bad: [] })
    const first = await roster(family)
    expect(first).toMatchObject({ ledgers: counts(2, 4, 4), added: 10, bad: [], receipt: { repeated: false } })
    const [home] = await standing('Y1')
    const members = await scoped(books.store, office, (tx) =>
      tx.run<{ name: string }>(sql`
        SELECT p.name FROM ${table('membership')} m JOIN ${table('person')} p ON p.township = m.township AND p.id = m.person
        WHERE m.township = ${township} AND m.household = ${home!.id} ORDER BY p.name`),
    )
    expect(members.map(({ name }) => name).sort()).toEqual(['云大', '云小'].sort())
    expect(await roster(family)).toMatchObject({ added: 0, known: 10, changed: [], bad: [] })
    expect(await roster(family, {}, 'membership')).toMatchObject({ added: 0, known: 10 })
  })

  test('the sheet of one ledger stays the sheet of that ledger where it is told', async () => {
    expect(await roster([`Y9,云九,${villages[0]},1,云九,,1960-01-01,户主,2014-01-01`], {}, 'household')).toMatchObject({
      ledgers: [{ ledger: 'household', added: 1 }],
    })
  })

  test('a line with a wrong cell comes back whole with every fault, and its household and the others go in', async () => {
    const read = await roster([
      `X1,夏大,${villages[0]},1,夏大,110101199001011230,1990-13-01,户主,2014-01-01`,
      'X1,,,,夏小,,1990-01-01,其他,2014-01-01',
    ])
    expect(read).toMatchObject({ ledgers: counts(1, 1, 1), bad: [{ row: 2 }] })
    expect(read.bad[0]!.problems.map(({ at }) => [at?.ledger, at?.field, at?.column])).toEqual([
      ['person', 'id_number', 6],
      ['person', 'born_on', 7],
    ])
    const back = (await readTable(read.marked!.bytes, '退回.xlsx')).sheets[0]!.rows
    expect(back).toHaveLength(3)
    const mended = await roster([
      `X1,夏大,${villages[0]},1,夏大,,1990-12-01,户主,2014-01-01`,
      'X1,,,,夏小,,1990-01-01,其他,2014-01-01',
    ])
    expect(mended).toMatchObject({ ledgers: counts(0, 1, 1), known: 3, bad: [] })
  })

  test('a household whose members all came back is named, until they come in', async () => {
    const line = (name: string, born: string) => `X7,${name},${villages[0]},1,${name},,${born},户主,2014-01-01`
    const others = ['X8,夏八,地002,2,夏八,,1961-01-01,户主,2014-01-01']
    for (const dryRun of [true, false]) {
      const read = await roster([line('夏七', '1990-13-01'), ...others], { dryRun })
      expect(read).toMatchObject({ ledgers: counts(2, 1, 1), bad: [{ row: 2 }] })
      expect(read.notes).toEqual(['有 1 户没有家庭成员（X7）：写着家庭成员的行都退回了，改好再导入就补上。'])
    }
    expect((await roster([line('夏七', '1990-12-01'), ...others])).notes).toEqual([])
  })

  test('a member that comes back alone comes back with its household, which stood in a line above', async () => {
    const read = await roster([
      `R8,任大,${villages[0]},1,任大,,1960-01-01,户主,2014-01-01`,
      ',,,,任小,,1990-13-01,其他,2014-01-01',
      `R9,任二,${villages[0]},1,任二,,1960-01-01,户主,2014-01-01`,
      ',,,,任三,,1990-14-01,其他,2014-01-01',
    ])
    const back = (await readTable(read.marked!.bytes, '退回.xlsx')).sheets[0]!.rows
    expect(back.slice(2).map(([number, , , , name]) => [number, name])).toEqual([
      ['R8', '任小'],
      ['R9', '任三'],
    ])
  })

  test('what came back goes in by itself once it is put right: the household is on the books, its head is not in the file', async () => {
    await roster([
      `VA1,温大,${villages[0]},1,温大,,1960-01-01,户主,2014-01-01`,
      'VA1,,,,温小,,1990-13-01,其他,2014-01-01',
    ])
    const line = (number: string) => `${number},,${villages[0]},,温小,,1990-12-01,其他,2014-01-01`
    const read = await roster([line('VA1'), line('VA2').replace('温小', '温外')])
    expect(read.ledgers).toMatchObject(counts(0, 1, 1))
    expect(read.bad.map(({ row, problems }) => [row, problems.map(({ code }) => code).join()])).toEqual([
      [3, 'act.field_missing'],
    ])
    expect(read.notes.join()).toContain('有 1 户（VA1）已经在账上')
    const [home] = await standing('VA1')
    expect(home!.values.head_name).toBe('温大')
  })

  test('a household that cannot be taken brings all its lines back, each saying why', async () => {
    const read = await roster([
      `W1,吴大,${township}999,1,吴大,,1990-01-01,户主,2014-01-01`,
      'W1,,,,吴小,,1990-01-02,其他,2014-01-01',
      'W2,吴二,没有的地方,1,吴二,,1990-01-03,户主,2014-01-01',
      ',,,,吴四,,1990-01-04,其他,2014-01-01',
      `W3,,${villages[0]},1,吴五,,1990-01-05,其他,2014-01-01`,
      `W3,,,,吴六,,1990-01-06,其他,2014-01-01`,
      `W4,吴七,${villages[0]},1,吴七,,1990-01-07,户主,2014-01-01`,
      `W4,吴七,${villages[1]},1,吴八,,1990-01-08,其他,2014-01-01`,
      `W5,,,,吴九,,1990-01-09,其他,2014-01-01`,
    ])
    expect(read.ledgers).toMatchObject(counts(1, 1, 1))
    expect(read.bad.map(({ row, problems }) => [row, problems.map(({ code }) => code).join()])).toEqual([
      [2, 'area.not_listed'],
      [3, 'import.home_returned'],
      [4, 'area.not_listed'],
      [5, 'import.home_returned'],
      [6, 'act.field_missing'],
      [7, 'import.home_returned'],
      [9, 'import.lines_differ'],
      [10, 'act.link_missing'],
    ])
  })

  test('the head names the household where the sheet has no column for that, and members are added to a household of the books', async () => {
    const short = '户编号,所在地,姓名,出生日期,与户主关系,加入日期\n'
    const read = await taken(
      undefined,
      `${short}V8,${villages[0]},魏大,1960-01-01,户主,2014-01-01\n,,魏小,1990-01-01,其他,2014-01-01\n`,
    )
    expect(read).toMatchObject({ ledgers: counts(1, 2, 2), bad: [] })
    expect(await standing('V8')).toMatchObject([{ values: { head_name: '魏大' } }])
    expect(await taken(undefined, `${short}V8,,魏三,1992-01-01,其他,2020-01-01\n`)).toMatchObject({
      ledgers: counts(0, 1, 1),
      bad: [],
    })
  })

  test('what only the books refuse brings back the whole line, and nothing of it is left behind', async () => {
    await roster([`U1,武大,${villages[0]},1,武大,,1960-01-01,户主,2014-01-01`])
    const read = await roster([
      `U2,武二,${villages[0]},1,武大,,1960-01-01,其他,2015-01-01`,
      'U2,,,,武三,,1970-01-01,户主,2015-01-01',
    ])
    expect(read).toMatchObject({ ledgers: counts(1, 1, 1), bad: [{ row: 2, problems: [{ code: 'act.overlap' }] }] })
  })

  test('a line of another sheet is named with its sheet, and one of the same without', async () => {
    const head = ['户编号', '户主姓名', '所在地', '姓名', '出生日期', '与户主关系', '加入日期']
    const rows = [
      ['Q1', '曲大', villages[0], '曲大', '1960-01-01', '户主', '2014-01-01'],
      ['Q2', '曲二', '没有的地方', '曲二', '1960-01-02', '户主', '2014-01-01'],
      ['Q2', '', '', '曲三', '1990-01-02', '其他', '2014-01-01'],
    ]
    const other = [
      ['Q1', '曲甲', '', '曲四', '1990-01-01', '其他', '2014-01-01'],
      ['Q2', '', '', '曲五', '1990-01-03', '其他', '2014-01-01'],
    ]
    const bytes = await writeXlsx({
      sheets: [
        { name: '一组', rows: [head, ...rows] },
        { name: '二组', rows: [head, ...other] },
      ],
    })
    const { bad } = await importFile(books.store, office, { township, bytes, name: '花名册.xlsx', dryRun: true })
    expect(bad.slice(1).map(({ sheet, problems }) => [sheet, problems.map(({ message }) => message).join()])).toEqual([
      ['一组', '这一户写在第 3 行，那一行退回了，所以这一行也没有记。'],
      ['二组', '和工作表“一组”第 2 行起的同一户写的不一样。'],
      ['二组', '这一户写在工作表“一组”第 3 行，那一行退回了，所以这一行也没有记。'],
    ])
  })

  test('what is told of people may say so in each head', async () => {
    const head = '户编号,户主姓名,所在地,人员姓名,人员身份证号,人员性别,与户主关系,加入日期'
    const line = `QP1,曲大,${villages[0]},曲大,${idNumberOf(967)},,户主,2014-01-01`
    const read = await taken(undefined, `${head}\n${line}\n`, { dryRun: true })
    expect(read).toMatchObject({ ledgers: counts(1, 1, 1), bad: [] })
    expect(read.notes.join()).not.toContain('没有读')
  })

  test('an amount merged over the lines of one household is that of the household', async () => {
    const rows = [
      ['户编号', '户主姓名', '所在地', '耕地', '姓名', '出生日期', '与户主关系', '加入日期'],
      ['T1', '田大', villages[0], '4', '田大', '1960-01-01', '户主', '2014-01-01'],
      ['T1', '田大', villages[0], '4', '田小', '1990-01-01', '其他', '2014-01-01'],
    ]
    const bytes = await writeXlsx({
      sheets: [{ name: '花名册', rows, merges: [{ startRow: 1, startCol: 3, endRow: 2, endCol: 3 }] }],
    })
    const read = await importFile(books.store, office, { township, bytes, name: '花名册.xlsx' })
    expect(read).toMatchObject({ ledgers: counts(1, 2, 2), bad: [] })
  })
})

test('who is what to the head is never taken as a list of people: members of a household of the books join it, and without its number the file comes back', async () => {
  await taken('household', `户编号,户主姓名,所在地\nK1,康大,${villages[0]}\n`)
  const members = [
    '户编号,姓名,身份证号,与户主关系',
    `K1,康大,${idNumberOf(951)},户主`,
    `,康小,${idNumberOf(952)},其他`,
    `K9,康某,${idNumberOf(953)},其他`,
  ].join('\n')
  await expect(taken(undefined, members)).rejects.toMatchObject({
    problems: [{ code: 'import.missing_columns', message: '表里缺少必填的栏目：加入日期。' }],
  })
  const fill = { 加入日期: '2025-01-01' }
  for (const ledger of [undefined, 'membership']) {
    expect(await taken(ledger, members, { fill, dryRun: true })).toMatchObject({
      ledgers: [
        { ledger: 'household', added: 0 },
        { ledger: 'person', added: 2 },
        { ledger: 'membership', added: 2 },
      ],
      bad: [{ row: 4, problems: [{ code: 'act.link_missing', message: '“农户”里没有“K9”。' }] }],
    })
  }
  await expect(taken('person', members)).rejects.toMatchObject({
    problems: [
      { code: 'import.roster', message: '表里写着“与户主关系”，是花名册：只导入“人员”，谁在哪一户就没有记。' },
    ],
  })
  const numbered = `序号,姓名,身份证号,与户主关系,所在地\n1,康大,${idNumberOf(951)},户主,${villages[0]}\n1,康小,${idNumberOf(952)},其他,\n`
  for (const ledger of [undefined, 'person', 'membership']) {
    await expect(taken(ledger, numbered)).rejects.toMatchObject({
      problems: [
        {
          code: 'import.roster',
          message: '表里写着“与户主关系”，是花名册，却没有“户编号”，看不出谁和谁是一户。',
          remedy: expect.stringContaining('请加上“户编号”一栏，同一户的各行写同一个编号'),
        },
      ],
    })
  }
})

test('a household is told by the number of its head where it has none of its own, and beside its own that is checked', async () => {
  const [one, two, three, other] = [961, 962, 963, 964].map((n) => idNumberOf(n)) as [string, string, string, string]
  const fill = { 加入日期: '2025-01-01' }
  const headed = (...lines: string[]) => `姓名,身份证号,与户主关系,户主身份证号\n${lines.join('\n')}\n`
  // The books do not know whose household it is: nobody makes up its number.
  const asked = await taken(undefined, headed(`花大,${one},户主,${one}`, `花小,${two},其他,`), { fill })
  expect(asked.ledgers).toMatchObject([{ added: 0 }, { added: 0 }, { added: 0 }])
  const fault = {
    code: 'act.link_missing',
    message: '账上没有哪一户的家庭成员是这个号码，看不出是哪一户。',
    remedy: '请加上“户编号”一栏，同一户的各行写同一个编号（已经在账上的，写它的编号），再导入。',
    at: { column: 4 },
  }
  expect(asked.bad).toMatchObject([
    { row: 2, problems: [fault] },
    { row: 3, problems: [fault] },
  ])
  const whole = (...lines: string[]) =>
    `户编号,户主身份证号,户主姓名,所在地,姓名,身份证号,与户主关系\n${lines.join('\n')}\n`
  const first = await taken(
    undefined,
    whole(
      `YH1,${one},花大,${villages[0]},花大,${one},户主`,
      `YH1,${three},,,花小,${two},其他`,
      `YH2,${other},霍大,${villages[0]},霍大,${other},户主`,
    ),
    { fill },
  )
  expect(first).toMatchObject({
    ledgers: [{ added: 2 }, { added: 2 }, { added: 2 }],
    bad: [
      {
        row: 3,
        problems: [{ message: '“户主身份证号码”和第 2 行户主的号码不一样。', at: { line: 3, column: 2 } }],
      },
    ],
  })
  // The head is on the books, and not in the file.
  expect(await taken(undefined, headed(`花小,${two},其他,${one}`), { fill })).toMatchObject({
    ledgers: [{ ledger: 'household', added: 0 }, { added: 1 }, { added: 1 }],
    bad: [],
  })
  // What the head is called is held against the number: nobody goes into another family's home by one wrong digit.
  const named = (head: string) =>
    `户主姓名,户主身份证号,姓名,身份证号,与户主关系\n${head},${one},花四,${idNumberOf(967)},其他\n`
  expect(await taken(undefined, named('张冠李'), { fill })).toMatchObject({
    added: 0,
    bad: [
      {
        row: 2,
        problems: [
          { code: 'import.named_otherwise', message: expect.stringContaining('“花大”，表里写的却是“张冠李”') },
        ],
      },
    ],
  })
  for (const head of ['花大', '']) {
    const done = await taken('membership', named(head), { fill, dryRun: true })
    expect(done).toMatchObject({ ledgers: [{ added: 0 }, { added: 1 }, { added: 1 }], bad: [] })
    expect(done.notes.join()).not.toContain('户主姓名')
  }
  const later = await taken(
    undefined,
    whole(`YH1,${other},,,花三,${three},其他`, `YH2,${other},,,霍二,${idNumberOf(965)},其他`),
    { fill },
  )
  expect(later).toMatchObject({
    ledgers: [{ added: 0 }, { added: 1 }, { added: 1 }],
    bad: [{ row: 2, problems: [{ message: '这个号码的人在账上属于另一户，不是“YH1”。', at: { column: 2 } }] }],
  })
  // A list of households alone keeps no number of a head: it only checks.
  const homes = await taken(
    'household',
    `户编号,户主姓名,户主证件号码,所在地\nYH1,花大,${one},${villages[0]}\nYH2,霍大,${one},${villages[0]}\nYH3,郝大,${idNumberOf(966)},${villages[0]}\n`,
  )
  expect(homes).toMatchObject({
    ledgers: [{ ledger: 'household', added: 1, known: 1 }],
    bad: [{ row: 3, problems: [{ message: '这个号码的人在账上属于另一户，不是“YH2”。', at: { line: 3, column: 3 } }] }],
  })
  expect(homes.notes).toContain('“户主身份证号码”只用来核对是不是这一户，没有记到账上。')
})

test('which ledger a file is for is seen by its columns, and asked where several could be meant', async () => {
  expect(await taken(undefined, `户编号,户主姓名,所在地\nQ1,齐某,${villages[0]}\n`)).toMatchObject({
    ledgers: [{ ledger: 'household', added: 1 }],
  })
  await expect(taken(undefined, '甲,乙\n1,2\n')).rejects.toMatchObject({ problems: [{ code: 'import.ledger_which' }] })
  await expect(taken(undefined, `户主姓名,所在地,耕地\n齐某,${villages[0]},1\n`)).rejects.toMatchObject({
    problems: [{ remedy: '像“农户”（household），但没有这些栏目：户编号。请写明导入哪一本台账，再来一次。' }],
  })
})

test('a village and its group in two columns are one place, however the group is numbered', async () => {
  for (const [code, name] of [
    [`${villages[0]}03`, '三组'],
    [`${villages[1]}03`, '第3村民小组'],
    [`${villages[1]}12`, '12组'],
  ] as const) {
    await books.write([set('area', books.newId(), { code, name, valid_from: '2000-01-01' })])
  }
  const csv = [
    '户编号,户主姓名,村名,组名',
    'GR1,甲,地001,三组',
    'GR2,乙,地001村,3',
    'GR3,丙,地002村委会,第三组',
    'GR4,丁,地002,十二',
    'GR5,戊,地002,',
    'GR6,己,地001,九组',
  ].join('\n')
  const read = await taken('household', csv)
  expect(read).toMatchObject({
    added: 5,
    bad: [{ row: 7, problems: [{ code: 'area.not_listed', at: { column: 4 } }] }],
  })
  const areas = await Promise.all(['GR1', 'GR2', 'GR3', 'GR4', 'GR5'].map(async (n) => (await standing(n))[0]!.area))
  expect(areas.map((code) => code.slice(9))).toEqual(['00103', '00103', '00203', '00212', '002'])
})

test('a voided row is found again by all of its unique fields, of which the first alone says little', async () => {
  const { household } = await books.family(villages[0], '址某')
  const ids = [books.newId(), books.newId()]
  await books.write(
    ids.map((id, i) => set('move', id, { household, left: villages[1], moved_on: `202${i + 1}-03-01` })),
  )
  await books.write(
    ids.map((id) => voided('move', id)),
    { kind: 'void', reason: '录重了' },
  )
  const csv = `农户,原住地,迁居日期\n${household},${villages[1]},2022-03-01\n`
  expect(await taken('move', csv)).toMatchObject({ added: 0, restored: [{ id: ids[1] }], bad: [] })
})

test('a row with wrong cells and names that lead nowhere is told of all of them at once', async () => {
  const csv = '人员,所在户,加入日期,离开日期\n没有此人,没有此户,2025-13-01,2025-14-01\n'
  const { bad } = await taken('membership', csv)
  expect(bad).toMatchObject([{ row: 2 }])
  expect(bad[0]!.problems.map(({ at }) => at?.column).sort()).toEqual([1, 2, 3, 4])
})

test('an error names its sheet where there are several, and only there', async () => {
  const rows = [
    ['户编号', '户主姓名', '所在地'],
    ['ZZ1', '甲', '没有的地方'],
  ]
  const sheet = (name: string) => ({ name, rows })
  const read = async (...names: string[]) => {
    const bytes = await writeXlsx({ sheets: names.map(sheet) })
    const { bad } = await importFile(books.store, office, { ledger: 'household', township, bytes, name: '户.xlsx' })
    return bad.flatMap(({ problems }) => problems.map(({ at }) => whereSaid(at)))
  }
  expect((await read('一月', '二月')).map((where) => /^工作表“.月” 第2行/.test(where))).toEqual([true, true])
  expect((await read('一月')).map((where) => where.includes('工作表'))).toEqual([false])
})

test('an import and a dry run are each noted in the audit, with the digest of the file and how many numbers were known', async () => {
  const known = idNumberOf(801)
  await books.write([set('person', books.newId(), { name: '审某', id_number: known })])
  const csv = `姓名,身份证号码,性别\n审某,${known},\n审二,${idNumberOf(802)},\n`
  await taken('person', csv, { dryRun: true })
  await taken('person', csv)
  const notes = await scoped(books.store, office, (tx) =>
    tx.run<{ event: string; subject: string; detail: string }>(
      sql`SELECT event, subject, detail FROM audit WHERE township = ${township} AND event = 'import' ORDER BY at DESC, id DESC LIMIT 2`,
    ),
  )
  const digest = createHash('sha256').update(csv).digest('hex')
  expect(notes).toMatchObject([
    { subject: `sha256:${digest}`, detail: expect.stringContaining('导入“名单.csv”') },
    { subject: `sha256:${digest}`, detail: expect.stringContaining('试导入“名单.csv”') },
  ])
  for (const { detail } of notes) expect(detail).toContain('证件号码账上已有 1 个，没有 1 个')
  expect(JSON.stringify(notes)).not.toContain(known)
  // The number of a head tells whose household it is.
  const last = async () =>
    (
      await scoped(books.store, office, (tx) =>
        tx.run<{ detail: string }>(
          sql`SELECT detail FROM audit WHERE township = ${township} AND event = 'import' ORDER BY at DESC, id DESC LIMIT 1`,
        ),
      )
    )[0]!.detail
  await taken(
    undefined,
    `户编号,户主姓名,所在地,姓名,身份证号码,与户主关系,加入日期\nAU1,审某,${villages[0]},审某,${known},户主,2014-01-01\n`,
  )
  const [other, member] = [idNumberOf(803), idNumberOf(804)]
  await taken(
    'household',
    `户编号,户主姓名,户主身份证号,所在地\nAU1,审某,${known},${villages[0]}\nAU2,审五,${other},${villages[0]}\n`,
    {
      dryRun: true,
    },
  )
  expect(await last()).toContain('证件号码账上已有 1 个，没有 1 个')
  const fill = { 加入日期: '2025-01-01' }
  await taken(
    undefined,
    `姓名,身份证号码,与户主关系,户主身份证号\n审六,${member},其他,${known}\n审六,${member},其他,${other}\n`,
    { fill, dryRun: true },
  )
  expect(await last()).toContain('证件号码账上已有 1 个，没有 2 个')
})

test('books that files were imported into, corrected and restored are whole', async () => {
  expect((await verify(books.store, office)).problems).toEqual([])
})

test('a name means the place of the township that is imported for, whatever other townships its sender works for', async () => {
  const other = '990101202'
  const both: Actor = { ...office, areas: [township, other] }
  const areas = `代码,名称,有效起\n${other},别乡,2020-01-01\n${other}001,地001,2020-01-01\n`
  await importFile(books.store, both, {
    ledger: 'area',
    township: other,
    bytes: new TextEncoder().encode(areas),
    name: '区划.csv',
  })
  const answer = await taken('household', '户编号,户主姓名,所在地\nTWO1,甲,地001\n', { actor: both })
  expect(answer).toMatchObject({ added: 1, bad: [] })
  expect((await standing('TWO1'))[0]!.values.area).toBe(villages[0])
})

describe('a whole import is taken back by one act', () => {
  const back = (seq: number, id = books.newId(), dryRun = false) =>
    takeBack(books.store, office, { id, township, seq, reason: '整份表导错了', source: '命令行', dryRun })
  const head = '户编号,户主姓名,所在地,耕地,姓名,身份证号,与户主关系,加入日期'
  const line = (n: number, name = `撤${n}`) =>
    `TB${n},${name},${villages[0]},${n},${name},${idNumberOf(970 + n)},户主,2014-01-01`

  test('what it recorded is voided in all its ledgers, once, and the same file restores it', async () => {
    const csv = `${head}\n${line(1)}\n${line(2)}\n`
    const { receipt } = await taken(undefined, csv)
    const seq = receipt!.seq
    expect(await back(seq, books.newId(), true)).toMatchObject({ file: '名单.csv', gone: 0 })
    expect(await standing('TB1')).toHaveLength(1)
    const id = books.newId()
    const done = await back(seq, id)
    expect(done.ledgers).toEqual(
      ['household', 'person', 'membership'].map((ledger) => ({ ledger, voided: 2, corrected: 0 })),
    )
    expect(await standing('TB1')).toEqual([])
    expect(await back(seq, id)).toMatchObject({ receipt: { seq: done.receipt!.seq, repeated: true } })
    await expect(back(seq)).rejects.toMatchObject({ problems: [{ code: 'act.nothing' }] })
    expect(await taken(undefined, csv)).toMatchObject({ added: 0, restored: { length: 6 }, bad: [] })
    expect((await verify(books.store, office)).problems).toEqual([])
  })

  test('what it corrected is put back as it was, an ID number and a place too', async () => {
    await taken(undefined, `${head}\n${line(3)}\n`)
    const [before] = await standing('TB3')
    const other = `户编号,户主姓名,所在地,耕地\nTB3,另名,${villages[1]},9\nTB4,新户,${villages[1]},1\n`
    const { receipt } = await importFile(books.store, office, {
      ledger: 'household',
      township,
      moved: { on: '2025-03-01' },
      changes: 'take',
      bytes: new TextEncoder().encode(other),
      name: '更正.csv',
    })
    expect(await standing('TB3')).toMatchObject([{ area: villages[1], values: { head_name: '另名' } }])
    const done = await back(receipt!.seq)
    expect(done.ledgers).toEqual([
      { ledger: 'household', voided: 1, corrected: 1 },
      { ledger: 'move', voided: 1, corrected: 0 },
    ])
    expect(await standing('TB3')).toMatchObject([
      { area: villages[0], values: { ...before!.values, _seal: expect.any(String) } },
    ])
    expect(await standing('TB4')).toEqual([])
    // A file of before a number was put right, taken by mistake: the right one stands again.
    const [old, right] = [idNumberOf(978), idNumberOf(979)]
    const people = (number: string) => `姓名,身份证号\n号某,${number}\n`
    await taken('person', people(old))
    const { id } = (
      await scoped(books.store, office, (tx) =>
        tx.run<{ id: string }>(sql`SELECT id FROM ${table('person')} WHERE name = '号某' AND ${stands()}`),
      )
    )[0]!
    await books.write([correct('person', id, { id_number: right })], { kind: 'correct', reason: '号码录错' })
    const mistaken = await taken('person', people(old), { changes: 'take' })
    expect(mistaken.changed).toMatchObject([{ id }])
    expect((await back(mistaken.receipt!.seq)).ledgers).toEqual([{ ledger: 'person', voided: 0, corrected: 1 }])
    expect(await taken('person', people(right))).toMatchObject({ known: 1, added: 0, changed: [] })
  })

  test('where a row was changed since, or is pointed to, it stays, and that is said', async () => {
    const { receipt } = await taken(undefined, `${head}\n${line(5)}\n${line(6)}\n`)
    const [home] = await standing('TB5')
    await books.write([correct('household', home!.id, { land: 77 })], { kind: 'correct', reason: '量过' })
    await expect(back(receipt!.seq)).rejects.toMatchObject({
      problems: [
        {
          code: 'act.built_upon',
          message: '导入以后又有改动：“农户”1 行（撤5）。整次撤回会连后来的一起抹掉。',
        },
      ],
    })
    const later = await taken(undefined, `${head}\n${line(7)}\n`)
    const [house] = await standing('TB7')
    await books.write([set('label', books.newId(), { household: house!.id, word: '甲', since: '2020-01-01' })])
    await expect(back(later.receipt!.seq)).rejects.toMatchObject({
      problems: [
        {
          code: 'act.built_upon',
          message: '导入以后又有记录用到了它：“农户”1 行。“标签”里还有 1 行指向它，不能作废。',
        },
      ],
    })
    expect(await standing('TB7')).toHaveLength(1)
  })

  test('only an import is taken back', async () => {
    const { seq } = await books.write([
      set('household', books.newId(), { number: 'TB9', head_name: '甲', area: villages[0] }),
    ])
    await expect(back(seq)).rejects.toMatchObject({ problems: [{ code: 'act.not_import' }] })
  })
})
