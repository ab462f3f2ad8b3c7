import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gather } from '#define/catalog.ts'
import { generate } from '#demo/generate.ts'
import { type Actor, system } from '#store/actor.ts'
import { openEngine } from '#store/engine/open.ts'
import { openPostgres } from '#store/engine/postgres.ts'
import { openKeys } from '#store/keys.ts'
import { move } from '#store/move.ts'
import { openStore, openTownship, type Store } from '#store/store.ts'
import { recordAll } from '#store/write/acts.ts'
import { township } from '#township/index.ts'
import { packageRoot } from '../../src/worker-file.ts'
import { alone, freshDatabase, serverUrl } from './engine.ts'

export const catalog = gather(township)
export const demoTownship = '990101201'
/** Works for the whole demonstration township. */
export const clerk: Actor = { id: 'clerk', name: '测试员', role: 'office', areas: [demoTownship] }

export interface DemoOffice {
  store: Store
  /** The data folder of this copy. */
  folder: string
  close(): Promise<void>
}

/**
 * The demonstration township in a copy of its own, on the engine under test: a copied folder on PGlite, a copied
 * database on a server. It is generated once for each state of the sources and kept in `.cache`.
 */
export async function demoOffice(): Promise<DemoOffice> {
  if (!serverUrl) {
    const folder = await demoCopy()
    const keys = await openKeys(folder)
    const engine = await openEngine({ data: folder })
    const store = await openStore(engine, catalog, { keys })
    return { store, folder, close: () => engine.close().then(() => rm(folder, { recursive: true, force: true })) }
  }
  const whole = await demoFolder()
  const folder = await mkdtemp(join(tmpdir(), 'shouwang-demo-'))
  await cp(join(whole, 'keys.json'), join(folder, 'keys.json'))
  const keys = await openKeys(folder)
  const database = await freshDatabase(serverUrl, await demoDatabase(serverUrl))
  const to = await openPostgres(database.url)
  const store = await openStore(to, catalog, { keys })
  return {
    store,
    folder,
    async close() {
      await to.close()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The name of the database on a server that holds the demonstration township for copies; made by who comes first. */
async function demoDatabase(url: string): Promise<string> {
  const name = `demo_${await digestOfSources()}`
  await alone(url, async (maintain) => {
    const { rows } = await maintain('SELECT FROM pg_database WHERE datname = $1', [name])
    if (rows.length > 0) return
    const folder = await demoCopy()
    const building = await freshDatabase(url)
    const [from, to] = [await openEngine({ data: folder }), await openPostgres(building.url)]
    await move(from, to, catalog)
    await Promise.all([from.close(), to.close()])
    await rm(folder, { recursive: true, force: true })
    await maintain(`ALTER DATABASE ${building.name} RENAME TO ${name}`)
  })
  return name
}

/** A data folder with the demonstration township, to do with as one likes. */
export async function demoCopy(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'shouwang-demo-'))
  await cp(await demoFolder(), folder, { recursive: true })
  return folder
}

/** The one data folder that all copies are of. */
export async function demoFolder(): Promise<string> {
  const cache = join(packageRoot(), '.cache')
  const folder = join(cache, `demo-${await digestOfSources()}`)
  const lock = `${folder}.lock`
  await mkdir(cache, { recursive: true })
  for (;;) {
    if (await stat(folder).catch(() => undefined)) return folder
    if (
      await mkdir(lock).then(
        () => true,
        () => false,
      )
    )
      break
    const since = await stat(lock).then(
      (s) => Date.now() - s.mtimeMs,
      () => 0,
    )
    if (since > 600_000) await rm(lock, { recursive: true, force: true })
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  try {
    for (const old of await readdir(cache)) {
      if (old.startsWith('demo-') && !folder.includes(old) && !old.endsWith('.lock'))
        await rm(join(cache, old), { recursive: true, force: true })
    }
    const building = `${folder}.building`
    await rm(building, { recursive: true, force: true })
    const engine = await openEngine({ data: building })
    const store = await openStore(engine, catalog, { keys: await openKeys(building) })
    const { acts, summary } = generate({})
    const actor = system('示范数据', [summary.township])
    await openTownship(store, actor, summary.township)
    await recordAll(store, actor, acts)
    await engine.close()
    await rename(building, folder)
  } finally {
    await rm(lock, { recursive: true, force: true })
  }
  return folder
}

/** Of everything that decides what the demonstration rows and their tables are. */
async function digestOfSources(): Promise<string> {
  const hash = createHash('sha256')
  for (const top of ['demo', 'township', 'src/define', 'src/kinds', 'src/store']) {
    const files = (await readdir(join(packageRoot(), top), { recursive: true })).filter(
      (f) => f.endsWith('.ts') && !f.endsWith('.test.ts'),
    )
    for (const file of files.sort()) hash.update(file).update(await readFile(join(packageRoot(), top, file)))
  }
  return hash.digest('hex').slice(0, 16)
}
