/** The handbook of ledgers as Markdown: what each is for, and what belongs in each of its fields. */
import type { Catalog } from './catalog.ts'
import type { Sensitivity } from './field.ts'
import type { LedgerDefinition } from './ledger.ts'
import { helpOf } from './when.ts'

/** What they are called. */
export const sensitivitySaid: Record<Sensitivity, string> = {
  identity: '身份',
  account: '银行账号',
  contact: '联系方式',
  health: '健康',
  money: '钱款',
  child: '未成年人',
}

export function handbook(catalog: Catalog): string {
  const lines = catalog.lines.filter((line) => line.ledgers.length > 0)
  const contents = lines.flatMap((line) => [
    `- ${line.title}：${line.ledgers.map((id) => `[${catalog.ledgers.get(id)!.title}](#${id})`).join('、')}`,
  ])
  const pages = lines.flatMap((line) => [
    `## ${line.title}`,
    '',
    ...line.ledgers.flatMap((id) => page(catalog.ledgers.get(id)!)),
  ])
  return [
    '# 台账手册',
    '',
    '由 `npm run gen` 按台账声明生成，请不要直接修改这个文件。',
    '',
    ...contents,
    '',
    ...pages,
  ].join('\n')
}

function page(ledger: LedgerDefinition): string[] {
  const label = (name: string): string => {
    const [first = '', second] = name.split('.')
    const field = ledger.fields[first]
    const owner = second === undefined ? undefined : field?.to?.[0]?.ledger.fields[second]
    return owner ? `${field!.label}的${owner.label}` : (field?.label ?? name)
  }
  const dated = typeof ledger.dated === 'string' ? [ledger.dated] : (ledger.dated ?? [])
  const facts = [
    `一行一${ledger.row}`,
    ...(ledger.of.length > 0 ? [`关于：${ledger.of.map(label).join('或')}`] : []),
    ...(dated.length === 1 ? [`按“${label(dated[0]!)}”计入期间`] : []),
    ...(dated.length === 2 ? [`从“${label(dated[0]!)}”到“${label(dated[1]!)}”（含当天，空着就是还在持续）`] : []),
    ...ledger.unique.map((set) => `不能重复：${set.map(label).join(' + ')}`),
  ]
  return [
    `### <a id="${ledger.id}"></a>${ledger.title}`,
    '',
    ledger.purpose,
    '',
    `${facts.join('；')}。`,
    '',
    '| 栏目 | 编号 | 类型 | 必填 | 怎么填 |',
    '|---|---|---|---|---|',
    ...Object.entries(ledger.fields).map(([name, field]) => {
      const kind =
        field.to !== undefined
          ? `${field.kind.title}${field.to.map((target) => `“${target.ledger.title}”`).join('或')}`
          : `${field.kind.title}${field.kind.unit ? `（${field.kind.unit}）` : ''}`
      const hints = [
        helpOf(ledger, name),
        field.also && `也写作：${field.also.join('、')}`,
        field.kind.choices ? field.kind.choices.join('、') : field.kind.sheet.hint,
        field.sensitive && `敏感：${sensitivitySaid[field.sensitive]}`,
      ]
      const hint = hints.filter(Boolean).join('；').replaceAll('|', '\\|')
      return `| ${field.label} | \`${name}\` | ${kind} | ${field.optional ? '' : '是'} | ${hint} |`
    }),
    '',
  ]
}
