/** Whether a rule can be judged of every row it is about, and says what it rests on. */
import type { Catalog } from '#define/catalog.ts'
import { type Node, type Type, visit } from '#define/node.ts'
import type { RuleDefinition } from '#define/rule.ts'
import { typeOf } from './expression.ts'
import { Fault, fault, type Tell } from './fault.ts'

export function checkRule(catalog: Catalog, rule: RuleDefinition, tell: Tell): void {
  if (!rule.basis?.trim()) tell('没有写依据；有文件写文件和条款，没有的写“经验值”')
  if (!rule.says?.trim()) tell('没有写它说的是什么')
  if (rule.notice.length === 0) tell('没有写给人看的话（notice）')
  if (![1, 2, 3].includes(rule.level)) tell(`等级只有 1、2、3，没有 ${rule.level}`)
  if (rule.kind === 'risk' && !rule.risk) tell('没有写是哪一类风险')
  if (!catalog.ledgers.has(rule.about)) fault(`台账 ${rule.about} 没有列进任何条线`)
  const inside = (what: string, node: Node | undefined, wanted?: Type['is']): void => {
    if (!node) return
    try {
      const type = typeOf(catalog, node, rule.about)
      if (wanted && type.is !== wanted) tell(`${what} 要的是${wanted === 'bool' ? '条件' : '数'}`)
      readable(catalog, node)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      tell(error.message)
    }
  }
  inside('among', rule.among, 'bool')
  inside('when', rule.when, 'bool')
  inside('weight', rule.weight, 'number')
  for (const part of rule.notice) if (typeof part !== 'string') inside('notice', part)
}

/** What no rule can be judged by: a period, where it is asked on a day, and a number that is sealed, unless only whether it is there. */
function readable(catalog: Catalog, node: Node): void {
  visit(node, (n) => {
    if (n.node === 'asked' && n.what === 'from') fault('规则按某一天问，没有期初；请写明从哪天算起，如近12个月')
    if (n.node === 'op' && n.op === 'missing' && n.args[0]?.node === 'field') return false
    if (n.node === 'field') {
      const at = catalog.ledgers.get(n.steps.at(-1)?.to ?? n.ledger)
      const field = at?.fields[n.field]
      if (field?.kind.sealed) fault(`“${at!.title}”的“${field.label}”是加密保存的，规则读不到它，只能问它填了没有`)
    }
    if (n.node === 'fact') {
      const fact = catalog.facts.get(n.id)
      if (fact) readable(catalog, fact.node)
    }
    return true
  })
}
