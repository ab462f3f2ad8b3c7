import { Refusal, refuse } from '#problem.ts'
import type { Engine } from '#store/engine.ts'
import { programVersion } from '#worker-file.ts'
import { openBeside } from './beside.ts'
import { ownerOf } from './folder-lock.ts'
import { openPglite } from './pglite.ts'
import { openPostgres } from './postgres.ts'

/**
 * Opens the PostgreSQL server at `url` when given, else the database in the folder `data` ('memory' for one that is lost on close).
 * With `beside`, a folder that another program on this machine has open is worked on through that program.
 */
export async function openEngine({
  data,
  url,
  beside,
}: {
  data?: string
  url?: string
  beside?: boolean
}): Promise<Engine> {
  if (url) return openPostgres(url)
  if (data) return beside ? openOrJoin(data) : openPglite(data)
  return refuse('store.no_database', '没有说明数据存放在哪里。', {
    remedy: '请给出一个数据文件夹，或用 DATABASE_URL 给出 PostgreSQL 的地址。',
  })
}

async function openOrJoin(folder: string): Promise<Engine> {
  try {
    return await openPglite(folder)
  } catch (error) {
    if (!(error instanceof Refusal && error.problems[0]?.code === 'store.folder_in_use')) throw error
    const owner = await ownerOf(folder)
    const engine = owner && (await openBeside(owner, programVersion()))
    if (!engine) throw error
    return engine
  }
}
