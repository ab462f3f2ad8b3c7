/** Problems as the command line tells them: declared things by their names, and with the command that helps. */
import type { Catalog } from '#define/catalog.ts'
import { namer } from '#define/namer.ts'
import { type Code, type Problem, sentence, type Told, told } from '#problem.ts'

/** What to do next, where it is a command or a flag; whoever made the problem does not know who asks. */
const remedies: Partial<Record<Code, string>> = {
  'figure.unknown': '用 figures 命令不带编号可以列出全部指标。',
  'ledger.unknown': '运行 shouwang ledgers 看全部台账的编号。',
  'area.which': '请用 --area 填区划代码。',
  'act.moved_or_slip': '换了地方写 --moved-on 日期，从前的数不变；当初录错写 --slip，从前的数跟着改。',
  'row.unknown': '用 rows 命令可以看到行的编号。',
}

/** How, where the remedy speaks of something that a flag does. */
const flagFor: Partial<Record<Code, string>> = {
  'import.missing_columns': '写 --fill 栏目=值。',
}

const withCommand = (p: Problem): Problem => {
  const remedy = remedies[p.code] ?? p.remedy
  const how = flagFor[p.code]
  return { ...p, remedy: how === undefined ? remedy : `${remedy ?? ''}${how}` }
}

/** For `--json`. */
export const asData = (p: Problem, catalog: Catalog): Told => told(withCommand(p), namer(catalog))

export const asLine = (p: Problem, catalog: Catalog): string => sentence(withCommand(p), namer(catalog))
