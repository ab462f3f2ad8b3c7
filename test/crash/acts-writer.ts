/** Writes acts without pause into the database it is given, and says each id once its receipt is there. */
import { writeSync } from 'node:fs'
import { openEngine } from '#store/engine/open.ts'
import { openKeys } from '#store/keys.ts'
import { openStore, uuidv7 } from '#store/store.ts'
import { record } from '#store/write/acts.ts'
import { familyChanges, familyIds, office, set } from '../support/books.ts'
import { catalog, township, villages } from '../support/made-up-township.ts'

const [folder, url] = process.argv.slice(2) as [string, string | undefined]
const engine = await openEngine(url ? { url } : { data: folder })
const store = await openStore(engine, catalog, { keys: await openKeys(folder) })
// Straight to the file: what a killed process still holds in its buffers was never said.
const say = (text: string) => writeSync(1, `${text}\n`)
const newId = () => uuidv7(Date.now() * 1000)
say('open')

for (let n = 0; ; n++) {
  const id = newId()
  const ids = familyIds(newId)
  const many = n % 4 === 3 ? 250 : 0
  const changes = [
    ...familyChanges(ids, villages[n % 2]!, '写了又写', id),
    ...Array.from({ length: many }, (_, i) =>
      set('household', newId(), { number: `${id}-${i}`, head_name: '多', area: villages[0] }),
    ),
  ]
  await record(store, office, { id, township, kind: 'record', changes })
  say(`${id} ${changes.length}`)
}
