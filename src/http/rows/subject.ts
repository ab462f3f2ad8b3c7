/** Everything about a household, a person or another subject: whom it is joined with, and what the ledgers hold about it. */
import type { LedgerDefinition } from '#define/ledger.ts'
import { type Naming, naming } from '#http/places.ts'
import type { Download } from '#http/route.ts'
import { dayKind } from '#kinds/day.ts'
import { subjectFile } from '#reports/subject-file.ts'
import type { Actor } from '#store/actor.ts'
import { dayOfMoment } from '#store/moment.ts'
import { rowsOf } from '#store/read/list.ts'
import { officeName } from '#store/read/office-words.ts'
import { type Row, rowById, rowsAbout } from '#store/read/rows.ts'
import type { Reader } from '#store/read/show.ts'
import { hides, hidesWho } from '#store/sees.ts'
import { noteAudit } from '#store/shelf/audit.ts'
import { type Scoped, type Store, scoped } from '#store/store.ts'
import type { RowDetail, SubjectPage } from './answers.ts'
import {
  daysOf,
  ledgerOf,
  type Names,
  namesOfAll,
  noRow,
  oneLine,
  shownFields,
  shownRow,
  subjectOf,
  tellingOf,
} from './show-row.ts'

/** More rows about one than a page, or a printed file, has room for are not read. */
const MOST_ABOUT = 400

/** All of it. Throws a Refusal where there is no such row in sight. */
export async function subjectPage(tx: Scoped, ledger: LedgerDefinition, id: string): Promise<SubjectPage> {
  const { catalog } = tx.store
  const row = (await rowById(tx, ledger.id, id)) ?? noRow()
  const about = await rowsAbout(tx, ledger.id, id, { limit: MOST_ABOUT })
  const names = await namesOfAll(tx, [row, ...about.items])
  const name = await naming(tx)
  return {
    row: shownRow(tx, row, names, name),
    members: membersOf(tx, row, about.items, names, name),
    groups: groupsOf(tx, row, about.items, names, name),
    more: about.next !== undefined,
    offers: offersOf(tx, ledger.id),
    // A sum of some of them would be taken for all.
    paid: about.next === undefined ? paidTo(tx, about.items) : null,
    takesIn: catalog.joins.flatMap((join) =>
      join.toLedger === ledger.id
        ? { ledger: join.fromLedger, row: ledgerOf(tx.store, join.fromLedger).row, by: `${join.ledger}.${join.to}` }
        : [],
    ),
    kept: [...catalog.ledgers.values()]
      .filter((one) => hidesWho(one, tx.actor))
      .map(({ id, title }) => ({ id, title })),
  }
}

/** The same as a file to be printed. Who takes whose is noted in the audit first. */
export async function printed(store: Store, actor: Actor, ledger: LedgerDefinition, id: string): Promise<Download> {
  const { page, office } = await scoped(store, actor, async (tx) => {
    const page = await subjectPage(tx, ledger, id)
    const subject = `${ledger.id}/${id}`
    await noteAudit(tx, { township: page.row.township, event: 'print', subject, detail: '生成 Word 档案' })
    return { page, office: await officeName(tx, page.row.township) }
  })
  const { row, members, groups, paid, kept, more } = page
  const isHome = page.takesIn.length > 0
  const title = `${row.title}${isHome ? '户' : ''}档案`
  const said = (day: string | null) => (day === null ? '' : dayKind.show(day))
  const lines = [...new Set(groups.map((group) => group.ledger.line))]
  const bytes = await subjectFile({
    title,
    place: `${row.ledger.title} · ${row.area.name}`,
    facts: row.fields.map(({ label, text }) => [label, text]),
    tables: [
      ...(members.length > 0
        ? [
            {
              title: isHome ? '家庭成员' : '所在户',
              heads: ['姓名', '关系', '情况', '从', '到'],
              widths: [0.13, 0.12, 0.37, 0.19, 0.19],
              rows: members.map((one) => [
                one.subject.name,
                one.relation,
                one.telling,
                said(one.from),
                said(one.until),
              ]),
            },
          ]
        : []),
      ...(paid
        ? [
            {
              title: `各年领到的钱（只数${paid.from.map((one) => `“${one}”`).join('、')}里已经发放的）`,
              heads: ['年', '合计'],
              widths: [0.3, 0.7],
              rows: paid.years.map(({ year, said }) => [`${year}年`, said]),
            },
          ]
        : []),
      ...lines.map((line) => ({
        title: line,
        heads: ['日期', '台账', '谁', '内容'],
        widths: [0.2, 0.18, 0.12, 0.5],
        rows: groups
          .filter((group) => group.ledger.line === line)
          .flatMap((group) => group.rows.map((one) => ({ ...one, title: group.ledger.title })))
          .sort((a, b) => ((a.day ?? '') < (b.day ?? '') ? 1 : -1))
          .map((one) => [`${said(one.day)}${one.until ? `至${said(one.until)}` : ''}`, one.title, one.who, one.text]),
      })),
    ],
    notes: [
      ...(groups.length === 0 ? ['各本台账里还没有关于它的记录。'] : []),
      ...(more ? ['记录太多，没有列全。'] : []),
      ...(kept.length > 0
        ? [`不在这里列出的台账（名单本身就是敏感信息）：${kept.map((one) => one.title).join('、')}。`]
        : []),
    ],
    office,
    moment: dayKind.show(dayOfMoment(store.clock())),
  })
  return { bytes, name: `${title}.docx` }
}

