/** Whoever changes the database behind the program's back is found out: each thing they did is named in a sentence. */
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { createAccount, signIn } from '#access/accounts.ts'
import { verifyIssued } from '#reports/issue.ts'
import { type ActFields, digestOf } from '#store/act.ts'
import { type Actor, system } from '#store/actor.ts'
import { openPglite } from '#store/engine/pglite.ts'
import { decide } from '#store/shelf/decisions.ts'
import { insertIssued } from '#store/shelf/issued.ts'
import { openStore, scoped } from '#store/store.ts'
import { verify } from '#store/verify.ts'
import { correct, office, openBooks, set, voided } from '../support/books.ts'
import { serverUrl } from '../support/engine.ts'
import { township, villages } from '../support/made-up-township.ts'
import { ownBooks } from '../support/own-books.ts'

const { store, family, write, newId } = await ownBooks()
const { engine } = store
const keeper = system('测试', [township])
const text = 'a'.repeat(64)

const clerk: Actor = { id: 'u1', name: '乡里', role: 'office', areas: [township] }
let household: string
let gone: string

beforeAll(async () => {
  await scoped(store, clerk, (tx) =>
    insertIssued(tx, {
      township,
      id: newId(),
      report: 'summary',
      year: 2025,
      period_from: '2025-01-01',
      period_day: '2025-12-31',
      moment: 1,
      seq: 0,
      title: '总结',
      template: '{}',
      figures: '{"area":"990101201"}',
      digest: 'a',
      by: '乡里',
      at: 1e15,
    }),
  )
  ;({ household } = await family(villages[0], '赵大山'))
  // A correction that lets the household's people follow it to another village, and a row that is withdrawn.
  await write([correct('household', household, { area: villages[1] })], { reason: '录错' })
  gone = newId()
  await write([set('household', gone, { number: 'G1', head_name: '钱小河', area: villages[0] })])
  await write([voided('household', gone)], { reason: '重复' })
  await createAccount(store, keeper, {
    login: 'zhao',
    name: '赵会计',
    role: 'village',
    areas: [villages[0]],
    password: '溪边的石头会唱歌',
    chosen: true,
  })
  await signIn(store, 'zhao', '溪边的石头会唱歌')
  await scoped(store, office, (tx) =>
    decide(tx, township, text, 'unit:1-2', { decision: 'dismiss', reason: '口径不同' }),
  )
})

/** As the owner of the tables, who is under row security and sets the scope himself. */
const asOwner = <T>(
  work: (query: (statement: string, values?: string[]) => Promise<{ changed: number; rows: object[] }>) => Promise<T>,
) =>
  engine.transaction(async (db) => {
    await db.query(`SET LOCAL app.townships = '${township}'; SET LOCAL app.areas = '${township}'`)
    return work((statement, values) => db.query(statement, values))
  })

const told = async () => (await verify(store, office)).problems.map((one) => one.message).join('\n')

/** Plants the change, has the books verified, and puts the tables back as they were. */
async function planted(tables: readonly string[], change: readonly string[]): Promise<string> {
  const before = await asOwner(async (query) => {
    const kept = new Map<string, string>()
    for (const table of tables) {
      const { rows } = await query(`SELECT coalesce(json_agg(t), '[]')::text AS rows FROM ${table} t`)
      kept.set(table, (rows[0] as { rows: string }).rows)
    }
    for (const statement of change) expect((await query(statement)).changed, statement).toBeGreaterThan(0)
    return kept
  })
  const said = await told()
  await asOwner(async (query) => {
    for (const [table, rows] of before) {
      await query(`DELETE FROM ${table}`)
      await query(`INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, $1::json)`, [rows])
    }
  })
  expect(await told()).toBe('')
  return said
}

const whole = ['head', 'act', 'row_household', 'row_person', 'row_membership', 'lookup', 'shelf', 'shelf_head', 'audit']

