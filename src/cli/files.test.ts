import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { writeBeside } from './files.ts'

const folder = await mkdtemp(join(tmpdir(), 'files-'))
afterAll(() => rm(folder, { recursive: true }))

test('a file that is there already is never written over', async () => {
  const path = join(folder, '农户.2025-退回.xlsx')
  await writeFile(path, '改到一半')
  const written = [await writeBeside(path, new Uint8Array([2])), await writeBeside(path, new Uint8Array([3]))]
  expect(written).toEqual([join(folder, '农户.2025-退回（2）.xlsx'), join(folder, '农户.2025-退回（3）.xlsx')])
  expect(await readFile(path, 'utf8')).toBe('改到一半')
  expect(await readdir(folder)).toHaveLength(3)
})
