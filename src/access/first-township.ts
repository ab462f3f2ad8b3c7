/** The first act of all: a township with its villages and groups, in books that hold no place yet. */
import { createHash } from 'node:crypto'
import { readTyped, valuesOr } from '#capture/typed.ts'
import { levelOf, levelSaid, townshipOf, villageOf } from '#kinds/area.ts'
import { Refusal, refuse } from '#problem.ts'
import type { Receipt } from '#store/act.ts'
import type { Actor } from '#store/actor.ts'
import { areaNames } from '#store/read/office-words.ts'
import { accountBy, placeUnplaced } from '#store/shelf/account.ts'
import { atTheDoor, type Store, scoped, townshipsOf } from '#store/store.ts'
import { record } from '#store/write/acts.ts'
import { permit } from './permit.ts'

export interface FirstTownship {
  /** Id of the act: the same again changes nothing. */
  id: string
  /** The day from which they are in use. */
  from: string
  /** One township, and villages and groups in it. */
  places: readonly { code: string; name: string }[]
}

/**
 * Records them as one act and opens the township's books; accounts without a place get the township in the same transaction.
 * Throws a Refusal where places are there already, or what is given is no township.
 */
export async function recordFirstTownship(store: Store, actor: Actor, given: FirstTownship): Promise<Receipt> {
  const refused = permit(actor, 'areas')
  if (refused) throw new Refusal(refused)
  const township = townshipGiven(given.places)
  const { places } = store.catalog
  if (!places?.held) throw new Error('the ledger of areas has no days')
  const ledger = store.catalog.ledgers.get(places.ledger)!
  const [began] = places.held
  const changes = given.places.map(({ code, name }) => {
    const level = places.level === undefined ? {} : { [places.level]: levelSaid(code) }
    const typed = { [places.code]: code, [places.name]: name, ...level, [began]: given.from }
    return { ledger: ledger.id, id: rowId(given.id, code), set: valuesOr(readTyped(ledger, typed, 'new')) }
  })
  const placed = await placedIn(store, actor, township)
  return record(
    store,
    placed,
    { id: given.id, township, kind: 'record', source: '网页', changes },
    {
      async also(tx, { repeated }) {
        if (repeated) return
        const there = [...(await areaNames(tx)).keys()].filter((code) => townshipOf(code) === township)
        if (there.length !== given.places.length) begun()
        if (actor.areas.length > 0) return
        const placed = await atTheDoor(tx, async () => {
          await placeUnplaced(tx, [township])
          return accountBy(tx, 'id', actor.id)
        })
        // Two windows may have begun two townships at once: the account belongs to the first.
        if (!placed?.areas.includes(township)) begun()
      },
    },
  )
}

function townshipGiven(places: FirstTownship['places']): string {
  const codes = new Set(places.map(({ code }) => code))
  const [township, other] = [...codes].filter((code) => levelOf(code) === 'township')
  if (township === undefined || other !== undefined) {
    return refuse('area.malformed', '要有一个、也只能有一个乡镇。', {
      at: { input: 'places' },
      remedy: '请填 9 位乡镇代码。',
    })
  }
  for (const code of codes) {
    if (townshipOf(code) !== township) {
      refuse('area.malformed', `${code} 不是乡镇 ${township} 的代码。`, {
        at: { input: 'places' },
        remedy: `村和村民组的代码都要以 ${township} 开头。`,
      })
    }
    if (levelOf(code) === 'group' && !codes.has(villageOf(code))) {
      refuse('area.not_listed', `村民组 ${code} 所在的村 ${villageOf(code)} 没有写。`, {
        at: { input: 'places' },
        remedy: '请把村也写上。',
      })
    }
  }
  return township
}

/** Who has no place yet, with the township that is begun; whose answer was lost has it already. */
async function placedIn(store: Store, actor: Actor, township: string): Promise<Actor> {
  if (actor.areas.length > 0) return actor
  if ((await townshipsOf(store)).length === 0) return { ...actor, areas: [township] }
  const now = await scoped(store, actor, (tx) => accountBy(tx, 'id', actor.id), { readOnly: true, door: true })
  return now?.areas.includes(township) ? { ...actor, areas: now.areas } : begun()
}

const begun = () =>
  refuse('area.begun', '这里已经有乡镇的行政区划了，没有再建。', {
    remedy: '请刷新页面；还是这一页的，请停下守望再启动一次，用新打印的链接登录。要添村、添组，到台账里新增。',
  })

/** Of the row of a place: the same whenever the same act is sent. */
function rowId(act: string, code: string): string {
  const hex = createHash('sha256').update(`${act} ${code}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
