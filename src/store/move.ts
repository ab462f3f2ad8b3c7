/** Carries everything from one database into another, empty one: from the embedded database to a server, or back. */
import type { Catalog } from '#define/catalog.ts'
import { migrate } from '#store/tables/migrate.ts'
import { keptTables, load, type Page, unload } from './carry.ts'
import type { Engine } from './engine.ts'

/**
 * Copies all tables of `from` into `to`, which must hold nothing. Both must be this catalog's; ID numbers stay sealed, so the key
 * file has to come along. Returns rows per table, counted on both sides. All or nothing; what `from` writes meanwhile is not in it.
 */
export async function move(from: Engine, to: Engine, catalog: Catalog): Promise<Record<string, number>> {
  await migrate(from, catalog)
  await migrate(to, catalog)
  const tables = keptTables(catalog)
  const pages = handover<Page>()
  const sides = [
    from.transaction((source) => give(unload(source, tables), pages), { snapshot: true, readOnly: true }),
    load(to, tables, pages),
  ]
  for (const side of sides) side.catch(pages.fail)
  const [there, here] = (await Promise.all(sides)) as [Record<string, number>, Record<string, number>]
  return Object.fromEntries(
    tables.map((table) => {
      if (there[table] !== here[table]) throw new Error(`${table}: ${there[table]} rows there, ${here[table]} here`)
      return [table, here[table]!]
    }),
  )
}

async function give<T, R>(items: AsyncGenerator<T, R>, to: Handover<T>): Promise<R> {
  for (;;) {
    const { value, done } = await items.next()
    if (!done) await to.give(value)
    else {
      await to.give(undefined)
      return value
    }
  }
}

/** Gives things one at a time from one running task to another; a failure on either side reaches both. */
interface Handover<T> extends AsyncIterable<T> {
  give(item: T | undefined): Promise<void>
  fail(reason: unknown): void
}

function handover<T>(): Handover<T> {
  let failure: { reason: unknown } | undefined
  const items: (T | undefined)[] = []
  let wake: (() => void)[] = []
  const wakeAll = () => {
    const sleeping = wake
    wake = []
    for (const one of sleeping) one()
  }
  const until = async (ready: () => boolean) => {
    while (!ready()) {
      if (failure) throw failure.reason
      await new Promise<void>((resolve) => wake.push(resolve))
    }
    if (failure) throw failure.reason
  }
  return {
    async give(item) {
      await until(() => items.length === 0)
      items.push(item)
      wakeAll()
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        await until(() => items.length > 0)
        const item = items.shift()
        wakeAll()
        if (item === undefined) return
        yield item
      }
    },
    fail(reason) {
      failure ??= { reason }
      wakeAll()
    },
  }
}
