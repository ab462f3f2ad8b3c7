/** Proves a township's books against themselves: chain, numbers, versions, and that rows say what the acts say. */
import { reaches } from '#kinds/area.ts'
import { type Problem, problem, refuse } from '#problem.ts'
import type { Actor } from './actor.ts'
import { proveChain } from './proof/chain.ts'
import { remedy } from './proof/faults.ts'
import { partsOf, proveRows } from './proof/rows.ts'
import { proveShelf } from './proof/shelf.ts'
import { markOf } from './shelf-chain.ts'
import { type Store, scoped } from './store.ts'

export interface Verified {
  /** Whose books were read. */
  townships: readonly string[]
  acts: number
  versions: number
  /** How far the chains of each township have come, to be kept elsewhere and given as `against` another time; '': those of the accounts. */
  marks: { township: string; mark: string }[]
  problems: Problem[]
}

const PROBLEMS_SHOWN = 100

/**
 * Reads everything of the actor's townships in one snapshot. Returns what does not fit; nothing is changed.
 * `against`: marks that were told before, which must still be found in the chains. Throws a Refusal where there is nothing to read:
 * nothing proves nothing.
 */
export async function verify(store: Store, actor: Actor, against: readonly string[] = []): Promise<Verified> {
  if (actor.areas.some((code) => reaches(code, 'village'))) {
    refuse('verify.part_only', '核验要看整个乡镇的账，您的权限只到村。', { remedy: '请联系乡镇管理员核验。' })
  }
  return scoped(
    store,
    actor,
    async (tx) => {
      const result: Verified = { townships: tx.townships, acts: 0, versions: 0, marks: [], problems: [] }
      const sought = seek(against)
      for (const township of tx.townships) {
        const parts = await partsOf(tx, township)
        const said = parts === 1 ? new Map() : undefined
        const chain = await proveChain(tx, township, result.problems, said)
        result.acts += chain.acts
        result.versions += await proveRows(tx, township, chain, result.problems, parts, said)
        sought.acts(chain.digests)
        const shelf = await proveShelf(tx, township, chain, result.problems, sought.entry)
        result.marks.push({ township, mark: markOf(chain.digest, shelf.digest) })
      }
      const accounts = await proveShelf(tx, '', undefined, result.problems, sought.entry)
      result.marks.push({ township: '', mark: markOf(null, accounts.digest) })
      result.problems.unshift(...sought.missing())
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

/** Looks for what marks say among the digests of all chains. */
function seek(marks: readonly string[]) {
  const parts = marks.map((mark) => mark.trim().toLowerCase().split('-'))
  for (const [i, [act, entry, ...more]] of parts.entries()) {
    if (![act, entry].every((part) => /^(0|[0-9a-f]{16})$/.test(part ?? '')) || more.length > 0) {
      refuse('verify.against', `“${marks[i]}”不是校验值。`, {
        at: { input: '--against' },
        remedy: '请照以前核验时打印的、或签发的报告上的那一串抄写，例如 1a2b3c4d5e6f7a8b-9c0d1e2f3a4b5c6d。',
      })
    }
  }
  const open = new Set(parts.flatMap(([act, entry]) => [`act ${act}`, `entry ${entry}`]))
  open.delete('act 0')
  open.delete('entry 0')
  return {
    acts(digests: readonly string[]) {
      if (open.size > 0) for (const digest of digests) open.delete(`act ${markOf(digest, '').split('-')[0]}`)
    },
    entry(digest: string) {
      if (open.size > 0) open.delete(`entry ${markOf(null, digest).split('-')[1]}`)
    },
    missing: () =>
      parts.flatMap(([act, entry]): Problem[] => {
        const gone = [open.has(`act ${act}`) && '账链', open.has(`entry ${entry}`) && '留痕链'].filter(Boolean)
        if (gone.length === 0) return []
        const message = `校验值 ${act}-${entry} 在现在的${gone.join('和')}里找不到：从那以后有人把它改写过或截短过。`
        return [
          problem('verify.against', message, { remedy: `（抄错的、别处的账的校验值也找不到，请先核对。）${remedy}` }),
        ]
      }),
  }
}
