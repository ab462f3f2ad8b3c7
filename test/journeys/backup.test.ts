/** An office that is open all day: commands work beside it, it is backed up while it works, and what was backed up comes back. */
import { spawn } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '#cli/run.ts'
import { gather } from '#define/catalog.ts'
import { system } from '#store/actor.ts'
import { openEngine } from '#store/engine/open.ts'
import type { Engine } from '#store/engine.ts'
import { openKeys } from '#store/keys.ts'
import { clockNow } from '#store/moment.ts'
import { openStore } from '#store/store.ts'
import { tick } from '#store/write/acts.ts'
import { township } from '#township/index.ts'
import { packageRoot } from '../../src/worker-file.ts'
import { idNumberOf } from '../support/books.ts'
import { demoCopy } from '../support/demo.ts'

let folder: string
let data: string
let office: Engine

async function shouwang(...args: string[]): Promise<{ code: number; out: string }> {
  const ran = { out: '' }
  const caught = { write: (text: string) => (ran.out += text) }
  const notHere = () => Promise.reject(new Error('not asked for in this test'))
  const code = await run(args, { content: township, demo: notHere, serve: notHere }, { out: caught, err: caught })
  return { code, ...ran }
}

async function done(...args: string[]): Promise<string> {
  const { code, out } = await shouwang(...args)
  expect(code, out).toBe(0)
  return out
}

const size = (path: string) =>
  stat(path).then(
    ({ size }) => size,
    () => undefined,
  )

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shouwang-open-'))
  data = join(folder, 'office')
  const areas = join(folder, 'areas.csv')
  await writeFile(areas, '代码,名称,级别,有效起\n990103201,柳河乡,乡镇,2020-01-01\n990103201201,柳湾村,村,2020-01-01\n')
  await done('import', 'area', areas, '--area', '990103201', '--data', data)
  // From here on the folder is held, as it is by an office whose pages are open.
  office = await openEngine({ data })
}, 120_000)
afterAll(async () => {
  await office?.close()
  await rm(folder, { recursive: true, force: true })
})

describe('an office whose pages are open', { timeout: 120_000 }, () => {
  it('is worked in by command at the same time: accounts, imports, questions, verifying', async () => {
    const people = join(folder, 'people.csv')
    await writeFile(people, '姓名,性别,出生日期\n柳一,男,1960-02-03\n柳二,女,1970-02-03\n')
    expect(await done('import', 'person', people, '--data', data)).toContain('新增 2 行')
    expect(await done('search', '柳一', '--data', data)).toContain('柳一')
    expect(await done('account', 'liu', '--role', 'office', '--name', '柳三', '--data', data)).toContain('liu')
    expect(await done('verify', '--data', data)).toContain('账目完好')
    const { rows } = await office.transaction((db) => db.query('SELECT login FROM account'))
    expect(rows).toEqual([{ login: 'liu' }])
  })

  it('but is not opened a second time', async () => {
    const { code, out } = await shouwang('start', '--empty', '--data', data)
    expect(code).toBe(1)
    expect(out).toContain('正在被另一个守望程序使用')
  })

  it('is backed up, and the backup is tried out without touching anything', async () => {
    const path = join(folder, '备份')
    const said = await done('backup', path, '--data', data)
    expect(said).toContain('记到第 2 号')
    expect(said).toContain(join(data, 'keys.json'))
    expect(await done('drill', path, '--data', data)).toMatch(/能恢复：2 笔.+个数和现在的账在备份时一致/)
    expect(await size(join(folder, '备份.unfinished'))).toBe(undefined)
  })

  it('gets a new key while its pages are open: numbers are found as before, and older backups come back', async () => {
    const numbered = join(folder, 'numbered.csv')
    const number = idNumberOf(7)
    await writeFile(numbered, `姓名,身份证号码\n柳五,${number}\n`)
    expect(await done('import', 'person', numbered, '--data', data)).toContain('新增 1 行')
    const [path, later] = [join(folder, '换前'), join(folder, '换后')]
    await done('backup', path, '--data', data)
    const before = JSON.parse(await readFile(join(data, 'keys.json'), 'utf8'))
    const said = await done('keys', 'rotate', '--data', data)
    expect(said).toMatch(
      /已换 1\/1 个乡镇.+\n已换成新的密钥 k\w+。\n1 个乡镇，重新加密了 1 个版本、1 笔。\n请马上把 .+keys\.json 另外存好/,
    )
    const after = JSON.parse(await readFile(join(data, 'keys.json'), 'utf8'))
    expect(after).toMatchObject({ proves: true, former: [{ id: before.id, hmac: before.hmac }] })
    expect(after.id).not.toBe(before.id)
    expect(await done('search', number, '--data', data)).toContain('柳五')
    expect(await done('verify', '--data', data)).toContain('账目完好')
    await done('backup', later, '--data', data)
    for (const one of [path, later]) expect(await done('drill', one, '--data', data)).toContain('能恢复')
    const wrong = await shouwang('keys', 'turn', '--data', data)
    expect([wrong.code, wrong.out]).toEqual([1, expect.stringContaining('keys rotate')])
  })

  it('is worked in by no command that does not have its keys, and gets no new ones instead', async () => {
    const [keys, away] = [join(data, 'keys.json'), join(folder, 'away.json')]
    await rename(keys, away)
    for (const command of [
      ['search', '柳五'],
      ['verify'],
      ['backup', join(folder, 'none')],
      ['keys', 'rotate'],
      ['accounts'],
    ]) {
      const { code, out } = await shouwang(...command, '--data', data)
      expect([code, out], command[0]).toEqual([1, expect.stringContaining(`${keys}：账是用密钥 `)])
      expect(out).toContain('请把单独存好的 keys.json 放回这个位置')
    }
    expect(await size(keys)).toBe(undefined)
    await rename(away, keys)
    expect(await done('search', '柳五', '--data', data)).toContain('柳五')
  })

  it('and no account is half done: what does not go together is refused, and nothing of it is done', async () => {
    for (const more of [
      ['--off', '--role', 'admin'],
      ['--on', '--off'],
      ['--sign-out', '--on'],
    ]) {
      const { code, out } = await shouwang('account', 'liu', ...more, '--data', data)
      expect([code, out]).toEqual([1, expect.stringContaining('一次只能写一个')])
    }
    expect(await done('account', 'liu', '--sign-out', '--data', data)).toContain('已让它退出')
    expect(await done('account', 'liu', '--off', '--data', data)).toContain('已停用')
    expect(await done('account', 'liu', '--on', '--data', data)).toContain('已启用')
  })

  it('but does not move house while somebody may record what would stay behind', async () => {
    const { code, out } = await shouwang('move', '--data', data, '--to', join(folder, 'moved'))
    expect([code, out]).toEqual([1, expect.stringContaining('正在被另一个守望程序使用')])
    expect(await size(join(folder, 'moved'))).toBe(undefined)
  })

  it('comes back from its backup in a new folder, with the keys it was sealed with and no others', async () => {
    const path = join(folder, '备份')
    const to = join(folder, 'restored')
    const without = await shouwang('restore', path, '--data', to)
    expect([without.code, without.out]).toEqual([1, expect.stringContaining('没有找到密钥文件')])
    const others = join(folder, 'others')
    await done('import', 'area', join(folder, 'areas.csv'), '--area', '990103201', '--data', others)
    const wrong = await shouwang('restore', path, '--keys', join(others, 'keys.json'), '--data', to)
    expect([wrong.code, wrong.out]).toEqual([1, expect.stringContaining('不是做这份备份时用的')])
    expect(await size(to)).toBe(undefined)
    const again = await shouwang('restore', path, '--data', others)
    expect(again.code).toBe(1)
    const before = await readFile(join(others, 'keys.json'), 'utf8')
    const over = await shouwang('restore', path, '--keys', join(data, 'keys.json'), '--data', others)
    expect([over.code, over.out]).toEqual([1, expect.stringContaining('已经有另一把密钥')])
    expect(await readFile(join(others, 'keys.json'), 'utf8')).toBe(before)
    const folderGiven = await shouwang('restore', path, '--keys', data, '--data', to)
    expect([folderGiven.code, folderGiven.out]).toEqual([1, expect.stringContaining('打不开密钥文件')])
    expect(await done('restore', path, '--keys', join(data, 'keys.json'), '--data', to)).toContain('已恢复，账目完好')
    expect(await done('search', '柳二', '--data', to)).toContain('柳二')
    expect(await done('accounts', '--data', to)).toContain('liu')
  })
})

