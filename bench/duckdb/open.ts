/** DuckDB, which only this bench installs, as far as it is used here. */

export interface Duck {
  run(statement: string): Promise<unknown>
  runAndReadAll(statement: string): Promise<{ getRowObjectsJson(): Record<string, unknown>[] }>
  closeSync(): void
}

interface Api {
  DuckDBInstance: { create(path: string, options: Record<string, string>): Promise<{ connect(): Promise<Duck> }> }
}

/** An empty database in memory on so many threads. Throws a sentence where DuckDB is not installed. */
export async function openDuck(threads: number): Promise<Duck> {
  const name: string = '@duckdb/node-api'
  const api = await (import(name) as Promise<Api>).catch((error: Error) => {
    throw new Error(
      `没有装好用来对照的 DuckDB，请先运行 npm ci --prefix bench/duckdb。（${error.message.split('\n')[0]}）`,
    )
  })
  const instance = await api.DuckDBInstance.create(':memory:', { threads: String(threads) })
  return instance.connect()
}
