import { number, on, text } from '#cli/flags.ts'
import { officeCommand } from '#cli/office.ts'

export const start = officeCommand('start', {
  says: '打开网页；空的文件夹会先生成示范乡镇，除非写了 `--empty`',
  flags: {
    port: number('8080', '网页的端口，0 是随便一个空着的', 0, 65535),
    host: text('127.0.0.1', '只让本机打开就不用写'),
    empty: on('不要生成示范乡镇'),
  },
  alone: true,
  async run({ store, actor, demo, serve, tell }, { flags: { port = 8080, host = '127.0.0.1', empty } }) {
    if (actor.areas.length === 0 && !empty) {
      tell('第一次启动：正在生成示范乡镇（要建空的账请加 --empty）……')
      await demo(store, { scale: 1, tell })
    }
    await serve(store, { port, host, tell })
    return { json: {}, lines: [] }
  },
})
