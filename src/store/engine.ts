/**
 * One PostgreSQL dialect over two engines: PGlite in this process's worker, or a server by DATABASE_URL.
 * Nothing outside `store/engine/` knows which one runs.
 */

/** A value as it travels to and from the database: bigint columns arrive as safe integers, dates as 'YYYY-MM-DD', never as Date. */
export type SqlValue = string | number | boolean | null | Uint8Array | readonly (string | number | boolean | null)[]

export interface Connection {
  query<R extends Record<string, unknown> = Record<string, unknown>>(
    text: string,
    parameters?: readonly SqlValue[],
  ): Promise<{ rows: R[]; changed: number }>
  /** COPY of text-format values into a table without row security. Returns how many rows went in. */
  copyIn(table: string, columns: readonly string[], rows: Iterable<readonly SqlValue[]>): Promise<number>
}

export interface Engine {
  readonly kind: 'pglite' | 'postgres'
  /** Server version as a number, such as 150018. */
  readonly version: number
  /**
   * Runs `work` in one transaction: committed and durable when the promise resolves, rolled back when `work` throws.
   * `snapshot` asks for REPEATABLE READ, so that every statement sees one state.
   */
  transaction<T>(
    work: (connection: Connection) => Promise<T>,
    options?: { snapshot?: boolean; readOnly?: boolean },
  ): Promise<T>
  close(): Promise<void>
}
