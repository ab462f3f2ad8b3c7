import { expect, test } from 'vitest'
import { Refusal } from '#problem.ts'
import { system } from '#store/actor.ts'
import { passingCipher } from '#store/keys.ts'
import { areaNames } from '#store/read/office-words.ts'
import { openStore, scoped, townshipsOf } from '#store/store.ts'
import { testEngine } from '../../test/support/engine.ts'
import { catalog, township } from '../../test/support/made-up-township.ts'
import { actorOf, createAccount, createLink, signInByLink } from './accounts.ts'
import { recordFirstTownship } from './first-township.ts'

test('who keeps an empty office begins one township, once, and works for it from then on', async () => {
  const engine = await testEngine()
  const empty = await openStore(engine, catalog, { keys: passingCipher() })
  const starter = system('测试', [])
  const id = await createAccount(empty, starter, { login: '管理员', name: '管理员', role: 'admin', areas: [] })
  const { token, actor } = await signInByLink(empty, await createLink(empty, starter, id))
  const asked = (code: string, id = empty.newId()) => ({
    id,
    from: '2000-01-01',
    places: [
      { code, name: '青石乡' },
      { code: `${code}201`, name: '东山村' },
      { code: `${code}20101`, name: '一组' },
    ],
  })
  const other = '990101299'
  const missing = { ...asked(township), places: asked(township).places.filter(({ name }) => name !== '东山村') }
  for (const wrong of [missing, { ...asked(township), places: asked(township).places.slice(1) }]) {
    await expect(recordFirstTownship(empty, actor, wrong)).rejects.toThrow(/没有写|只能有一个乡镇/)
  }
  const twice = { ...asked(township), places: [...asked(township).places, asked(township).places[1]!] }
  await expect(recordFirstTownship(empty, actor, twice)).rejects.toThrow(Refusal)
  const village = { ...actor, role: 'village' as const }
  await expect(recordFirstTownship(empty, village, asked(township))).rejects.toThrow('不能管理行政区划')
  expect([await townshipsOf(empty), (await actorOf(empty, token))?.areas]).toEqual([[], []])

  const first = asked(township)
  // A double click and an answer that was lost; then a second window with another township, and one that was left open.
  const answers = await Promise.all([
    recordFirstTownship(empty, actor, first),
    recordFirstTownship(empty, actor, first),
  ])
  expect(answers.map(({ repeated }) => repeated).sort()).toEqual([false, true])
  const placed = (await actorOf(empty, token))!
  expect(placed.areas).toEqual([township])
  expect((await recordFirstTownship(empty, placed, first)).repeated).toBe(true)
  await expect(recordFirstTownship(empty, actor, asked(other))).rejects.toThrow('已经有乡镇')
  await expect(recordFirstTownship(empty, placed, asked(other))).rejects.toThrow(Refusal)
  const more = {
    ...asked(township),
    places: [
      { code: township, name: '青石乡' },
      { code: `${township}299`, name: '新村' },
    ],
  }
  await expect(recordFirstTownship(empty, placed, { ...more, from: '2001-01-01' })).rejects.toThrow(Refusal)
  expect(await townshipsOf(empty)).toEqual([township])
  const names = await scoped(empty, placed, areaNames)
  expect([...names.values()]).toEqual(['青石乡', '东山村', '一组'])
  await engine.close()
})

test('of two windows that begin two townships at once, one does', async () => {
  const engine = await testEngine()
  const empty = await openStore(engine, catalog, { keys: passingCipher() })
  const starter = system('测试', [])
  const id = await createAccount(empty, starter, { login: '管理员', name: '管理员', role: 'admin', areas: [] })
  const { token, actor } = await signInByLink(empty, await createLink(empty, starter, id))
  const codes = [township, '990101299', '990101298']
  const done = await Promise.allSettled(
    codes.map((code) =>
      recordFirstTownship(empty, actor, {
        id: empty.newId(),
        from: '2000-01-01',
        places: [{ code, name: '青石乡' }],
      }),
    ),
  )
  expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
  const there = await townshipsOf(empty)
  expect(there).toHaveLength(1)
  expect((await actorOf(empty, token))?.areas).toEqual(there)
  await engine.close()
})
