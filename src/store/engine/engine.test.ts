import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Engine } from '#store/engine.ts'
import { testEngine } from '../../../test/support/engine.ts'

let engine: Engine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(() => engine.close())

test('a committed row is there for the next transaction', async () => {
  await engine.transaction(async (connection) => {
    await connection.query('CREATE TABLE note (id bigint PRIMARY KEY, text text)')
    await connection.query('INSERT INTO note VALUES ($1, $2)', [1, '张三'])
  })
  const { rows } = await engine.transaction((connection) => connection.query('SELECT * FROM note'))
  expect(rows).toEqual([{ id: 1, text: '张三' }])
})