/** What a forger who has no key can make of the chain. */
async function forged(seq: number, actor: string, versions: number | null) {
  const act = {
    township,
    seq,
    id: newId(),
    at: 9e15 - 1,
    actor,
    kind: 'record',
    reason: null,
    source: null,
    definition: 'x',
    versions,
  }
  const [before] = await scoped(store, clerk, (tx) =>
    tx.run<{ digest: string }>(sql`SELECT digest FROM act WHERE township = ${township} AND seq = ${seq - 1}`),
  )
  const prove = () => 'f'.repeat(64)
  return { ...act, digest: digestOf({ prove }, before!.digest, act, '[]') }
}

describe('what is changed behind the back of the program is named by verify', () => {
  test('books that nobody touched are sound', async () => {
    expect(await told()).toBe('')
  })

  test.each([
    [
      'an audit line edited',
      ['audit'],
      ["UPDATE audit SET detail = '别的' WHERE event = 'account'"],
      /审计记录（.*测试，管理账号）的说明被人直接在数据库里改动过/,
    ],
    ['an audit line deleted', ['audit'], ["DELETE FROM audit WHERE event = 'sign_in'"], /审计记录（.*，登录）不见了/],
    [
      'an audit line made up',
      ['audit'],
      [
        `INSERT INTO audit SELECT township, '01900000-0000-7000-8000-000000000001', at, actor, 'export', NULL, NULL FROM audit LIMIT 1`,
      ],
      /审计记录（.*，导出）不是程序写下的/,
    ],
    [
      'an account made administrator',
      ['account'],
      ["UPDATE account SET role = 'admin' WHERE login = 'zhao'"],
      /账号“zhao”（赵会计）的角色（程序记下的是“村”，现在是“管理员”）被人直接/,
    ],
    [
      'the password of an account replaced',
      ['account'],
      ["UPDATE account SET password = 'x' WHERE login = 'zhao'"],
      /账号“zhao”（赵会计）的密码被人直接/,
    ],
    [
      'an account made up',
      ['account'],
      [
        "INSERT INTO account SELECT '01900000-0000-7000-8000-000000000002', 'ghost', '鬼', 'admin', areas, password, created_at, NULL, NULL FROM account",
      ],
      /账号“ghost”（鬼）不是程序写下的/,
    ],
    [
      'a decision of the proofread report edited',
      ['setting'],
      ["UPDATE setting SET value = replace(value, 'dismiss', 'accept')"],
      /核数的处理意见（报告 aaaaaaaa）的内容被人直接/,
    ],
    ['a decision deleted', ['setting'], ['DELETE FROM setting'], /核数的处理意见（报告 aaaaaaaa）不见了/],
    [
      'an audit line deleted, with its entry in the chain',
      ['audit', 'shelf'],
      [
        "DELETE FROM shelf WHERE what = 'audit' AND key = (SELECT id::text FROM audit WHERE event = 'sign_in')",
        "DELETE FROM audit WHERE event = 'sign_in'",
      ],
      /留痕链记着共有 \d+ 条，现在能接上的只到第 \d+ 条/,
    ],
    [
      'the entry of an account edited with it',
      ['account', 'shelf'],
      [
        "UPDATE account SET role = 'admin' WHERE login = 'zhao'",
        `UPDATE shelf SET content = replace(content, '"village"', '"admin"') WHERE what = 'account'`,
      ],
      /留痕链第 \d+ 条不是程序用本单位的密钥写的/,
    ],
    [
      'the area of a row moved',
      ['row_person'],
      [`UPDATE row_person SET _area = '${villages[0]}' WHERE _closed IS NULL`],
      /所在地区、从前的所在.*被人直接/,
    ],
    [
      'where a row was before made up',
      ['row_household'],
      [`UPDATE row_household SET _was = '2024-01-01 ${villages[1]}' WHERE _closed IS NULL`],
      /所在地区、从前的所在.*被人直接/,
    ],
    [
      'a row backdated',
      ['row_household'],
      ['UPDATE row_household SET _from = _from - 86400000000 WHERE _closed IS NULL'],
      /起始时刻和写下它的第 \d+ 号记录的时刻对不上/,
    ],
    [
      'a row backdated by less than lies between two acts',
      ['row_membership'],
      ['UPDATE row_membership SET _from = _from - 1 WHERE _closed IS NULL'],
      /起始时刻.*被人直接/,
    ],
    [
      'a gap in the history of a row',
      ['row_household'],
      [`UPDATE row_household SET _to = _to - 1 WHERE _closed IS NOT NULL AND head_name = '赵大山'`],
      /两个版本之间空了一段时间/,
    ],
    [
      'the act that ended a version made another',
      ['row_household'],
      [`UPDATE row_household SET _closed = _opened WHERE _closed IS NOT NULL AND head_name = '赵大山'`],
      /写着由第 \d+ 号记录结束，应当是第 \d+ 号/,
    ],
    [
      'a withdrawn row that ends at another moment',
      ['row_household'],
      [`UPDATE row_household SET _to = _to - 1 WHERE head_name = '钱小河'`],
      /作废的时刻和第 \d+ 号记录的时刻对不上/,
    ],
    [
      'a withdrawn row that stands again',
      ['row_household'],
      [`UPDATE row_household SET _to = 9007199254740991, _closed = NULL WHERE head_name = '钱小河'`],
      /记录说已经作废，台账里还有效/,
    ],
    [
      'a row made up',
      ['row_household'],
      [
        `INSERT INTO row_household (township, id, _from, _to, _opened, _area, number, head_name, area)
         SELECT township, '01900000-0000-7000-8000-000000000003', _from, _to, _opened, _area, 'X1', '假户', area
         FROM row_household WHERE _closed IS NULL`,
      ],
      /没有记录说过这一行/,
    ],
    ['a row deleted', ['row_membership'], ['DELETE FROM row_membership'], /记录里有这一行，台账里没有/],
    [
      'a row that followed its household put back where it was',
      ['row_person'],
      ['DELETE FROM row_person WHERE _closed IS NULL', 'UPDATE row_person SET _to = 9007199254740991, _closed = NULL'],
      /第 \d+ 号记录写下过 3 个版本，现在台账里有 2 个/,
    ],
    ['the search index emptied', ['lookup'], ['DELETE FROM lookup'], /这一行在查找索引里没有.*清空/],
    [
      'a word of the search index made another',
      ['lookup'],
      ["UPDATE lookup SET token = '别的' WHERE token = '赵大山' AND ledger = 'person'"],
      /查找索引和它的姓名、号码或所在地区不符/,
    ],
    [
      'the search index says another village',
      ['lookup'],
      [`UPDATE lookup SET area = '${villages[0]}' WHERE ledger = 'person'`],
      /查找索引和它的姓名、号码或所在地区不符/,
    ],
    [
      'the search index finds what is not there',
      ['lookup'],
      [
        `INSERT INTO lookup VALUES ('${township}', '鬼', 'person', '01900000-0000-7000-8000-000000000004', '${villages[0]}')`,
      ],
      /查找索引里有它，台账里没有有效的这一行/,
    ],
    ['an issued report deleted', ['issued'], ['DELETE FROM issued'], /由乡里签发的报告“总结”（.*）不见了/],
    [
      'an issued report edited, its digest recomputed',
      ['issued'],
      ["UPDATE issued SET figures = replace(figures, '990101201', '990101299'), digest = 'b'"],
      /由乡里签发的报告“总结”（.*）的正文和数、校验值被人直接/,
    ],
    [
      'an issued report made void',
      ['issued_void'],
      [`INSERT INTO issued_void SELECT township, id, id, '不要了', 'x', '别人', at FROM issued`],
      /由别人作废报告（.*）的记录不是程序写下的/,
    ],
    [
      'what somebody wrote in their own words edited',
      ['row_household'],
      ["UPDATE row_household SET head_name = '赵小山' WHERE _closed IS NULL"],
      /户主姓名与第 \d+ 号记录写的不一样/,
    ],
    ['the moment of the head', ['head'], ['UPDATE head SET at = at + 60000000'], /账头（.*）被人直接/],
    [
      'the chain shortened, with all it wrote',
      whole,
      [
        'DELETE FROM row_household WHERE _opened >= 4',
        'DELETE FROM act WHERE seq >= 4',
        'UPDATE head SET seq = 3, digest = (SELECT digest FROM act WHERE seq = 3), at = (SELECT at FROM act WHERE seq = 3)',
      ],
      /账头（.*）被人直接/,
    ],
  ] satisfies [string, string[], string[], RegExp][])('%s', async (_, tables, change, says) => {
    expect(await planted(tables, change)).toMatch(says)
  })

  test.each([null, 0])('an act forged in the name of another with the rights of the program (%s)', async (versions) => {
    const { digest, ...act } = await forged(6, 'u9 别人', versions)
    const before = await asOwner(async (query) => (await query('SELECT * FROM head')).rows[0] as Record<string, string>)
    await scoped(store, clerk, async (tx) => {
      await tx.run(sql<object>`INSERT INTO act (township, seq, id, at, actor, kind, definition, versions, body, digest)
        VALUES (${township}, 6, ${act.id}, ${act.at}, ${act.actor}, 'record', 'x', ${versions}, '[]', ${digest})`)
      await tx.change(sql`UPDATE head SET seq = 6, at = ${act.at}, digest = ${digest}`)
    })
    expect(await told()).toMatch(
      versions === null ? /第 6 号记录不是程序记下的/ : /第 6 号记录或它之前的内容被改动过，校验值对不上/,
    )
    await asOwner(async (query) => {
      await query('DELETE FROM act WHERE seq = 6')
      await query('UPDATE head SET seq = $1::bigint, at = $2::bigint, digest = $3', [
        String(before.seq),
        String(before.at),
        before.digest!,
      ])
    })
    expect(await told()).toBe('')
  })

  test('the whole chain rewritten, as a program without keys would have it', async () => {
    const acts = (await asOwner(
      async (query) => (await query('SELECT * FROM act ORDER BY seq')).rows,
    )) as (ActFields & {
      body: string
    })[]
    let digest = ''
    const change = acts.map((act) => {
      const body = act.body.replaceAll('赵大山', '李大山')
      digest = digestOf(store.keys, digest, { ...act, versions: null }, body)
      return `UPDATE act SET body = '${body}', digest = '${digest}', versions = NULL WHERE seq = ${act.seq}`
    })
    const said = await planted(
      ['act', 'head', 'row_household', 'row_person'],
      [
        ...change,
        `UPDATE head SET digest = '${digest}'`,
        "UPDATE row_household SET head_name = '李大山' WHERE head_name = '赵大山'",
        "UPDATE row_person SET name = '李大山'",
      ],
    )
    expect(said).toMatch(/第 1 到 5 号记录不是程序记下的/)
  })
})

