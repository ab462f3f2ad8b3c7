/** The handbook of indicators as Markdown: what each counts, in its authors' words and as read from the measure, with its examples. */
import type { Catalog } from '#define/catalog.ts'
import type { ExamplesDefinition } from '#define/examples.ts'
import { inWords } from './words.ts'

export function indicatorHandbook(catalog: Catalog): string {
  return [
    '# 指标手册',
    '',
    '由 `npm run gen` 按指标声明生成，请不要直接修改这个文件。“例”里的每一行都由测试算过。',
    '',
    ...catalog.lines
      .filter((line) => line.indicators.length > 0)
      .flatMap((line) => [`## ${line.title}`, '', ...line.indicators.flatMap((id) => page(catalog, id))]),
  ].join('\n')
}

function page(catalog: Catalog, id: string): string[] {
  const indicator = catalog.indicators.get(id)!
  const given = catalog.examples.get(id)
  return [
    `### <a id="${id}"></a>${indicator.says}`,
    '',
    `- 口径：${indicator.definition}`,
    `- 怎么算的：${inWords(catalog, indicator.node)}`,
    '',
    ...(given ? [...table(given), ''] : []),
  ]
}

function table({ head, lines }: ExamplesDefinition): string[] {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    row([...head, '问', '例：应当是']),
    row([...head, '', ''].map(() => '---')),
    ...lines.map(({ cells, asked = '（同下一行）', figure = '' }) => row([...cells, asked, figure])),
  ]
}
