/** What declared things are called, for whoever tells a person where something went wrong. */
import type { Namer } from '#problem.ts'
import type { Catalog } from './catalog.ts'

/** Entries of forms that are no fields of a ledger. */
const inputs: Readonly<Record<string, string>> = {
  areas: '负责地区',
  login: '登录名',
  old_password: '现在的密码',
  password: '密码',
  reason: '原因',
}

export function namer(catalog: Catalog): Namer {
  return (what, id) => {
    if (what === 'ledger') return catalog.ledgers.get(id)?.title
    if (what === 'field') {
      const [ledger = '', field = ''] = id.split('.')
      return catalog.ledgers.get(ledger)?.fields[field]?.label
    }
    if (what === 'fact') return catalog.facts.get(id)?.says
    if (what === 'indicator') return catalog.indicators.get(id)?.says
    if (what === 'parameter') return catalog.parameters.get(id)?.says
    if (what === 'rule') return catalog.rules.get(id)?.says
    if (what === 'report') return catalog.reports.get(id)?.title
    return inputs[id]
  }
}
