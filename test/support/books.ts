/** A small township of declarations and acts, for tests of the books. */
import { gather } from '#define/catalog.ts'
import { area as areaField, choice, day, idNumber, link, money, text, yesNo } from '#define/field.ts'
import { entity, event, state } from '#define/ledger.ts'
import { checkCharacter } from '#kinds/id-number.ts'
import type { Value } from '#kinds/index.ts'
import { type Actor, system } from '#store/actor.ts'
import type { Engine } from '#store/engine.ts'
import { passingCipher } from '#store/keys.ts'
import { openStore, type Store, uuidv7 } from '#store/store.ts'
import type { Act, Change } from '#store/write/acts.ts'
import { record } from '#store/write/acts.ts'

export const township = '990101201'
export const villages = [`${township}001`, `${township}002`] as const

const area = state('area', {
  title: '区划',
  row: '个',
  purpose: '测试用的区划。',
  area: 'code',
  dated: ['valid_from', 'valid_to'],
  unique: [['code', 'valid_from']],
  namedBy: ['code', 'name'],
  shownAs: 'name',
  places: { code: 'code', name: 'name' },
  fields: {
    code: areaField('代码'),
    name: text('名称'),
    valid_from: day('有效起'),
    valid_to: day('有效止', { optional: true }),
  },
})

export const household = entity('household', {
  title: '农户',
  row: '户',
  purpose: '测试用的户。',
  area: 'area',
  unique: [['number']],
  namedBy: ['number'],
  shownAs: 'head_name',
  fields: { number: text('户编号'), head_name: text('户主姓名', { max: 10 }), area: areaField('所在地') },
})

export const person = entity('person', {
  title: '人员',
  row: '人',
  purpose: '测试用的人。',
  area: [],
  unique: [['id_number']],
  namedBy: ['id_number', 'name'],
  knownBy: ['name', 'born_on'],
  shownAs: 'name',
  fields: {
    name: text('姓名'),
    id_number: idNumber('身份证号码', { optional: true }),
    sex: choice('性别', ['男', '女'], { optional: true }),
    born_on: day('出生日期', { optional: true }),
  },
})

export const membership = state('membership', {
  title: '家庭成员',
  row: '人',
  purpose: '测试用的成员。',
  of: 'household',
  dated: ['since', 'until'],
  oneAtATime: 'person',
  joins: { from: 'person', to: 'household' },
  unique: [['person', 'since']],
  fields: {
    person: link(person, '人员'),
    household: link(household, '所在户'),
    since: day('加入日期'),
    until: day('离开日期', { optional: true }),
  },
})

export const label = state('label', {
  title: '标签',
  row: '户次',
  purpose: '测试用的状态。',
  of: 'household',
  dated: ['since', 'until'],
  unique: [],
  fields: {
    household: link(household, '农户'),
    word: text('标签'),
    since: day('起'),
    until: day('止', { optional: true }),
  },
})

export const aid = event('aid', {
  title: '救助',
  row: '人次',
  purpose: '测试用的事。',
  of: 'person',
  dated: 'paid_on',
  fields: {
    person: link(person, '人员'),
    paid_on: day('日期'),
    amount: money('金额'),
    urgent: yesNo('紧急', { optional: true }),
  },
})

const move = event('move', {
  title: '迁居',
  row: '户次',
  purpose: '测试用的迁居。',
  of: 'household',
  area: 'left',
  dated: 'moved_on',
  moves: { of: 'household', from: 'left' },
  unique: [['household', 'moved_on']],
  fields: { household: link(household, '农户'), left: areaField('原住地'), moved_on: day('迁居日期') },
})

export const catalog = gather({
  lines: [
    {
      id: 'test',
      title: '测试',
      // Out of the order in which rows depend on each other, as a real township's lines may be.
      ledgers: [aid, area, household, label, person, membership, move],
    },
  ],
  reports: [],
})

export const office: Actor = { id: 'u1', name: '乡里', role: 'office', areas: [township] }
export const villager = (n: 0 | 1): Actor => ({
  id: `v${n}`,
  name: `村${n + 1}`,
  role: 'village',
  areas: [villages[n]],
})

export interface Books {
  store: Store
  newId(): string
  /** Records an act of changes; `more` says otherwise what it is. */
  write(changes: Change[], more?: Partial<Act> & { actor?: Actor }): ReturnType<typeof record>
  /** A household with one person, in a village. */
  family(village: string, name: string): Promise<{ household: string; person: string; membership: string }>
}

/** Empty books with the two villages in them. `clock` stands still by itself, so that only the books move time. */
export async function openBooks(engine: Engine, clock?: () => number): Promise<Books> {
  const store = await openStore(engine, catalog, { keys: passingCipher(), ...(clock && { clock }) })
  const newId = () => uuidv7(Date.now() * 1000)
  let count = 0
  const write: Books['write'] = (changes, { actor = office, ...more } = {}) =>
    record(store, actor, { id: newId(), township, kind: 'record', changes, ...more })
  await write(
    [township, ...villages].map((code) =>
      set('area', newId(), { code, name: `地${code.slice(9)}`, valid_from: '2020-01-01' }),
    ),
    { actor: system('测试', [township]) },
  )
  return {
    store,
    newId,
    write,
    async family(village, name) {
      const ids = { household: newId(), person: newId(), membership: newId() }
      await write(familyChanges(ids, village, name, `H${++count}-${ids.household.slice(-6)}`))
      return ids
    },
  }
}

/** A household moves: what an act says of it. */
export const moving = (books: Pick<Books, 'newId'>, household: string, from: string, to: string, day: string) => [
  correct('household', household, { area: to }),
  set('move', books.newId(), { household, left: from, moved_on: day }),
]

export const set = (ledger: string, id: string, values: Record<string, Value>): Change => ({ ledger, id, set: values })
export const correct = (ledger: string, id: string, values: Record<string, Value>): Change => ({
  ledger,
  id,
  correct: values,
})
export const voided = (ledger: string, id: string): Change => ({ ledger, id, void: true })

export function familyChanges(
  ids: { household: string; person: string; membership: string },
  village: string,
  name: string,
  number: string,
): Change[] {
  return [
    set('person', ids.person, { name }),
    set('household', ids.household, { number, head_name: name, area: village }),
    set('membership', ids.membership, { person: ids.person, household: ids.household, since: '2024-01-01' }),
  ]
}

/** A well-formed ID number that belongs to nobody. */
export function idNumberOf(n: number): string {
  const first17 = `99010119800101${String(n % 1000).padStart(3, '0')}`
  return first17 + checkCharacter(first17)
}
