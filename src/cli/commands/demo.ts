import { number } from '#cli/flags.ts'
import { officeCommand } from '#cli/office.ts'
import { refuse } from '#problem.ts'

export const demo = officeCommand('demo', {
  says: '只生成示范数据，不开网页；同一个种子每次都一样',
  flags: {
    scale: number('乡镇数', '生成几个乡镇，不写就是 1 个', 1, 799),
    seed: number('种子', '换一个种子就换一批人名和日期', 0, 2 ** 31),
  },
  async run({ store, actor, demo, tell }, { flags: { scale = 1, seed } }) {
    if (actor.areas.length > 0) {
      refuse('demo.not_empty', '这里已经有账，示范数据只能生成在空的数据文件夹里。', {
        remedy: '请用 --data 指定一个新文件夹。',
      })
    }
    const { townships } = await demo(store, { scale, seed, tell })
    return { json: { townships }, lines: [`示范数据已生成：${townships.length} 个乡镇。`] }
  },
})
