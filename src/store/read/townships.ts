/** Which townships have books here: asked by the program itself before anybody's scope is known. */
import type { Store } from '#store/store.ts'

export async function townshipsOf(store: Store): Promise<string[]> {
  return store.engine.transaction(
    async (connection) => {
      const { rows } = await connection.query<{ township: string }>('SELECT township FROM head ORDER BY township')
      return rows.map((r) => r.township)
    },
    { readOnly: true },
  )
}
