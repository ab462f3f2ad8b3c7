import { join } from 'node:path'
import { officeCommand } from '#cli/office.ts'
import { backup } from '#store/backup.ts'

/** From so many rows on, a backup tells how far it is. */
const long = 50_000

export const backUp = officeCommand('backup', {
  says: '备份全部账目、账号和签发的报告到一个文件，网页开着也可以',
  words: ['备份文件'],
  async run({ store, folder, tell }, { words: [path] }) {
    let next = long
    const { label, rows, bytes } = await backup(store, path, (told) => {
      if (told < next) return
      tell(`已写 ${told} 行……`)
      next = told + long
    })
    const total = Object.values(rows).reduce((sum, n) => sum + n, 0)
    const townships = Object.entries(label.heads)
    return {
      json: { file: path, bytes, rows: total, moment: label.moment, heads: label.heads },
      lines: [
        `已备份到 ${path}：${townships.length} 个乡镇，${total} 行，${(bytes / 1e6).toFixed(1)} MB。`,
        ...townships.map(([township, { seq }]) => `乡镇 ${township} 记到第 ${seq} 号；校验值用 verify 看。`),
        `密钥不在备份里：请把 ${join(folder, 'keys.json')} 另外存好，和备份分开放；没有它，恢复以后身份证号码打不开。`,
        '请隔一段时间用 drill 试一次恢复。',
      ],
    }
  },
})
