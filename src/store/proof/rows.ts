/** Proves every stored column of every version: by what the acts say of its row, by its seal, and by what came after. */
import { type RawBuilder, sql } from 'kysely'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Value } from '#kinds/index.ts'
import { type Problem, problem } from '#problem.ts'
import type { Cipher } from '#store/keys.ts'
import { type Moment, OPEN } from '#store/moment.ts'
import type { Scoped } from '#store/store.ts'
import { fieldColumns, table, versionColumns } from '#store/tables/rows-sql.ts'
import { blindColumn } from '#store/tables/schema.ts'
import { addSeal, sealOfVersion, sumSaid } from '#store/version-seal.ts'
import { type Chain, type Said, type SaidOfRow, saidBy } from './chain.ts'
import { chainFault, remedy, rowFault } from './faults.ts'
import { noWords, proveWords, tellWords, type Words } from './words.ts'

/** So many versions are held against the acts at once; of more, rows are taken in parts by their ids. */
const VERSIONS_AT_ONCE = 400_000
const ROWS_AT_ONCE = 2_000
/** Ids end in random digits. */
const DIGITS = 4

type Version = {
  id: string
  _from: Moment
  _to: Moment
  _opened: number
  _closed: number | null
  _area: string
  _was: string | null
  _seal: string | null
} & Record<string, Value>

interface Books {
  tx: Scoped
  township: string
  chain: Chain
  found: Problem[]
  /** By number of an act: how many versions it began, and the first moment at which one did. */
  begun: Int32Array
  first: Float64Array
  /** Ends of withdrawn rows, of which the moment is known when all is read. */
  withdrawn: { ledger: string; id: string; to: Moment; by: number }[]
  words: Map<LedgerDefinition, Words>
  versions: number
}

/** In how many parts the rows of a township are held against its acts. */
export async function partsOf(tx: Scoped, township: string): Promise<number> {
  const versions = await versionsIn(tx, township, [...tx.store.catalog.ledgers.values()])
  return Math.max(1, Math.ceil(versions / VERSIONS_AT_ONCE))
}

/** `all`: what the acts say of all rows, where they are taken in one part. Returns how many versions were read. */
export async function proveRows(
  tx: Scoped,
  township: string,
  chain: Chain,
  found: Problem[],
  parts: number,
  all: Said | undefined,
): Promise<number> {
  const acts = chain.seq + 1
  const ledgers = [...tx.store.catalog.ledgers.values()]
  const books: Books = {
    tx,
    township,
    chain,
    found,
    begun: new Int32Array(acts),
    first: new Float64Array(acts),
    withdrawn: [],
    words: new Map(ledgers.map((ledger) => [ledger, noWords()])),
    versions: 0,
  }
  const sums = new Map<string, [count: number, sum: bigint]>(ledgers.map(({ id }) => [id, [0, 0n]]))
  for (let part = 0; part < parts; part++) {
    const mine = (id: string) => parts === 1 || Number.parseInt(id.slice(-DIGITS), 16) % parts === part
    const ours = parts === 1 ? sql`` : sql` AND ${partOf} % ${parts}::int = ${part}::int`
    const said = all ?? (await saidBy(tx, township, mine))
    for (const ledger of ledgers) {
      await proveLedger(books, ledger, said.get(ledger.id) ?? new Map(), ours, sums.get(ledger.id)!)
      said.delete(ledger.id)
    }
  }
  for (const { id, title } of ledgers) {
    const [count, sum] = sums.get(id)!
    const [then, sumThen] = chain.adopted.versions[id] ?? [0, '0']
    if (count === then && sumSaid(sum) === sumThen) continue
    const message =
      count === then
        ? `“${title}”里升级以前记下的行，有的被人直接在数据库里改动过。`
        : `“${title}”里升级以前记下的有 ${then} 个版本，现在是 ${count} 个：有人直接在数据库里增删过。`
    found.push(problem('verify.row', message, { at: { ledger: id }, remedy }))
  }
  for (let seq = 1; seq <= chain.seq; seq++) {
    const told = chain.versions[seq]
    if (told == null || told === books.begun[seq]) continue
    found.push(
      chainFault(
        township,
        `第 ${seq} 号记录写下过 ${told} 个版本，现在台账里有 ${books.begun[seq]} 个：有人直接在数据库里增删过。`,
      ),
    )
  }
  for (const { ledger, id, to, by } of books.withdrawn) {
    if (to === (books.first[by] || chain.at[by])) continue
    found.push(rowFault(ledger, id, `作废的时刻和第 ${by} 号记录的时刻对不上，被人直接在数据库里改动过。`))
  }
  await tellWords(tx, township, books.words, found)
  return books.versions
}

