import { refuse } from '#problem.ts'
import type { Engine } from '#store/engine.ts'
import { openPglite } from './pglite.ts'
import { openPostgres } from './postgres.ts'

/** Opens the PostgreSQL server at `url` when given, else the database in the folder `data` ('memory' for one that is lost on close). */
export async function openEngine({ data, url }: { data?: string; url?: string }): Promise<Engine> {
  if (url) return openPostgres(url)
  if (data) return openPglite(data)
  return refuse('store.no_database', '没有说明数据存放在哪里。', {
    remedy: '请给出一个数据文件夹，或用 DATABASE_URL 给出 PostgreSQL 的地址。',
  })
}
