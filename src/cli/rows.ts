/** What the commands share that ask for or change one row. */
import type { LedgerDefinition } from '#define/ledger.ts'
import { refuse } from '#problem.ts'
import type { Actor } from '#store/actor.ts'
import { type ActSummary, findRow, history, type Version } from '#store/read/rows.ts'
import { type Store, scoped } from '#store/store.ts'
import type { Receipt } from '#store/write/acts.ts'
import type { Moved } from '#store/write/moves.ts'
import type { Outcome } from './command.ts'
import { day, on } from './flags.ts'
import { momentText } from './moments.ts'
import { asData, asLine } from './told.ts'

/** The row's ledger and versions, or a refusal that says where to find ids. */
export async function versionsOf(
  store: Store,
  actor: Actor,
  id: string,
): Promise<{ ledger: LedgerDefinition; township: string; versions: Version[] }> {
  const found = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
    ? await scoped(
        store,
        actor,
        async (tx) => {
          const ledger = await findRow(tx, id)
          return ledger === undefined
            ? undefined
            : { ledger: store.catalog.ledgers.get(ledger)!, versions: await history(tx, ledger, id) }
        },
        { readOnly: true, snapshot: true },
      )
    : undefined
  const first = found?.versions[0]
  if (!found || !first) refuse('row.unknown', `没有编号为 ${id} 的行，或者它不在您的范围内。`)
  return { ...found, township: first.township }
}

/** Of what is put in another place. */
export const placing = {
  'moved-on': day('所在地改了、是换了地方：从哪天起；从前的数不变'),
  slip: on('所在地改了、是当初录错：从前的数跟着改'),
}

export function movedOf(flags: { 'moved-on': string | undefined; slip: boolean }): Moved | undefined {
  if (flags.slip && flags['moved-on'] !== undefined) {
    refuse('arguments.together', '--moved-on 和 --slip 不能一起写。', {
      remedy: '换了地方写 --moved-on；当初录错写 --slip。',
    })
  }
  return flags.slip ? 'slip' : flags['moved-on'] === undefined ? undefined : { on: flags['moved-on'] }
}

export function recorded({ catalog }: Store, receipt: Receipt, said: string): Outcome {
  const { township, seq, at, digest, doubts = [] } = receipt
  return {
    json: {
      township,
      act: seq,
      at: momentText(at),
      digest,
      ...(doubts.length > 0 && { doubts: doubts.map((one) => asData(one, catalog)) }),
    },
    lines: [
      `${said}：${township} 第 ${seq} 号，${momentText(at)}`,
      ...doubts.map((one) => `存疑：${asLine(one, catalog)}`),
    ],
  }
}

export const actOf = (act: Omit<ActSummary, 'source'>) => ({
  act: act.seq,
  by: act.by,
  kind: act.kind,
  reason: act.reason,
  at: momentText(act.at),
})