const partOf: RawBuilder<unknown> = sql`('x' || right(id::text, ${sql.lit(DIGITS)}))::bit(${sql.lit(DIGITS * 4)})::int`

async function versionsIn(tx: Scoped, township: string, ledgers: readonly LedgerDefinition[]): Promise<number> {
  const counts = ledgers.map(({ id }) => sql`SELECT count(*) AS n FROM ${table(id)} WHERE township = ${township}`)
  const rows = await tx.run<{ n: number }>(sql`${sql.join(counts, sql` UNION ALL `)}`)
  return rows.reduce((sum, { n }) => sum + n, 0)
}

async function proveLedger(
  books: Books,
  ledger: LedgerDefinition,
  said: Map<string, SaidOfRow[]>,
  ours: RawBuilder<unknown>,
  adopted: [count: number, sum: bigint],
): Promise<void> {
  const { tx, township, found } = books
  const prove = rowProof(books, ledger, adopted)
  const seen = new Set<string>()
  let row: Version[] = []
  let standing: Version[] = []
  const take = () => {
    const [first] = row
    if (!first) return
    const last = row.at(-1)!
    if (last._to === OPEN) standing.push(last)
    seen.add(first.id)
    prove(row, said.get(first.id) ?? [], (message) => found.push(rowFault(ledger.id, first.id, message)))
    proveBlinds(tx, township, ledger, row, found)
    row = []
  }
  let after: Version | undefined
  for (;;) {
    const past = after ? sql` AND (id, _from) > (${after.id}::uuid, ${after._from}::bigint)` : sql``
    const some = await tx.run<Version>(
      sql`SELECT ${versionColumns}, _area, _was, _seal, ${fieldColumns(ledger)} FROM ${table(ledger.id)}
          WHERE township = ${township}${ours}${past} ORDER BY id, _from LIMIT ${ROWS_AT_ONCE}`,
    )
    books.versions += some.length
    for (const version of some) {
      if (row.length > 0 && row[0]!.id !== version.id) take()
      row.push(version)
    }
    if (some.length < ROWS_AT_ONCE) take()
    await proveWords(tx, township, ledger, standing, books.words.get(ledger)!)
    standing = []
    if (some.length < ROWS_AT_ONCE) break
    after = some.at(-1)
  }
  for (const id of said.keys()) if (!seen.has(id)) found.push(rowFault(ledger.id, id, '记录里有这一行，台账里没有。'))
}

type Fault = (message: string) => void

