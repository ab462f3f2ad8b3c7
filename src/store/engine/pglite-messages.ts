/** What the thread is started with. A folder holds a cluster already; without one the database lives in memory. */
export interface Start {
  folder: string | undefined
  /** The cluster to start from in memory, as a tar; without it one is made. */
  template: Uint8Array<ArrayBuffer> | undefined
  /** PGlite compiled, so that every further thread starts without compiling. */
  wasm: WebAssembly.Module
}

export type Task =
  /** Messages of the wire protocol, answered with those of the database. */
  | { kind: 'wire'; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'fsyncs' }
  /** The whole cluster, packed. Asked by scripts/build.mjs. */
  | { kind: 'dump' }
  | { kind: 'close' }

/** PostgreSQL itself gave up; its last words may say why. */
export interface Stopped {
  message: string
  lastWords: string
}

export type Reply = { id: number; ok: unknown } | { id: number; error: Stopped }
