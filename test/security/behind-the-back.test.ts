/** Whoever changes the database behind the program's back is found out: each thing they did is named in a sentence. */
import { beforeAll, describe, expect, test } from 'vitest'
import { createAccount, signIn } from '#access/accounts.ts'
import { system } from '#store/actor.ts'
import { decide } from '#store/shelf/decisions.ts'
import { scoped } from '#store/store.ts'
import { verify } from '#store/verify.ts'
import { office } from '../support/books.ts'
import { township, villages } from '../support/made-up-township.ts'
import { ownBooks } from '../support/own-books.ts'

const { store, family } = await ownBooks()
const { engine } = store
const keeper = system('测试', [township])
const text = 'a'.repeat(64)

beforeAll(async () => {
  await family(villages[0], '赵大山')
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
  ])('%s', async (_, tables, change, says) => {
    expect(await planted(tables, change)).toMatch(says)
  })
})
