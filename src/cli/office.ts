/** Opens an office's books for the command line. */
import { resolve } from 'node:path'
import { type Content, gather } from '#define/catalog.ts'
import { townshipOf } from '#kinds/area.ts'
import { check } from '#measure/check.ts'
import { Refusal, refuse } from '#problem.ts'
import type { Actor } from '#store/actor.ts'
import { openEngine } from '#store/engine/open.ts'
import { openKeys } from '#store/keys.ts'
import { openStore, type Store, townshipsOf } from '#store/store.ts'
import { type Command, command, type Declared, type Given, type Outcome, type Surroundings } from './command.ts'
import type { Flags } from './flags.ts'

export interface Office {
  store: Store
  /** The data folder: keys, and the embedded database where no server is used. */
  folder: string
  close(): Promise<void>
}

/**
 * Opens the books, beside the program that has them open already unless `alone`.
 * Throws a Refusal when a declaration is wrong, the folder cannot be had or the database cannot be reached.
 */
export async function openOffice(
  content: Content,
  where: { data?: string; url?: string; alone?: boolean },
): Promise<Office> {
  const catalog = gather(content)
  const [first, ...others] = check(catalog)
  if (first) throw new Refusal(first, ...others)
  const folder = resolve(where.data ?? 'data')
  const engine = await openEngine({ url: where.url, data: folder, beside: !where.alone })
  try {
    const store = await openStore(engine, catalog, { keys: await openKeys(folder) })
    return { store, folder, close: () => engine.close() }
  } catch (error) {
    await engine.close()
    throw error
  }
}

/** Who sits at the machine that holds the data: may do everything in every township here, under the name of the machine's user. */
export async function localActor(store: Store): Promise<Actor> {
  const user = process.env.USER ?? process.env.USERNAME ?? process.env.LOGNAME ?? '本机'
  return {
    id: 'local',
    name: `${user}（命令行）`,
    role: 'admin',
    areas: await townshipsOf(store),
    // The keys lie beside the data: who sits here reads it all the same.
    opened: [...store.catalog.ledgers.keys()],
  }
}

interface AtWork extends Surroundings {
  store: Store
  actor: Actor
  /** The data folder. */
  folder: string
}

/** A command that works in an office's books; `alone` where no other program may have them open. */
export function officeCommand<const W extends readonly string[] = [], F extends Flags = Record<never, never>>(
  name: string,
  { run, alone, ...written }: Declared<W, F, (at: AtWork, given: Given<W, F>) => Promise<Outcome>> & { alone?: true },
): Command {
  return command<W, F>(name, {
    ...written,
    async run(given, around) {
      const office = await openOffice(around.content, {
        data: given.data,
        url: around.database,
        ...(alone && { alone }),
      })
      try {
        const { store, folder } = office
        return await run({ ...around, store, folder, actor: await localActor(store) }, given)
      } finally {
        await office.close()
      }
    },
  })
}

/** The township of the area that was named, or the only one that is kept here. */
export function oneTownship(actor: Actor, area: string | undefined): string {
  if (area !== undefined) return townshipOf(area)
  const [only, ...more] = actor.areas
  return only !== undefined && more.length === 0
    ? only
    : refuse('area.which', only === undefined ? '这里还没有任何乡镇的账。' : '这里有不止一个乡镇，请说明是哪一个。', {
        at: { input: '--area' },
        remedy: '请写 9 位乡镇代码。',
      })
}
