/** What somebody else changed in a row after the one who corrects it had opened it. */
import { type Problem, problem } from '#problem.ts'
import type { Act } from '#store/act.ts'
import { history } from '#store/read/rows.ts'
import { hidden, namesOf, shown } from '#store/read/show.ts'
import type { Scoped } from '#store/store.ts'

/**
 * Fields that an act has just corrected, and that since the act with the number `seen` another had changed already to something else: each
 * is doubtful, told with who changed it and to what. Fields that only the other has changed stay as they were made.
 */
export async function changedMeanwhile(tx: Scoped, act: Act, seen: number): Promise<Problem[]> {
  const told: Problem[] = []
  for (const change of act.changes) {
    if (!('correct' in change)) continue
    const ledger = tx.store.catalog.ledgers.get(change.ledger)!
    const versions = await history(tx, change.ledger, change.id)
    const [own, before] = [versions.at(-1)!, versions.at(-2)]
    const opened = versions.filter((version) => version.opened <= seen).at(-1)
    if (!before || !opened || before.opened <= seen) continue
    const names = await namesOf(tx, ledger, [before.values, opened.values])
    const [now, then] = [shown(tx, ledger, before.values, names), shown(tx, ledger, opened.values, names)]
    for (const [name, { label, kind }] of Object.entries(ledger.fields)) {
      const { unit = '' } = kind
      const [a, b, c] = [opened, before, own].map(({ values }) => values[name] ?? null)
      if (!(name in change.correct) || a === b || b === c) continue
      const said = (text: string | undefined) => {
        if (text === undefined) return '空着'
        return text === hidden ? '别的（已隐去）' : `“${text}${text.endsWith(unit) ? '' : unit}”`
      }
      const what = `您打开以后，${before.act.by}已把“${label}”从${said(then[name])}改成${said(now[name])}。`
      const remedy = '请核对哪一个对：按您的改，就再按一次保存；按他的，就把这一栏改成他的。'
      told.push({
        ...problem('act.changed_meanwhile', what, { at: { ledger: ledger.id, field: name }, remedy }),
        doubt: true,
      })
    }
  }
  return told
}
