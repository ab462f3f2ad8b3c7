import { verifyIssued } from '#reports/issue.ts'
import type { Actor } from '#store/actor.ts'
import type { Store } from '#store/store.ts'
import { type Verified, verify } from '#store/verify.ts'

/** All that can be proved: the books against themselves, and what was issued from them. Tells its steps, for each may take long. */
export async function verified(
  store: Store,
  actor: Actor,
  tell: (line: string) => void,
  against: readonly string[] = [],
): Promise<Verified> {
  tell('正在核对账目……')
  const books = await verify(store, actor, against)
  tell('正在重算签发过的报告……')
  return { ...books, problems: [...books.problems, ...(await verifyIssued(store, actor))] }
}

/** How far the books have come: to be kept elsewhere. */
export const marksSaid = ({ marks }: Pick<Verified, 'marks'>): string[] =>
  marks.map(({ township, mark }) => `校验值 ${mark}（${township === '' ? '账号和登录' : `乡镇 ${township}`}）`)
