/** Whether one ledger keeps the areas: it names them in figures and reports, and opens a township's books. */
import type { Catalog } from '#define/catalog.ts'
import { levelTitles } from '#kinds/area.ts'
import type { Tell } from './fault.ts'

const placed = [levelTitles.township, levelTitles.village, levelTitles.group]

export function checkPlaces(catalog: Catalog, tell: Tell): void {
  const keeping = [...catalog.ledgers.values()].filter((l) => l.places)
  if (keeping.length === 0) tell('没有一本台账写了 places，不知道村名和代码记在哪里')
  if (keeping.length > 1) tell(`${keeping.map((l) => `“${l.title}”`).join('和')}都写了 places，只能有一本记行政区划`)
  for (const { title, area, fields, places } of keeping) {
    const { code, name, level } = places!
    if (!area.includes(code) || !fields[code]?.kind.place)
      tell(`“${title}”的 places 里，代码 ${code} 要是它 area 里的区划字段`)
    const named = fields[name]?.kind
    if (named?.reads !== 'text' || named.place) tell(`“${title}”的 places 里，名称 ${name} 要是文字字段`)
    const said = level === undefined ? undefined : fields[level]?.kind
    if (level !== undefined && (!said || placed.some((word) => said.fits(word))))
      tell(`“${title}”的 places 里，级别 ${level} 要是能填${placed.join('、')}的字段`)
  }
}