/** Memberships that lead to or from the row, with whom they join it to: those that last first, in the order in which the relations are declared. */
export function membersOf(
  reader: Reader,
  row: Row,
  about: readonly Row[],
  names: Names,
  name: Naming,
): SubjectPage['members'] {
  return reader.store.catalog.joins.flatMap((join) => {
    const [own, other] =
      join.toLedger === row.ledger ? [join.to, join.from] : join.fromLedger === row.ledger ? [join.from, join.to] : []
    if (own === undefined || other === undefined) return []
    const ledger = ledgerOf(reader.store, join.ledger)
    const byId = new Map(about.map((one) => [one.id, one]))
    return about
      .filter((one) => one.ledger === join.ledger && one.values[own] === row.id)
      .map((one) => {
        const fields = shownFields(reader, one, names, name)
        const relation = fields.find((f) => ledger.fields[f.name]!.kind.choices)
        const order = relation && ledger.fields[relation.name]!.kind.choices!.indexOf(relation.text)
        const { day, until } = daysOf(ledger, one)
        const id = String(one.values[other])
        const them = byId.get(id)
        const target = ledger.fields[other]?.to?.[0]?.ledger.id ?? ''
        const member = {
          subject: names.get(id) ?? { ledger: target, id, name: '（不在可见范围）' },
          relation: relation?.text ?? '',
          telling: them ? tellingOf(ledgerOf(reader.store, them.ledger), shownFields(reader, them, names, name)) : '',
          from: day ?? '',
          until,
        }
        return { member, rank: until === null ? (order ?? Number.MAX_SAFE_INTEGER) : Number.POSITIVE_INFINITY }
      })
      .sort((a, b) => (a.rank === b.rank ? (a.member.from < b.member.from ? -1 : 1) : a.rank - b.rank))
      .map(({ member }) => member)
  })
}

/** Ledgers that join such a row to what it belongs to, and in which it has never stood: nobody has said yet where it belongs. */
export async function apartFrom(tx: Scoped, row: Row): Promise<RowDetail['apart']> {
  const apart: RowDetail['apart'] = []
  for (const { ledger, from, fromLedger, toLedger } of tx.store.catalog.joins) {
    if (fromLedger !== row.ledger) continue
    const { items } = await rowsOf(tx, ledger, { equal: { [from]: row.id }, limit: 1 })
    const { id, title } = ledgerOf(tx.store, ledger)
    if (items.length === 0) apart.push({ id, title, field: from, of: ledgerOf(tx.store, toLedger).row })
  }
  return apart
}

const lineOf = ({ store }: Reader, id: string): string =>
  store.catalog.lines.find(({ ledgers }) => ledgers.includes(id))?.title ?? ''

/** Ledgers in which something can be recorded about such a row by whoever asks, by their lines of work. */
export function offersOf({ store, actor }: Reader, of: string): SubjectPage['offers'] {
  const { catalog } = store
  const joining = new Set(catalog.joins.map(({ ledger }) => ledger))
  return catalog.lines.flatMap(({ title: line, ledgers }) => {
    const about = ledgers.flatMap((id) => {
      const ledger = ledgerOf(store, id)
      const field = ledger.of.find((name) => ledger.fields[name]?.to?.some((one) => one.ledger.id === of))
      if (field === undefined || ledger.keptBy || joining.has(id) || hidesWho(ledger, actor)) return []
      return { id, title: ledger.title, field }
    })
    return about.length > 0 ? { line, ledgers: about } : []
  })
}

/** What was paid in each year, by the ledgers that say so and whose amounts may be told. */
export function paidTo({ store, actor }: Reader, about: readonly Row[]): SubjectPage['paid'] {
  const sums = new Map<string, number>()
  const from = new Set<string>()
  let shownAs: (steps: number) => string = String
  for (const row of about) {
    const { pays, fields, title } = ledgerOf(store, row.ledger)
    if (!pays || hides(fields[pays[0]]!, actor)) continue
    const [amount, on] = pays.map((name) => row.values[name])
    if (typeof amount !== 'number' || typeof on !== 'string') continue
    const { kind } = fields[pays[0]]!
    shownAs = (steps) => `${kind.show(steps)}${kind.unit}`
    from.add(title)
    sums.set(on.slice(0, 4), (sums.get(on.slice(0, 4)) ?? 0) + amount)
  }
  const most = Math.max(...sums.values())
  const years = [...sums].sort(([a], [b]) => (a < b ? -1 : 1))
  return years.length === 0
    ? null
    : { years: years.map(([year, sum]) => ({ year, said: shownAs(sum), share: sum / most })), from: [...from] }
}

/** Everything else that was recorded, ledger by ledger, newest first. */
export function groupsOf(
  reader: Reader,
  row: Row,
  about: readonly Row[],
  names: Names,
  name: Naming,
): SubjectPage['groups'] {
  const joined = new Set(reader.store.catalog.joins.flatMap((join) => [join.ledger, join.fromLedger, join.toLedger]))
  const ledgers = [...new Set(about.map((one) => one.ledger))].filter((id) => !joined.has(id))
  return ledgers.map((id) => {
    const ledger = ledgerOf(reader.store, id)
    return {
      ledger: { id, title: ledger.title, line: lineOf(reader, id), lasts: ledger.mode === 'state' },
      rows: about
        .filter((one) => one.ledger === id)
        .map((one) => {
          const who = subjectOf(reader, ledger, one, names)
          const days = daysOf(ledger, one)
          return {
            id: one.id,
            ...days,
            who: who && who.id !== row.id ? who.name : '',
            text: oneLine(ledger, shownFields(reader, one, names, name)),
          }
        })
        .sort((a, b) => ((a.day ?? '') < (b.day ?? '') ? 1 : -1)),
    }
  })
}
