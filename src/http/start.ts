/** `shouwang start`: serves the office's pages until it is told to stop, and prints a link that signs in once. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createAccount, createLink, listAccounts, placeKeepers } from '#access/accounts.ts'
import { Refusal, refuse } from '#problem.ts'
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
  // Before anything answers: what is refused here must leave no server behind.
  const link = await keeperLink(store)
  const served = await serve(store, { port, host, web, report, ...(origin && { origin }) })
  const url = origin ?? served.url
  tell(`守望已启动：${url}`)
  if (link === 'switched off') tell(`账号“${keeperLogin}”已停用，不再给登录链接；请用自己的账号和密码登录。`)
  else {
    tell(`用浏览器打开下面的链接登录（只能用一次，15 分钟内有效）：`)
    tell(`${url}/sign-in?token=${link.token}`)
  }
  tell('按 Ctrl+C 停止。')
  await stopped()
  await served.close()
  tell('守望已停止，数据都已保存。')
}

/**
 * A link that signs the keeper of this installation in, once; made with the account at the first start. Where there is no township yet,
 * the keeper has no areas until one is there.
 */
export async function keeperLink(store: Store): Promise<{ token: string } | 'switched off'> {
  await placeKeepers(store)
  const townships = await townshipsOf(store)
  const starter = system('启动程序', townships)
  const keeper = async () => (await listAccounts(store, starter)).find(({ login }) => login === keeperLogin)
  if (!(await keeper())) {
    const account = { login: keeperLogin, name: '管理员', role: 'admin', areas: townships } as const
    await createAccount(store, starter, account).catch((error: unknown) => {
      // Another server that starts on the same database has just made it.
      if (!(error instanceof Refusal && error.problems[0]?.code === 'account.login_taken')) throw error
    })
  }
  const { id, disabledAt } = (await keeper())!
  return disabledAt === null ? { token: await createLink(store, starter, id) } : 'switched off'
}

function stopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}
