/** What an office does with its books all day, each deed with a number by which it can be done again as the same. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createGunzip } from 'node:zlib'
import { sql } from 'kysely'
import { idFrom } from '#capture/ids.ts'
import { gather } from '#define/catalog.ts'
import { area, text } from '#define/field.ts'
import { indicator } from '#define/indicator.ts'
import { entity } from '#define/ledger.ts'
import { from } from '#define/measure.ts'
import { report, say } from '#define/report.ts'
import { issueReport } from '#reports/issue.ts'
import { backup } from '#store/backup.ts'
import { importFile } from '#store/import.ts'
import { type Scoped, type Store, scoped } from '#store/store.ts'
import { type Change, record } from '#store/write/acts.ts'
import { familyChanges, idNumberOf, office, set } from '../support/books.ts'
import * as made from '../support/made-up-township.ts'

const words = entity('words', {
  title: '总结文字',
  row: '段',
  purpose: '测试用的段落。',
  area: 'area',
  fields: { area: area('地方'), report: text('报告'), year: text('年度'), block: text('段落'), body: text('文字') },
})
const households = indicator('households', {
  says: '户数',
  definition: '全部农户。',
  of: from(made.household).ever().count(),
})

export const catalog = gather({
  lines: [
    {
      id: 'test',
      title: '测试',
      ledgers: [made.aid, made.area, made.household, made.label, made.person, made.membership, made.move, words],
      indicators: [households],
    },
  ],
  reports: [
    report('summary', {
      title: '总结',
      opening: [],
      sections: [{ level: 1, title: '一', paragraphs: [{ says: [say`共有${households}。`] }] }],
      words,
    }),
  ],
})

export const deeds = ['record', 'long', 'import', 'issue', 'backup'] as const
export type Deed = (typeof deeds)[number]

export interface Doing {
  deed: Deed
  /** From 1: the same number is the same deed. */
  n: number
}

const idOf = (n: number, part = '') => idFrom(['deed', String(n), part])
const fileOf = (folder: string, n: number) => join(folder, `${n}.backup`)
const importedAs = (n: number) => `people-${n}.csv`
const PEOPLE = 20

function changesOf({ deed, n }: Doing): Change[] {
  const ids = { household: idOf(n, 'h'), person: idOf(n, 'p'), membership: idOf(n, 'm') }
  const many = deed === 'long' ? 250 : 0
  return [
    ...familyChanges(ids, made.villages[n % 2]!, '写了又写', `${n}`),
    ...Array.from({ length: many }, (_, i) =>
      set('household', idOf(n, `h${i}`), { number: `${n}-${i}`, head_name: '多', area: made.villages[0] }),
    ),
  ]
}

/** Does it, once more or for the first time. Returns whether it was said to be known already, where it says so. */
export async function act(store: Store, folder: string, doing: Doing): Promise<boolean | undefined> {
  const { deed, n } = doing
  const { township } = made
  switch (deed) {
    case 'import': {
      const first = Math.floor(n / deeds.length) * PEOPLE
      const lines = Array.from({ length: PEOPLE }, (_, i) => `来${n}-${i},${idNumberOf(first + i)}`)
      const bytes = new TextEncoder().encode(`姓名,身份证号码\n${lines.join('\n')}\n`)
      const { added, known, bad } = await importFile(store, office, {
        ledger: 'person',
        township,
        bytes,
        name: importedAs(n),
      })
      if (bad.length > 0 || added + known !== PEOPLE)
        throw new Error(`imported ${added}, knew ${known}, refused ${bad.length}`)
      if (added > 0 && known > 0) throw new Error(`half a file was there: ${known} of ${PEOPLE}`)
      return known > 0
    }
    case 'issue':
      await issueReport(store, office, 'summary', { as: idOf(n), year: 2025 })
      return undefined
    case 'backup':
      // A file that is there is whole, and stays; see `standing`.
      if (!(await stat(fileOf(folder, n)).catch(() => undefined))) await backup(store, fileOf(folder, n))
      return undefined
    default: {
      const { repeated } = await record(store, office, {
        id: idOf(n),
        township,
        kind: 'record',
        changes: changesOf(doing),
      })
      return repeated
    }
  }
}

/** What there is of a deed, as a digest; undefined: nothing. Throws where it is there by half, or twice. */
export async function standing(store: Store, folder: string, { deed, n }: Doing): Promise<string | undefined> {
  if (deed === 'backup') return wholeFile(fileOf(folder, n))
  return scoped(store, office, async (tx) => {
    if (deed === 'issue') {
      const [issued] = await tx.run<{ digest: string }>(sql`SELECT digest FROM issued WHERE id = ${idOf(n)}`)
      return issued?.digest
    }
    const [one, two] = await tx.run<{ seq: number; digest: string }>(
      deed === 'import'
        ? sql`SELECT seq, digest FROM act WHERE source = ${importedAs(n)}`
        : sql`SELECT seq, digest FROM act WHERE id = ${idOf(n)}`,
    )
    if (two) throw new Error(`${deed} ${n} is there twice`)
    const rows = one ? await rowsOf(tx, one.seq) : 0
    const all = deed === 'import' ? PEOPLE : changesOf({ deed, n }).length
    if (one && rows !== all) throw new Error(`of ${deed} ${n} there are ${rows} of ${all} rows`)
    return one?.digest
  })
}

async function rowsOf(tx: Scoped, seq: number): Promise<number> {
  const [found] = await tx.run<{ n: number }>(sql`
    SELECT (SELECT count(*) FROM row_household WHERE _opened = ${seq}) + (SELECT count(*) FROM row_person WHERE _opened = ${seq})
      + (SELECT count(*) FROM row_membership WHERE _opened = ${seq}) AS n`)
  return found!.n
}

/** Its digest, where it says how it ends. */
async function wholeFile(path: string): Promise<string | undefined> {
  if (!(await stat(path).catch(() => undefined))) return undefined
  let end = ''
  // Throws where it was cut off.
  for await (const text of createReadStream(path).pipe(createGunzip()).setEncoding('utf8'))
    end = (end + text).slice(-4_000)
  if (!end.split('\n').at(-2)?.startsWith('{"rows"')) throw new Error(`${path} does not say how it ends`)
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
}