test('an issued report that was made unreadable is told, and stops nothing', async () => {
  const [problem] = await verifyIssued(store, clerk)
  expect(problem?.message).toBe('“总结”保存的内容被改动过，已经读不出来。')
})

describe('a mark that was kept elsewhere', () => {
  const marks = async () => (await verify(store, clerk)).marks.map(({ mark }) => mark)
  const against = async (...given: string[]) =>
    (await verify(store, clerk, given)).problems.map((one) => one.message).join('\n')

  test('is found in the chains for ever, whatever comes after it', async () => {
    const before = await marks()
    await family(villages[1], '周小桥')
    await signIn(store, 'zhao', '溪边的石头会唱歌')
    expect(await marks()).not.toEqual(before)
    expect(await against(...before, ...(await marks()))).toBe('')
    await expect(against('今天')).rejects.toThrow('不是校验值')
  })

  test('is missing from chains that were shortened with all that they prove, by whoever kept copies of the heads', async () => {
    const tables = [
      'act',
      'head',
      'row_household',
      'row_person',
      'row_membership',
      'lookup',
      'audit',
      'shelf',
      'shelf_head',
    ]
    const copies = new Map<string, string>()
    const keep = async () => {
      for (const table of tables)
        copies.set(
          table,
          await asOwner(
            async (query) =>
              (await query(`SELECT coalesce(json_agg(t), '[]')::text AS rows FROM ${table} t`)).rows.map(
                (row) => (row as { rows: string }).rows,
              )[0]!,
          ),
        )
    }
    await keep()
    await family(villages[1], '吴小路')
    await signIn(store, 'zhao', '溪边的石头会唱歌')
    const [books, accounts] = await marks()
    await asOwner(async (query) => {
      for (const [table, rows] of copies) {
        await query(`DELETE FROM ${table}`)
        await query(`INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, $1::json)`, [rows])
      }
    })
    expect(await told()).toBe('')
    expect(await against(books!)).toMatch(/在现在的账链里找不到：从那以后有人把它改写过或截短过/)
    expect(await against(accounts!)).toMatch(/在现在的留痕链里找不到/)
  })
})

