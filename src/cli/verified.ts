import { verifyIssued } from '#reports/issue.ts'
import type { Actor } from '#store/actor.ts'
import type { Store } from '#store/store.ts'
import { type Verified, verify } from '#store/verify.ts'

/** All that can be proved: the books against themselves, and what was issued from them. Tells its steps, for each may take long. */
export async function verified(store: Store, actor: Actor, tell: (line: string) => void): Promise<Verified> {
  tell('正在核对账目……')
  const books = await verify(store, actor)
  tell('正在重算签发过的报告……')
  return { ...books, problems: [...books.problems, ...(await verifyIssued(store, actor))] }
}
