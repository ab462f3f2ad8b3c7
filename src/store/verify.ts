/** Proves a township's books against themselves: chain, numbers, versions, and that rows say what the acts say. */
import { reaches } from '#kinds/area.ts'
import { type Problem, problem, refuse } from '#problem.ts'
import type { Actor } from './actor.ts'
import { proveChain } from './proof/chain.ts'
import { proveRows } from './proof/rows.ts'
import { proveShelf } from './proof/shelf.ts'
import { type Store, scoped } from './store.ts'

export interface Verified {
  /** Whose books were read. */
  townships: readonly string[]
  acts: number
  versions: number
  problems: Problem[]
}

const PROBLEMS_SHOWN = 100

/**
 * Reads everything of the actor's townships in one snapshot. Returns what does not fit; nothing is changed.
 * Throws a Refusal where there is nothing to read: nothing proves nothing.
 */
export async function verify(store: Store, actor: Actor): Promise<Verified> {
  if (actor.areas.some((code) => reaches(code, 'village'))) {
    refuse('verify.part_only', '核验要看整个乡镇的账，您的权限只到村。', { remedy: '请联系乡镇管理员核验。' })
  }
  return scoped(
    store,
    actor,
    async (tx) => {
      const result: Verified = { townships: tx.townships, acts: 0, versions: 0, problems: [] }
      for (const township of tx.townships) {
        const chain = await proveChain(tx, township, result.problems)
        result.acts += chain.acts
        result.versions += await proveRows(tx, township, chain, result.problems)
        await proveShelf(tx, township, chain, result.problems)
      }
      await proveShelf(tx, '', undefined, result.problems)
      if (result.acts + result.versions + result.problems.length === 0) {
        refuse('verify.nothing', '没有账可核对：这里一笔账也没有。', {
          remedy: '请核对数据文件夹（--data）或数据库地址（DATABASE_URL）是不是办公室在用的那一个。',
        })
      }
      if (result.problems.length > PROBLEMS_SHOWN) {
        const more = result.problems.length - PROBLEMS_SHOWN
        result.problems = [
          ...result.problems.slice(0, PROBLEMS_SHOWN),
          problem('verify.more', `还有 ${more} 处问题没有列出。`, { remedy: '请先处理列出的，再核验一次。' }),
        ]
      }
      return result
    },
    { audit: true, snapshot: true, readOnly: true },
  )
}
