/**
 * A backup: everything that is kept, as one file that says how it ends. It is taken from either engine while others work, and goes
 * back into either. Gzip of one JSON value a line: what it is, pages of rows, and last how many rows there must be.
 */
import { createReadStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { Catalog } from '#define/catalog.ts'
import { refuse } from '#problem.ts'
import { migrate } from '#store/tables/migrate.ts'
import { SCHEMA_VERSION } from '#store/tables/schema.ts'
import { keptTables, load, type Page, unload } from './carry.ts'
import { diskFull } from './engine/database-error.ts'
import type { Connection, Engine } from './engine.ts'
import type { Keys } from './keys.ts'
import type { Moment } from './moment.ts'
import { type Store, seeAll } from './store.ts'

/** The first line of a backup. */
export interface BackupLabel {
  shouwang: 'backup'
  /** Layout of the platform's tables. */
  schema: number
  /** The newest of the keys that sealed what is in it; those before it are kept with it. They are not in it. */
  key: string
  /** When the last act in it was recorded; 0 where there is none. */
  moment: Moment
  /** How far each township's chain reaches: number and digest of its last act. */
  heads: Record<string, { seq: number; digest: string }>
}

type Line = BackupLabel | Page | { rows: Record<string, number> }

/** Who is signed in and who has guessed: nobody gets in by a backup. */
const passing = ['session', 'attempt', 'matching']

export interface BackedUp {
  label: BackupLabel
  rows: Record<string, number>
  bytes: number
}

/**
 * Writes all that `store` keeps, as of one moment, into `path`, which must not be there; until the file is whole it has another name.
 * On a server others go on working meanwhile, the embedded database serves them afterwards. Throws a Refusal where it cannot be written.
 */
export async function backup(
  { engine, catalog, keys }: Store,
  path: string,
  progress: (rows: number) => void = () => {},
): Promise<BackedUp> {
  if (await stat(path).catch(() => undefined)) {
    refuse('backup.file_exists', '已经有这个文件了，没有覆盖它。', { at: { file: path }, remedy: '请换一个文件名。' })
  }
  const unfinished = `${path}.unfinished`
  try {
    const file = await open(unfinished, 'w', 0o600)
    const written = await engine.transaction(
      async (source) => {
        const label = await labelOf(source, keys)
        let rows: Record<string, number> = {}
        async function* lines(): AsyncGenerator<string> {
          yield asLine(label)
          const pages = unload(source, keptTables(catalog, passing))
          for (let told = 0; ; ) {
            const { value, done } = await pages.next()
            if (done) {
              rows = value
              yield asLine({ rows })
              return
            }
            yield asLine(value)
            told += value.rows.length
            progress(told)
          }
        }
        await pipeline(Readable.from(lines()), createGzip(), file.createWriteStream({ flush: true }))
        return { label, rows }
      },
      { snapshot: true, readOnly: true },
    )
    await rename(unfinished, path)
    return { ...written, bytes: (await stat(path)).size }
  } catch (error) {
    await rm(unfinished, { force: true })
    const { code, syscall } = error as NodeJS.ErrnoException
    if (code === 'ENOSPC') throw diskFull()
    if (syscall === undefined) throw error
    return refuse('backup.unwritable', `备份没有写成（${code}）。`, {
      at: { file: path },
      remedy: '请检查这个文件夹在不在、能不能写，再备份一次。',
    })
  }
}

const asLine = (line: Line) => `${JSON.stringify(line)}\n`

async function labelOf(source: Connection, keys: Keys): Promise<BackupLabel> {
  await seeAll(source)
  const { rows } = await source.query<{ township: string; seq: number; at: number; digest: string; key: string }>(
    'SELECT township, seq, at, digest, key FROM head ORDER BY township',
  )
  const sealing = new Set(rows.map((row) => keys.of(row.key)))
  return {
    shouwang: 'backup',
    schema: SCHEMA_VERSION,
    key: keys.all().find((one) => sealing.has(one))?.key ?? keys.key,
    moment: Math.max(0, ...rows.map(({ at }) => at)),
    heads: Object.fromEntries(rows.map(({ township, seq, digest }) => [township, { seq, digest }])),
  }
}

/** What a backup says of itself. Throws a Refusal where the file is no backup, or one that this program cannot read. */
export async function readLabel(path: string): Promise<BackupLabel> {
  for await (const line of linesOf(path)) return labelFrom(line, path)
  return notABackup(path)
}

/**
 * Puts a backup into `to`, which must hold nothing. All or nothing: a file that was cut off or altered leaves nothing behind.
 * Returns rows per table, as counted there and here.
 */
export async function restore(path: string, to: Engine, catalog: Catalog): Promise<Record<string, number>> {
  const tables = keptTables(catalog)
  await readThrough(path, tables)
  await migrate(to, catalog)
  async function* pages(): AsyncGenerator<Page> {
    for await (const line of linesOf(path)) if ('table' in line) yield line
  }
  return load(to, tables, pages())
}

/** Only at its end does a compressed file say whether it is what was written: it is read once before anything is believed. */
async function readThrough(path: string, tables: readonly string[]): Promise<void> {
  const counts: Record<string, number> = {}
  let first = true
  let end: Record<string, number> | undefined
  for await (const line of linesOf(path)) {
    if (first) labelFrom(line, path)
    else if ('table' in line) counts[known(line, tables).table] = (counts[line.table] ?? 0) + line.rows.length
    else if ('rows' in line) end = line.rows
    first = false
  }
  if (first) notABackup(path)
  if (!end) return cutOff(path)
  for (const [table, rows] of Object.entries(end)) if ((counts[table] ?? 0) !== rows) cutOff(path)
}

function known(page: Page, tables: readonly string[]): Page {
  if (tables.includes(page.table)) return page
  return refuse('backup.other_ledgers', `备份里有 ${page.table}，这个程序没有这本台账。`, {
    remedy: '请用做这份备份的那一版程序恢复。什么也没有写进去。',
  })
}

async function* linesOf(path: string): AsyncGenerator<Line> {
  const source = createReadStream(path)
  const text = source.pipe(createGunzip()).setEncoding('utf8')
  source.once('error', (error) => text.destroy(error))
  let pieces: string[] = []
  const line = () => JSON.parse(pieces.join('')) as Line
  try {
    for await (const chunk of text as AsyncIterable<string>) {
      // By line feed alone: other ends of a line, such as U+2028, stand within what people typed.
      const [rest, ...others] = chunk.split('\n')
      pieces.push(rest!)
      for (const next of others) {
        yield line()
        pieces = [next]
      }
    }
    if (pieces.join('') !== '') yield line()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') {
      refuse('file.unreadable', `打不开文件 ${path}。`, { remedy: '请检查文件名和路径。' })
    }
    if (code === 'Z_BUF_ERROR') cutOff(path)
    if (error instanceof SyntaxError || code?.startsWith('Z_')) notABackup(path)
    throw error
  } finally {
    source.destroy()
  }
}

function labelFrom(line: Line, path: string): BackupLabel {
  if (!('shouwang' in line) || line.shouwang !== 'backup') return notABackup(path)
  if (line.schema === SCHEMA_VERSION) return line
  return refuse(
    'backup.other_schema',
    `这份备份是第 ${line.schema} 版格式，这个程序认得的是第 ${SCHEMA_VERSION} 版。`,
    {
      at: { file: path },
      remedy: '请用做这份备份的那一版程序恢复，再升级。',
    },
  )
}

function notABackup(path: string): never {
  return refuse('backup.not_one', '这不是守望的备份，或者已经损坏。', { at: { file: path }, remedy: '请换一份备份。' })
}

function cutOff(path: string): never {
  return refuse('backup.cut_off', '这份备份不完整：后面的内容没有了。', {
    at: { file: path },
    remedy: '请换一份备份。什么也没有写进去。',
  })
}
