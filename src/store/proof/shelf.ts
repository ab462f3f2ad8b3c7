/** Proves what is kept beside the acts against its own chain: nothing added, changed or taken away that the program did not do itself. */
import { type RawBuilder, sql } from 'kysely'
import type { Problem } from '#problem.ts'
import { actorName } from '#store/act.ts'
import { dayOfMoment, timeOfMoment } from '#store/moment.ts'
import { contentOf, digestOfEntry, type Entry, type Shelf, shelves } from '#store/shelf-chain.ts'
import type { Scoped } from '#store/store.ts'
import type { Chain } from './chain.ts'
import { shelfFault } from './faults.ts'
import { runs } from './runs.ts'

type Cell = string | number | boolean | null
type Content = Record<string, Cell>

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const ENTRIES_AT_ONCE = 500
/** Of what nobody entered in the chain, so many are told. */
const STRAYS = 20

/** `township`: '' is the chain of accounts and of signing in, which knows no acts. Returns how far the chain goes. */
export async function proveShelf(
  tx: Scoped,
  township: string,
  acts: Chain | undefined,
  found: Problem[],
  /** Told the digest of each entry. */
  read: (digest: string) => void = () => {},
): Promise<{ seq: number; digest: string }> {
  const fault = (message: string) => found.push(shelfFault(township, message))
  let seq = 0
  let digest = ''
  const broken: number[] = []
  for (;;) {
    const entries = await tx.run<Entry & { digest: string; latest: boolean }>(
      sql`SELECT s.*, NOT EXISTS (SELECT FROM shelf l
            WHERE l.township = s.township AND l.what = s.what AND l.key = s.key AND l.seq > s.seq) AS latest
          FROM shelf s WHERE s.township = ${township} AND s.seq > ${seq} ORDER BY s.seq LIMIT ${ENTRIES_AT_ONCE}`,
    )
    const standing: Entry[] = []
    for (const { digest: written, latest, ...entry } of entries) {
      if (entry.seq !== seq + 1) fault(`留痕链上第 ${seq + 1} 条不见了，接着的是第 ${entry.seq} 条。`)
      // Under whichever key it was entered.
      if (!tx.store.keys.all().some((one) => digestOfEntry(one, digest, entry) === written)) broken.push(entry.seq)
      if (acts && entry.act !== null && acts.digests[entry.act] !== entry.act_digest)
        fault(`留痕链第 ${entry.seq} 条写明当时账上有第 ${entry.act} 号记录，现在账上的那一号没有了或者换过了。`)
      seq = entry.seq
      digest = written
      read(digest)
      if (latest) standing.push(entry)
    }
    for (const what of Object.keys(shelves) as Shelf[]) {
      const some = standing.filter((entry) => entry.what === what)
      if (some.length > 0) await compare(tx, township, what, some, fault)
    }
    if (entries.length < ENTRIES_AT_ONCE) break
  }
  for (const [first, last] of runs(broken)) {
    const which = first === last ? `第 ${first} 条` : `第 ${first} 到 ${last} 条`
    fault(`留痕链${which}不是程序用本单位的密钥写的：它或它前面的内容被直接改写过。`)
  }
  const [head] = await tx.run<{ seq: number; digest: string }>(
    sql`SELECT seq, digest FROM shelf_head WHERE township = ${township}`,
  )
  if (head ? head.seq !== seq || head.digest !== digest : seq > 0)
    fault(`留痕链记着共有 ${head?.seq ?? 0} 条，现在能接上的只到第 ${seq} 条。`)
  for (const what of Object.keys(shelves) as Shelf[]) await strays(tx, township, what, fault)
  return { seq, digest }
}

