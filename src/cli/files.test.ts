import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { writeBeside, writeWhole } from './files.ts'

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

test('on a full disk nothing half written is left, what was there stays whole, and the sentence says why', async ({
  skip,
}) => {
  const disk = join(folder, 'disk')
  await mkdir(disk)
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]).status !== 0) skip('needs a small disk')
  try {
    const path = join(disk, '总结.docx')
    await writeWhole(path, new Uint8Array(1000))
    const full = { problems: [{ code: 'file.unwritten', message: expect.stringContaining('磁盘满了') }] }
    await expect(writeWhole(path, new Uint8Array(1_000_000))).rejects.toMatchObject(full)
    await expect(writeBeside(join(disk, '退回.xlsx'), new Uint8Array(1_000_000))).rejects.toMatchObject(full)
    expect(await readdir(disk)).toEqual(['总结.docx'])
    expect(await readFile(path)).toHaveLength(1000)
  } finally {
    spawnSync('umount', ['-l', disk])
  }
})

test('where a file cannot be written the sentence says where, and what stands there is left alone', async () => {
  const path = join(folder, '没有', '退回.xlsx')
  const problems = [{ code: 'file.unwritten', message: `${path} 没有写成。` }]
  await expect(writeBeside(path, new Uint8Array([1]))).rejects.toMatchObject({ problems })
  await expect(writeWhole(path, new Uint8Array([1]))).rejects.toMatchObject({ problems })
})
