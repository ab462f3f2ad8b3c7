import { constants, copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { command } from '#cli/command.ts'
import { text } from '#cli/flags.ts'
import { localActor, openOffice } from '#cli/office.ts'
import { asData, asLine } from '#cli/told.ts'
import { gather } from '#define/catalog.ts'
import { refuse } from '#problem.ts'
import { verifyIssued } from '#reports/issue.ts'
import { type BackupLabel, readLabel, restore } from '#store/backup.ts'
import { openEngine } from '#store/engine/open.ts'
import { readKeys } from '#store/keys.ts'
import { verify } from '#store/verify.ts'

export const restoreBooks = command('restore', {
  says: '把备份恢复到一个新的文件夹，或 DATABASE_URL 的空数据库，然后核对全部账目',
  words: ['备份文件'],
  flags: { keys: text('keys.json', '做备份时的密钥文件；新文件夹里已经有就不用写') },
  async run({ data, words: [path], flags: { keys } }, { content, database }) {
    if (data === undefined) {
      refuse('arguments.missing', '没有说明恢复到哪里。', { at: { input: '--data' }, remedy: '请写 --data 新文件夹。' })
    }
    const catalog = gather(content)
    await bringKeys(await readLabel(path), data, keys)
    const engine = await openEngine({ url: database, data })
    try {
      await restore(path, engine, catalog)
    } finally {
      await engine.close()
    }
    const office = await openOffice(content, { data, url: database })
    try {
      const actor = await localActor(office.store)
      const books = await verify(office.store, actor)
      const problems = [...books.problems, ...(await verifyIssued(office.store, actor))]
      return {
        json: {
          townships: books.townships,
          acts: books.acts,
          versions: books.versions,
          problems: problems.map((p) => asData(p, catalog)),
        },
        lines: problems.length
          ? ['已恢复，但核对时发现：', ...problems.map((p) => asLine(p, catalog))]
          : [
              `已恢复，账目完好：${books.townships.length} 个乡镇、${books.acts} 笔、${books.versions} 个版本。`,
              '请所有人重新登录：登录状态不在备份里。',
            ],
        failed: problems.length > 0,
      }
    } finally {
      await office.close()
    }
  },
})

/** The keys that the backup was sealed with have to be in the new folder: others would be made there, and open nothing. */
async function bringKeys(label: BackupLabel, folder: string, given: string | undefined): Promise<void> {
  const place = join(folder, 'keys.json')
  const remedy = '请用 --keys 写明做备份时那个数据文件夹里的 keys.json。'
  const keys = await readKeys(given ?? place)
  if (!keys)
    refuse('keys.missing', '没有找到密钥文件，恢复以后身份证号码会打不开。', { at: { file: given ?? place }, remedy })
  if (keys.key !== label.key) {
    refuse('keys.not_of_backup', '这个密钥文件不是做这份备份时用的那一个。', { at: { file: given ?? place }, remedy })
  }
  if (given === undefined) return
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await copyFile(given, place, constants.COPYFILE_EXCL).catch(async (error: NodeJS.ErrnoException) => {
    const there = await readKeys(place)
    if (error.code !== 'EEXIST' || there?.key !== label.key) throw error
  })
}
