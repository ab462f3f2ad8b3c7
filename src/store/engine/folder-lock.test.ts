import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lockFolder } from './folder-lock.ts'

test('of many that find a dead lock at once, exactly one gets the folder, round after round, and nothing else stays in it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shouwang-lock-'))
  const file = join(folder, 'lock')
  const first = await lockFolder(folder, () => {})
  const mine = JSON.parse(await readFile(file, 'utf8'))
  await first.release()
  for (let round = 0; round < 60; round++) {
    await writeFile(file, JSON.stringify({ ...mine, token: `dead ${round}`, started: '1' }))
    const tries = await Promise.allSettled(Array.from({ length: 12 }, () => lockFolder(folder, () => {})))
    const got = tries.filter((one) => one.status === 'fulfilled')
    expect(got, `round ${round}`).toHaveLength(1)
    await got[0]!.value.release()
  }
  expect(await readdir(folder)).toEqual([])
  await rm(folder, { recursive: true })
}, 300_000)