it('of several townships, each is compared as of its own last act: another one’s clock may go before', async () => {
  const two = join(folder, 'two')
  const path = join(folder, 'two.backup')
  const areas = join(folder, 'second.csv')
  const households = join(folder, 'households.csv')
  await writeFile(areas, '代码,名称,级别,有效起\n990104201,溪口乡,乡镇,2020-01-01\n990104201201,溪边村,村,2020-01-01\n')
  await writeFile(households, '户编号,户主姓名,所在村民组,建档日期,户籍性质\n0001,柳一,柳湾村,2020-01-05,农村\n')
  await done('import', 'area', join(folder, 'areas.csv'), '--area', '990103201', '--data', two)
  await done('import', 'area', areas, '--area', '990104201', '--data', two)
  const other = await openEngine({ data: two })
  const later = await openStore(other, gather(township), {
    keys: await openKeys(two),
    clock: () => clockNow() + 3_600_000_000,
  })
  await tick(later, system('测试', ['990104201']), ['990104201'])
  await other.close()
  await done('backup', path, '--data', two)
  await done('import', 'household', households, '--area', '990103201', '--data', two)
  const said = await done('drill', path, '--data', two)
  expect(said).toContain('能恢复：2 笔')
  for (const step of ['正在恢复', '正在核对账目', '正在重算签发过的报告', '正在比对乡镇 990104201']) {
    expect(said).toContain(step)
  }
}, 120_000)

it('moves into a folder that has the same keys already, and into none that has others', async () => {
  const from = join(folder, 'others')
  const to = join(folder, 'moved')
  const wrong = await shouwang('move', '--data', from, '--to', join(folder, 'restored'))
  expect([wrong.code, wrong.out]).toEqual([1, expect.stringContaining('已经有另一把密钥')])
  await mkdir(to)
  await copyFile(join(from, 'keys.json'), join(to, 'keys.json'))
  expect(await done('move', '--data', from, '--to', to)).toContain('前后一致')
}, 120_000)

it('a backup that is killed half-way leaves nothing under its name, and the books as they are', async () => {
  const demo = await demoCopy()
  const path = join(folder, 'killed')
  const child = spawn(process.execPath, [join(packageRoot(), 'dist/shouwang.js'), 'backup', path, '--data', demo])
  const gone = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)))
  while (child.exitCode === null && !(await size(`${path}.unfinished`))) await wait(5)
  child.kill('SIGKILL')
  expect(await gone).toBe('SIGKILL')
  expect(await size(path)).toBe(undefined)
  expect(await done('backup', path, '--data', demo)).toContain('已备份到')
  await rm(demo, { recursive: true, force: true })
}, 300_000)
