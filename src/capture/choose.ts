/** For which ledger a foreign table is: told, or seen by its columns. Pure. */
import type { Catalog } from '#define/catalog.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { type Problem, problem, Refusal, refuse } from '#problem.ts'
import { fitOf } from './header.ts'
import { ofKnownHeads, ofKnownHomes, type Roster, rosterOf } from './roster.ts'
import type { Table } from './table.ts'
import type { Fill } from './validate.ts'

/** The ledgers that say who belongs to which household: by whose number a household may be named. */
export const membershipsIn = (ledgers: Catalog['ledgers']): LedgerDefinition[] =>
  [...ledgers.values()].filter(({ joins }) => joins)

export type Chosen = { ledger: LedgerDefinition } | { roster: Roster }

/**
 * The ledger that was told, or the one whose columns the table has; a roster where it has those of a membership and of both ledgers that this
 * joins, which the membership told means too. Refuses a ledger that there is none of, and a table that may be of several or of none.
 */
export function chosenFor(
  catalog: Pick<Catalog, 'ledgers'>,
  table: Table,
  told?: string,
  fill: Fill = new Map(),
): Chosen {
  const { ledgers } = catalog
  if (told !== undefined) {
    const ledger =
      ledgers.get(told) ?? refuse('ledger.unknown', `没有编号为“${told}”的台账。`, { remedy: '请核对台账的编号。' })
    const roster = table.stamp ? undefined : rosterIn(rosterOf(ledger), table)
    return roster ? { roster } : { ledger }
  }
  const stamped = table.stamp && ledgers.get(table.stamp.ledger)
  if (stamped) return { ledger: stamped }
  const memberships = membershipsIn(ledgers)
  const rosters = memberships.flatMap((ledger) => {
    const roster = rosterOf(ledger)
    return roster ? { ...roster, spoken: spokenOf(roster, table) } : []
  })
  const all = rosters.find(({ spoken }) => spoken.all)
  if (all) return { roster: all }
  const seen = [...ledgers.values()].map((ledger) => {
    const { fields, whole, missing } = fitOf(ledger, table, { fill, memberships })
    return { ledger, count: fields.length, whole, missing }
  })
  const fits = seen.filter(({ whole }) => whole)
  const most = Math.max(...fits.map(({ count }) => count))
  const best = fits.filter(({ count }) => count === most).map(({ ledger }) => ledger)
  // Who is what to a head is no list of people: they would stand there without their household.
  const related = rosters.find(
    ({ spoken, holder, membership }) =>
      spoken.relation && (best.length === 0 || best.includes(holder) || best.includes(membership)),
  )
  if (related) {
    const roster = rosterIn(related, table)
    if (roster) return { roster }
    const fault = rosterFault(catalog, related.membership, table, fill)
    if (fault) throw new Refusal({ ...fault, remedy: `${fault.remedy}是别的台账的名单的，请写明导入哪一本。` })
    return { ledger: related.membership }
  }
  if (best.length === 1) return { ledger: best[0]! }
  const which = best.map(({ id, title }) => `“${title}”（${id}）`).join('、')
  return refuse(
    'import.ledger_which',
    which ? `从表头看，这份表可能是${which}。` : '从表头看不出这份表是哪一本台账的。',
    { remedy: `${which ? '' : nearlySaid(seen)}请写明导入哪一本台账，再来一次。` },
  )
}

/** The few ledgers whose table it would be but for a few columns; nothing where it might as well be that of many. */
function nearlySaid(seen: readonly { ledger: LedgerDefinition; count: number; missing: readonly string[] }[]): string {
  const nearly = seen
    .map((one) => ({ ...one, like: one.count - one.missing.length }))
    .filter(({ count, missing, like }) => count > 1 && missing.length > 0 && like >= 0)
  const most = Math.max(...nearly.map(({ like }) => like))
  const best = nearly.filter(({ like }) => like === most)
  return best.length > 3
    ? ''
    : best
        .map(({ ledger, missing }) => `像“${ledger.title}”（${ledger.id}），但没有这些栏目：${missing.join('、')}。`)
        .join('')
}

/**
 * Why a table that says who is what to the head of a household cannot be taken by one ledger alone: by that of people, as it would leave
 * them without their household; by the membership, where no column says which household that is.
 */
export function rosterFault(
  { ledgers }: Pick<Catalog, 'ledgers'>,
  ledger: LedgerDefinition,
  table: Table,
  fill: Fill = new Map(),
): Problem | undefined {
  const memberships = membershipsIn(ledgers)
  const of = memberships.find(
    ({ id, joins, fields }) => id === ledger.id || fields[joins!.from]?.to?.[0]?.ledger === ledger,
  )
  const roster = of && rosterOf(of)
  if (!roster || !spokenOf(roster, table).relation) return undefined
  const { membership, holder, home, key } = roster
  const { fields, whole } = fitOf(membership, table, { fill, memberships })
  const named = whole || fields.includes(membership.joins!.to)
  if (named && ledger === membership) return undefined
  const relation = membership.fields[membership.joins!.head![0]]!.label
  const number = home.fields[key]!.label
  const alone = `只登记${holder.title}、不记是哪一${home.row}的，请先删去“${relation}”这一栏。`
  return named
    ? problem(
        'import.roster',
        `表里写着“${relation}”，是花名册：只导入“${holder.title}”，谁在哪一${home.row}就没有记。`,
        {
          remedy: `请导入到“${membership.title}”，${home.row}和${holder.row}一起记。${alone}`,
        },
      )
    : problem('import.roster', `表里写着“${relation}”，是花名册，却没有“${number}”，看不出谁和谁是一${home.row}。`, {
        remedy: `请加上“${number}”一栏，同一${home.row}的各行写同一个编号（序号不算），再导入“${membership.title}”。${alone}`,
      })
}

/** What a table speaks of: of all three ledgers beside what they are named by; of what people are to the head; of people, while it only names their household. */
function spokenOf({ sheet, home, holder, membership, key, head }: Roster, table: Table) {
  const { fields } = fitOf(sheet, table)
  const of = (ledger: LedgerDefinition, but?: string) =>
    fields.some((name) => name.startsWith(`${ledger.id}.`) && name !== `${ledger.id}.${but}`)
  const named = fields.includes(`${home.id}.${key}`)
  const called = fields.includes(`${holder.id}.${holder.shownAs}`)
  const tells = of(holder, holder.shownAs)
  const relation = called && fields.includes(`${membership.id}.${membership.joins?.head?.[0]}`)
  return {
    all: named && of(home, key) && called && tells && of(membership, membership.joins?.to),
    relation,
    people: named && tells && relation,
    /** The same, while their household is told by its head. */
    headed: !named && head !== undefined && fields.includes(head) && tells && relation,
  }
}

function rosterIn(roster: Roster | undefined, table: Table): Roster | undefined {
  if (!roster) return undefined
  const { all, people, headed } = spokenOf(roster, table)
  if (all) return roster
  return people ? ofKnownHomes(roster) : headed ? ofKnownHeads(roster) : undefined
}
