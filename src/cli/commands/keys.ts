import { join } from 'node:path'
import { officeCommand } from '#cli/office.ts'
import { refuse } from '#problem.ts'
import { rotateKeys } from '#store/reseal.ts'

export const rotate = officeCommand('keys', {
  says: '换密钥：`keys rotate` 做一把新的，把全部号码重新加密，网页开着也可以；停下了再运行一次就接着做',
  words: ['rotate'],
  async run({ store, folder, tell }, { words: [what] }) {
    if (what !== 'rotate') {
      refuse('arguments.choice', `不认识“${what}”。`, { at: { input: 'keys' }, remedy: '换密钥请写 keys rotate。' })
    }
    const file = join(folder, 'keys.json')
    let said = ''
    const { key, resumed, townships, versions, acts, unopened } = await rotateKeys(store, (so) => {
      const now = `已换 ${so.townships}/${so.of} 个乡镇，${so.versions} 个版本、${so.acts} 笔……`
      if (now !== said) tell(now)
      said = now
    })
    return {
      json: { key, resumed, townships, versions, acts, unopened, file },
      lines: [
        resumed ? `上次没有换完，接着换完了：现在用密钥 ${key}。` : `已换成新的密钥 ${key}。`,
        `${townships} 个乡镇，重新加密了 ${versions} 个版本、${acts} 笔。`,
        ...(unopened > 0
          ? [`有 ${unopened} 个号码哪一把密钥都打不开，没有动：请运行 shouwang verify 看是哪几行。`]
          : []),
        `请马上把 ${file} 另外存好，替换原来存的那一份：里面有新的密钥，也有旧的；以前的备份要用旧的打开。`,
      ],
      failed: unopened > 0,
    }
  },
})
