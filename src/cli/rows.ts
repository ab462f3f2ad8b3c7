/** What the commands share that ask for or change one row. */
import type { LedgerDefinition } from '#define/ledger.ts'
import { refuse } from '#problem.ts'
import type { Actor } from '#store/actor.ts'
import { type ActSummary, findRow, history, type Version } from '#store/read/rows.ts'
import { type Store, scoped } from '#store/store.ts'
import type { Receipt } from '#store/write/acts.ts'
import type { Outcome } from './command.ts'
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
