import { join } from 'node:path'
import { command } from '#cli/command.ts'
import { text } from '#cli/flags.ts'
import { localActor, openOffice } from '#cli/office.ts'
import { asData, asLine } from '#cli/told.ts'
import { verified } from '#cli/verified.ts'
import { gather } from '#define/catalog.ts'
import { refuse } from '#problem.ts'
import { type BackupLabel, readLabel, restore } from '#store/backup.ts'
import { openEngine } from '#store/engine/open.ts'
import { bringKeys, readKeys } from '#store/keys.ts'

export const restoreBooks = command('restore', {
  says: '把备份恢复到一个新的文件夹，或 DATABASE_URL 的空数据库，然后核对全部账目',
  words: ['备份文件'],
  flags: { keys: text('keys.json', '做备份时的密钥文件；新文件夹里已经有就不用写') },
  async run({ data, words: [path], flags: { keys } }, { content, database, tell }) {
    if (data === undefined) {
      refuse('arguments.missing', '没有说明恢复到哪里。', { at: { input: '--data' }, remedy: '请写 --data 新文件夹。' })
    }
    const catalog = gather(content)
    await checkKeys(await readLabel(path), keys ?? join(data, 'keys.json'))
    if (keys !== undefined) await bringKeys(keys, data)
    const engine = await openEngine({ url: database, data })
    try {
      tell('正在恢复……')
      await restore(path, engine, catalog)
    } finally {
      await engine.close()
    }
    const office = await openOffice(content, { data, url: database })
    try {
      const { townships, acts, versions, problems } = await verified(office.store, await localActor(office.store), tell)
      return {
        json: { townships, acts, versions, problems: problems.map((p) => asData(p, catalog)) },
        lines: problems.length
          ? ['已恢复，但核对时发现：', ...problems.map((p) => asLine(p, catalog))]
          : [
              `已恢复，账目完好：${townships.length} 个乡镇、${acts} 笔、${versions} 个版本。`,
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
async function checkKeys(label: BackupLabel, file: string): Promise<void> {
  const remedy = '请用 --keys 写明做备份时那个数据文件夹里的 keys.json。'
  const keys = await readKeys(file)
  if (!keys) return refuse('keys.missing', '没有找到密钥文件，恢复以后身份证号码会打不开。', { at: { file }, remedy })
  if (keys.all().some(({ key }) => key === label.key)) return
  refuse('keys.not_of_backup', '这个密钥文件不是做这份备份时用的那一个。', { at: { file }, remedy })
}
