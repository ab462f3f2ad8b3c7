/** `shouwang start`: serves the office's pages until it is told to stop, and prints a link that signs in once. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createAccount, createLink, listAccounts } from '#access/accounts.ts'
import { refuse } from '#problem.ts'
import { system } from '#store/actor.ts'
import { type Store, townshipsOf } from '#store/store.ts'
import { packageRoot } from '#worker-file.ts'
import { serve } from './serve.ts'

/** The account of who keeps this installation. It has no password until one is set: it is entered by a link. */
const keeperLogin = '管理员'

export async function serveOffice(
  store: Store,
  options: { port: number; host: string; tell: (line: string) => void },
): Promise<void> {
  const { port, host, tell } = options
  const web = join(packageRoot(), 'dist', 'web', 'console')
  if (!existsSync(join(web, 'index.html'))) {
    refuse('serve.no_pages', '网页还没有生成。', { remedy: '请先运行 npm run build。' })
  }
  const [report = ''] = store.catalog.reports.keys()
  const origin = process.env.SHOUWANG_ORIGIN
  const served = await serve(store, { port, host, web, report, ...(origin && { origin }) })
  const url = origin ?? served.url
  const token = await signInToken(store)
  tell(`守望已启动：${url}`)
  if (token === undefined)
    tell('账上还没有乡镇。请另开一个窗口，先用 import area 导入本乡镇的行政区划，再用 account 建第一个账号，就能登录。')
  else {
    tell(`用浏览器打开下面的链接登录（只能用一次，15 分钟内有效）：`)
    tell(`${url}/sign-in?token=${token}`)
  }
  tell('按 Ctrl+C 停止。')
  await stopped()
  await served.close()
  tell('守望已停止，数据都已保存。')
}

/** Undefined where there is no township yet that an account could work for. */
async function signInToken(store: Store): Promise<string | undefined> {
  const townships = await townshipsOf(store)
  if (townships.length === 0) return undefined
  const starter = system('启动程序', townships)
  const known = (await listAccounts(store, starter)).find((a) => a.login === keeperLogin && a.disabledAt === null)
  const account =
    known?.id ??
    (await createAccount(store, starter, { login: keeperLogin, name: '管理员', role: 'admin', areas: townships }))
  return createLink(store, starter, account)
}

function stopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}
