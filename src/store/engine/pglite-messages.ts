import type { Failure } from './database-error.ts'

/** What the thread is started with. A folder holds a cluster already; without one the database lives in memory. */
export interface Start {
  folder: string | undefined
  /** The cluster to start from in memory, as a tar; without it one is made. */
  template: Uint8Array<ArrayBuffer> | undefined
  /** PGlite compiled, so that every further thread starts without compiling. */
  wasm: WebAssembly.Module
}

export type Task =
  | { kind: 'run'; text: string; parameters: readonly (string | Uint8Array | null)[] }
  | { kind: 'copy'; statement: string; text: string }
  | { kind: 'fsyncs' }
  /** The whole cluster, packed. Asked by scripts/build.mjs. */
  | { kind: 'dump' }
  | { kind: 'close' }

export type WorkerError =
  | { kind: 'database'; failure: Failure }
  /** 'range': a value too large to be exact. 'stopped': PostgreSQL itself gave up; its last words may say why. */
  | { kind: 'range' | 'stopped'; message: string; lastWords: string }

export type Reply = { id: number; ok: unknown } | { id: number; error: WorkerError }
