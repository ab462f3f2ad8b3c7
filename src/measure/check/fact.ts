/** Whether a fact yields something, without asking itself. */
import type { Catalog } from '#define/catalog.ts'
import type { FactDefinition } from '#define/measure.ts'
import { visit } from '#define/node.ts'
import { typeOf } from './expression.ts'
import { fault } from './fault.ts'

export function checkFact(catalog: Catalog, fact: FactDefinition): void {
  noCircle(catalog, fact.id, [])
  typeOf(catalog, fact.node, fact.about)
}

function noCircle(catalog: Catalog, id: string, path: readonly string[]): void {
  if (path.includes(id)) fault(`事实绕成了圈：${[...path.slice(path.indexOf(id)), id].join(' → ')}`)
  const fact = catalog.facts.get(id) ?? fault(`事实 ${id} 没有列进任何条线的 facts`)
  visit(fact.node, (node) => {
    if (node.node === 'fact') noCircle(catalog, node.id, [...path, id])
  })
}
