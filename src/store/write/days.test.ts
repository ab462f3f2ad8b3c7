import { afterAll, expect, test } from 'vitest'
import { gather } from '#define/catalog.ts'
import { area as areaField, day, link } from '#define/field.ts'
import { event } from '#define/ledger.ts'
import { passingCipher } from '#store/keys.ts'
import { openStore } from '#store/store.ts'
import { correct, office, set } from '../../../test/support/books.ts'
import { testEngine } from '../../../test/support/engine.ts'
import { household, membership, person, township, villages } from '../../../test/support/made-up-township.ts'
import { type Change, record } from './acts.ts'

const visit = event('visit', {
  title: '走访',
  row: '次',
  purpose: '一次走访一行，见到的人可以不写。',
  area: 'area',
  dated: 'visited_on',
  inOrder: [['person.born_on', 'visited_on']],
  unique: [['area', 'visited_on']],
  fields: {
    area: areaField('走访地'),
    person: link(person, '见到的人', { optional: true }),
    visited_on: day('走访日期'),
  },
})

const ledgers = [household, person, membership, visit]
const engine = await testEngine()
afterAll(() => engine.close())
const catalog = gather({ lines: [{ id: 'test', title: '测试', ledgers }], reports: [] })
const store = await openStore(engine, catalog, { keys: passingCipher() })

const write = (change: Change) =>
  record(store, office, {
    id: store.newId(),
    township,
    kind: 'set' in change ? 'record' : 'correct',
    reason: '试',
    changes: [change],
  })

test('a row whose link is left empty has no other day to come before or after', async () => {
  const [baby, seen, alone] = [store.newId(), store.newId(), store.newId()]
  await write(set('person', baby, { name: '晚生', born_on: '2024-05-06' }))
  const early = { problems: [{ code: 'act.days_out_of_order' }] }
  const on = (visited_on: string, who: string | null) => ({ area: villages[0], visited_on, person: who })
  await write(set('visit', alone, on('2024-01-01', null)))
  await expect(write(set('visit', seen, on('2024-05-05', baby)))).rejects.toMatchObject(early)
  await write(set('visit', seen, on('2024-05-06', baby)))
  await write(correct('visit', seen, { person: null, visited_on: '2024-05-05' }))
  await expect(write(correct('visit', seen, { person: baby }))).rejects.toMatchObject(early)
})