async function compare(
  tx: Scoped,
  township: string,
  what: Shelf,
  entries: readonly Entry[],
  fault: (message: string) => void,
): Promise<void> {
  const column = sql`t.${sql.id(shelves[what].key)}`
  // By its own type, so that the table's index finds it.
  const ids = entries.map(({ key }) => key).filter((key) => what === 'setting' || uuid.test(key))
  const named = what === 'setting' ? sql`${column} = ANY (${ids}::text[])` : sql`${column} = ANY (${ids}::uuid[])`
  const rows = await tx.run<Content>(sql`SELECT * FROM ${sql.id(what)} t WHERE ${of(what, township)} AND ${named}`)
  const byKey = new Map(rows.map((row) => [String(row[shelves[what].key]), row]))
  for (const { key, content } of entries) {
    const then = JSON.parse(content) as Content
    const row = byKey.get(key)
    if (!row) {
      fault(`${called(what, key, then)}不见了：程序没有删过它，是有人直接从数据库里删掉的。`)
      continue
    }
    const text = contentOf(what, row)
    if (text === content) continue
    const now = JSON.parse(text) as Content
    const differs = Object.keys(then).filter((name) => then[name] !== now[name])
    const changes = differs.map((name) =>
      (shelves[what].plain as readonly string[]).includes(name)
        ? `${labels[name]}（程序记下的是“${shown(name, then[name])}”，现在是“${shown(name, now[name])}”）`
        : labels[name],
    )
    fault(`${called(what, key, then)}的${changes.join('、')}被人直接在数据库里改动过。`)
  }
}

/** What stands on the shelf without an entry. */
async function strays(tx: Scoped, township: string, what: Shelf, fault: (message: string) => void): Promise<void> {
  const key = sql.id(shelves[what].key)
  const rows = await tx.run<Content>(
    sql`SELECT * FROM ${sql.id(what)} t WHERE ${of(what, township)} AND NOT EXISTS (SELECT FROM shelf s
          WHERE s.township = ${township} AND s.what = ${what} AND s.key = t.${key}::text) ORDER BY t.${key} LIMIT ${STRAYS}`,
  )
  for (const row of rows)
    fault(`${called(what, String(row[shelves[what].key]), row)}不是程序写下的，是有人直接加进数据库的。`)
}

const of = (what: Shelf, township: string): RawBuilder<unknown> =>
  what === 'account' ? sql`${township} = ''` : sql`t.township = ${township}`

/** A row as people would call it. */
function called(what: Shelf, key: string, row: Content): string {
  switch (what) {
    case 'audit':
      return `审计记录（${dayOfMoment(Number(row.at))} ${timeOfMoment(Number(row.at))}，${actorName(String(row.actor))}，${events[String(row.event)] ?? row.event}）`
    case 'account':
      return `账号“${row.login}”（${row.name}）`
    case 'setting': {
      const [kind, of = ''] = key.split(':')
      return kind === 'proofread' ? `核数的处理意见（报告 ${of.slice(0, 8)}）` : `导入时记住的栏目对应（${key}）`
    }
    case 'issued':
      return `${dayOfMoment(Number(row.at))} 由${row.by}签发的报告“${row.title}”（编号 ${key}）`
    case 'issued_void':
      return `${dayOfMoment(Number(row.at))} 由${row.by}作废报告（编号 ${key}）的记录`
  }
}

const events: Record<string, string> = {
  reveal: '查看完整内容',
  open: '打开敏感台账',
  match: '按证件号码查找',
  import: '导入',
  export: '导出',
  sign_in: '登录',
  sign_in_failed: '登录失败',
  sign_out: '退出',
  account: '管理账号',
}

const labels: Record<string, string> = {
  at: '时间',
  actor: '操作人',
  event: '事项',
  subject: '对象',
  detail: '说明',
  login: '登录名',
  name: '姓名',
  role: '角色',
  areas: '负责地区',
  created_at: '建立时间',
  disabled_at: '停用时间',
  password: '密码',
  password_given: '是否要改密码',
  value: '内容',
  title: '标题',
  year: '年度',
  moment: '数据时刻',
  seq: '账上的号',
  by: '签发人',
  report: '报告种类',
  period_from: '统计期',
  period_day: '截止日',
  template: '口径',
  figures: '正文和数',
  digest: '校验值',
  reason: '原因',
  act: '提交编号',
}

const roleNames: Record<string, string> = {
  office: '乡镇办公室',
  village: '村',
  leader: '领导',
  admin: '管理员',
  auditor: '审计',
}

const moments = new Set(['at', 'created_at', 'disabled_at', 'moment'])

function shown(name: string, value: Cell | undefined): string {
  if (value == null) return '空'
  if (name === 'role') return roleNames[String(value)] ?? String(value)
  if (name === 'actor') return actorName(String(value))
  if (name === 'event') return events[String(value)] ?? String(value)
  return moments.has(name) ? `${dayOfMoment(Number(value))} ${timeOfMoment(Number(value))}` : String(value)
}