describe('books of a program that kept no proofs', () => {
  let settled = 0
  const keys = { ...store.keys, settle: async () => void settled++ }
  const proofs = ['shelf', 'shelf_head', 'head', 'act', 'row_person', 'row_household', 'row_membership', 'row_area']

  /** As that program would have left them. */
  async function unproven() {
    const acts = (await asOwner(
      async (query) => (await query('SELECT * FROM act ORDER BY seq')).rows,
    )) as (ActFields & {
      body: string
    })[]
    let digest = ''
    await asOwner(async (query) => {
      for (const act of acts) {
        digest = digestOf(store.keys, digest, { ...act, versions: null }, act.body)
        await query(`UPDATE act SET digest = $1, versions = NULL WHERE seq = ${act.seq}`, [digest])
      }
      await query('UPDATE head SET digest = $1, seal = NULL', [digest])
      for (const table of proofs.slice(4)) await query(`UPDATE ${table} SET _seal = NULL`)
      await query('DELETE FROM shelf')
      await query('DELETE FROM shelf_head')
      await query("UPDATE schema_version SET version = 3, declared = 'older'")
    })
  }

  test('whose proofs were taken away are not taken for such', async () => {
    await unproven()
    await openStore(engine, store.catalog, { keys: store.keys })
    expect(await told()).toMatch(/第 1 到 \d+ 号记录不是程序记下的/)
    expect(await told()).toMatch(/账头.*被人直接/)
  })

  test('are taken as they stand, once, found by the words of this program, and prove themselves from then on', async () => {
    await asOwner(async (query) => {
      await query("UPDATE schema_version SET version = 3, declared = 'older'")
      // It searched by other words.
      await query("UPDATE lookup SET token = 'old ' || token WHERE ledger = 'person'")
      await query("DELETE FROM lookup WHERE ledger = 'household'")
    })
    await openStore(engine, store.catalog, { keys })
    expect(settled).toBe(1)
    expect(await told()).toBe('')
    await family(villages[0], '孙小溪')
    expect(await told()).toBe('')
  })

  test.each([
    ['row_person', `UPDATE row_person SET _area = '${villages[0]}' WHERE name = '赵大山' AND _closed IS NULL`],
    ['row_household', `UPDATE row_household SET _was = '2020-01-01 ${villages[0]}' WHERE head_name = '赵大山'`],
  ])('a row of theirs changed behind the back of the program is told: %s', async (table, change) => {
    expect(await planted([table], [change])).toMatch(/里升级以前记下的行，有的被人直接在数据库里改动过/)
  })

  test('an act of theirs rewritten is told', async () => {
    const said = await planted(
      ['act'],
      ["UPDATE act SET digest = repeat('f', 64) WHERE seq = (SELECT max(seq) - 1 FROM act)"],
    )
    expect(said).toMatch(/升级以前的账被改写过/)
  })
})

test.skipIf(serverUrl)('a page of the database that is damaged is told in a sentence', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shouwang-damaged-'))
  const own = await openPglite(folder)
  const books = await openBooks(own)
  await books.family(villages[0], '郑小桥')
  const file = await own.transaction(async (db) => {
    const { rows } = await db.query<{ path: string }>("SELECT pg_relation_filepath('row_household') AS path")
    return rows[0]!.path
  })
  await own.close()
  const page = await open(join(folder, 'pgdata', file), 'r+')
  await page.write(Buffer.alloc(64, 0xa5), 0, 64, 0)
  await page.close()
  const damaged = await openPglite(folder)
  const there = await openStore(damaged, store.catalog, { keys: books.store.keys })
  await expect(verify(there, clerk)).rejects.toThrow(/数据库的文件有一处损坏.*从最近的备份恢复/)
  await damaged.close()
  await rm(folder, { recursive: true })
})
