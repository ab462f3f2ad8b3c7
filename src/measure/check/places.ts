/** Whether one ledger keeps the areas: it names them in figures and reports, and opens a township's books. */
import type { Catalog } from '#define/catalog.ts'
import { fault } from './fault.ts'

export function checkPlaces(catalog: Catalog): void {
  const keeping = [...catalog.ledgers.values()].filter((l) => l.places)
  const ledger = keeping[0] ?? fault('没有一本台账写了 places，不知道村名和代码记在哪里')
  if (keeping.length > 1) fault(`${keeping.map((l) => `“${l.title}”`).join('和')}都写了 places，只能有一本记行政区划`)
  const { code, name } = ledger.places!
  if (!ledger.area.includes(code) || !ledger.fields[code]?.kind.place)
    fault(`“${ledger.title}”的 places 里，代码 ${code} 要是它 area 里的区划字段`)
  const named = ledger.fields[name]?.kind
  if (named?.reads !== 'text' || named.place) fault(`“${ledger.title}”的 places 里，名称 ${name} 要是文字字段`)
}