/** Proves one row, of which the versions come in order. */
function rowProof(books: Books, ledger: LedgerDefinition, adopted: [count: number, sum: bigint]) {
  const { chain, withdrawn, begun, first } = books
  const names = Object.keys(ledger.fields)
  const { keys } = books.tx.store
  const begunBy = (one: Pick<Cipher, 'prove'>, version: Version) =>
    sealOfVersion(one, ledger, books.township, {
      id: version.id,
      from: version._from,
      opened: version._opened,
      area: version._area,
      was: version._was,
    })
  const adopter = keys.all().find(({ key }) => key === chain.adopted.key) ?? keys
  return (versions: readonly Version[], acts: readonly SaidOfRow[], fault: Fault): void => {
    let values: Record<string, Value> = {}
    const bySeq = new Map(acts.map((one) => [one.seq, one.change]))
    const used = new Set<number>()
    const voids = acts.flatMap(({ seq, change }) => ('void' in change ? seq : []))
    versions.forEach((version, i) => {
      const { _from: from, _opened: opened } = version
      const next = versions[i + 1]
      let faults = 0
      const tell = (message: string) => {
        faults++
        fault(message)
      }
      const change = bySeq.get(opened)
      if (change && !used.has(opened)) {
        used.add(opened)
        if ('set' in change) values = change.set
        else if ('correct' in change) values = { ...values, ...change.correct }
      } else if (i === 0) {
        tell('没有记录说过这一行。')
      }
      const differs = (name: string) => (version[name] ?? null) !== (values[name] ?? null)
      if (names.some(differs)) {
        const labels = names
          .filter(differs)
          .map((name) => ledger.fields[name]!.label)
          .join('、')
        tell(`${labels}与第 ${opened} 号记录写的不一样。`)
      }
      const at = chain.at[opened]
      if (at === undefined) tell(`写着是第 ${opened} 号记录写下的，账上没有这一号。`)
      else if (from > at || from <= (chain.at[opened - 1] ?? 0))
        tell(`起始时刻和写下它的第 ${opened} 号记录的时刻对不上，被人直接在数据库里改动过。`)
      proveEnd(version, next, voids, tell)
      if (opened < begun.length) {
        begun[opened]! += 1
        first[opened] = Math.min(first[opened] || from, from)
      }
      if (opened <= chain.adopted.seq) {
        adopted[0]++
        adopted[1] = addSeal(adopted[1], begunBy(adopter, version))
      } else if (faults === 0 && !keys.all().some((one) => version._seal === begunBy(one, version))) {
        fault(unsealed(version, opened))
      }
    })
    for (const { seq, change } of acts)
      if (!('void' in change) && !used.has(seq)) fault(`第 ${seq} 号记录写了它，台账里没有这个版本。`)
  }

  function unsealed(version: Version, opened: number): string {
    if (version._seal === null) return '这个版本不是程序写下的，是有人直接加进数据库的。'
    return `所在地区、从前的所在、起始时刻或写下它的号数（第 ${opened} 号记录的那个版本）被人直接在数据库里改动过。`
  }

  /** A version ends where the next begins, or by the act that withdrew the row. */
  function proveEnd(version: Version, next: Version | undefined, voids: readonly number[], tell: Fault): void {
    const { id, _from: from, _to: to, _opened: opened, _closed: closed } = version
    if (from >= to) tell('有一个版本的起止时刻颠倒。')
    if (next && to > next._from) tell('两个版本的时间重叠。')
    const by = voids.find((seq) => seq >= opened && (!next || seq < next._opened))
    if (by === undefined && !next) {
      if (to !== OPEN) tell('台账里已经失效，没有记录说它作废了。')
      else if (closed !== null) tell('最后一个版本是否有效，与关闭它的记录不一致。')
      return
    }
    if (by !== undefined && to === OPEN) {
      tell('记录说已经作废，台账里还有效。')
      return
    }
    const should = by ?? next!._opened
    if (closed !== should)
      tell(`有一个版本写着由第 ${closed ?? '空'} 号记录结束，应当是第 ${should} 号：被人直接在数据库里改动过。`)
    if (by !== undefined) withdrawn.push({ ledger: ledger.id, id, to, by })
    else if (to < next!._from) tell('两个版本之间空了一段时间，那段时间里查不到它：被人直接在数据库里改动过。')
  }
}

/** The blind index of an ID number must be that of the number that is sealed beside it. */
function proveBlinds(
  tx: Scoped,
  township: string,
  ledger: LedgerDefinition,
  rows: readonly Version[],
  found: Problem[],
): void {
  for (const [name, { kind, label }] of Object.entries(ledger.fields)) {
    if (!kind.sealed) continue
    for (const row of rows) {
      const sealed = row[name]
      if (typeof sealed !== 'string') continue
      const fault = (message: string) => found.push(rowFault(ledger.id, row.id, message))
      try {
        if (tx.cipherOf(township).blind(tx.store.keys.open(sealed, `${ledger.id}.${name}`)) === row[blindColumn(name)])
          continue
        fault(`${label}的查找索引与号码不符。`)
      } catch {
        fault(`${label}打不开：密文被改动过，或密钥不对。`)
      }
    }
  }
}
