/** A roster of 50,000 lines × 20 columns imported from an .xlsx, against plain INSERTs of what it leaves in the same tables, with no check at all. */
import { writeXlsx } from 'hucre/xlsx'
import { checkCharacter } from '#kinds/id-number.ts'
import { system } from '#store/actor.ts'
import { importFile } from '#store/import.ts'
import { record } from '#store/write/acts.ts'
import { demoTownship } from '../test/support/demo.ts'
import { type Fresh, freshFolder, freshOn, inserted, tablesOf } from './load.ts'
import { withServer } from './places.ts'
import { elapsed, said, times } from './timing.ts'

const LINES = 50_000
const PER_HOUSEHOLD = 4

export async function importBench(): Promise<string[]> {
  const bytes = await roster(LINES)
  const actor = system('测速', [demoTownship])
  const lines = [
    `${LINES} 行 × 20 栏，${(bytes.length / 1e6).toFixed(1)} MB。“处理器”是本进程的处理器时间，服务器自己的不在内。`,
    '',
    '| 数据库 | 导入：用时 | 处理器 | 其中读 | 对照 | 记 | 内存最多 | 只插各账的行、事项和检索：用时 | 处理器 | 导入 ÷ 只插：处理器 |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  ]
  await withServer(async (url) => {
    const kinds: { name: string; fresh: () => Promise<Fresh> }[] = [
      { name: '内嵌数据库（PGlite）', fresh: freshFolder },
      { name: '服务器（PostgreSQL）', fresh: () => freshOn(url) },
    ]
    for (const { name, fresh } of kinds) {
      const { store, close } = await fresh()
      await record(store, actor, places(store.newId))
      const steps: [step: string, at: number][] = []
      let most = 0
      const watch = setInterval(() => {
        most = Math.max(most, process.memoryUsage.rss())
      }, 50)
      const taken = await spent(async () => {
        steps.push(['begin', performance.now()])
        const { added, bad } = await importFile(store, actor, {
          township: demoTownship,
          bytes,
          name: '花名册.xlsx',
          progress: (step) => steps.push([step, performance.now()]),
        })
        steps.push(['end', performance.now()])
        if (added !== LINES * 2 + LINES / PER_HOUSEHOLD || bad.length > 0)
          throw new Error(`${added} 行，${bad.length} 行退回`)
      })
      clearInterval(watch)
      console.error(`${name}：导入 ${said(taken.ms)}，处理器 ${said(taken.cpu)}`)
      const tables = await tablesOf(store.engine)
      await close()
      const plain = await spent(() => inserted(fresh, tables))
      const between = (from: string, to: string) => {
        const at = (step: string) => steps.find(([one]) => one === step)![1]
        return said(at(to) - at(from))
      }
      lines.push(
        `| ${name} | ${said(taken.ms)} | ${said(taken.cpu)} | ${between('begin', 'read')} | ${between('read', 'record')} | ${between('record', 'end')} | ${Math.round(most / 1e6)} MB | ${said(plain.ms)} | ${said(plain.cpu)} | ${times(taken.cpu, plain.cpu)} |`,
      )
    }
  })
  return lines
}

async function spent(work: () => Promise<unknown>): Promise<{ ms: number; cpu: number }> {
  const before = process.cpuUsage()
  const ms = await elapsed(work)
  const { user, system: kernel } = process.cpuUsage(before)
  return { ms, cpu: (user + kernel) / 1000 }
}

const group = `${demoTownship}20101`

const places = (newId: () => string) => ({
  id: newId(),
  township: demoTownship,
  kind: 'record' as const,
  changes: [
    [demoTownship, '云禾乡', '乡镇'],
    [group.slice(0, 12), '云台村', '村'],
    [group, '云台村一组', '村民组'],
  ].map(([code, name, level]) => ({
    ledger: 'area',
    id: newId(),
    set: { code: code!, name: name!, level: level!, valid_from: '2020-01-01' },
  })),
})

const heads =
  '户编号 户主姓名 所在村民组 家庭住址 户联系电话 建档日期 户口性质 姓名 身份证号 性别 出生日期 民族 文化程度 在校生状况 健康状况 劳动能力 政治面貌 联系电话 与户主关系 加入日期'

/** Made up: every number of its own, birthday and sex as it tells. */
async function roster(lines: number): Promise<Uint8Array> {
  const rows = Array.from({ length: lines }, (_, i) => {
    const household = Math.floor(i / PER_HOUSEHOLD)
    const head = i % PER_HOUSEHOLD === 0
    const order = i % 900
    const born = new Date(Date.UTC(1950, 0, 1 + Math.floor(i / 900) * 300)).toISOString().slice(0, 10)
    const first17 = `990101${born.replaceAll('-', '')}${String(order).padStart(3, '0')}`
    return [
      ...[`H${String(household).padStart(6, '0')}`, `户主${household}`, '云台村一组', `一组 ${household} 号`],
      ...[
        '13800000000',
        '2020-01-01',
        '农村',
        head ? `户主${household}` : `成员${i}`,
        first17 + checkCharacter(first17),
      ],
      ...[order % 2 ? '男' : '女', born, '汉族', '初中', null, '健康', '普通劳动力', '群众', '13900000000'],
      ...[head ? '户主' : '其他', '2020-01-01'],
    ]
  })
  return writeXlsx({ sheets: [{ name: '花名册', rows: [heads.split(' '), ...rows] }] })
}
