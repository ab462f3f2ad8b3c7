import { officeCommand } from '#cli/office.ts'
import { search } from '#store/read/search.ts'
import { scoped } from '#store/store.ts'

export const find = officeCommand('search', {
  says: '找户和人：姓名、拼音首字母、户编号、证件号码后四位',
  more: { says: '词', needed: true },
  async run({ store, actor }, { more: words }) {
    const { hits, more } = await scoped(store, actor, (tx) => search(tx, words.join(' ')), { readOnly: true })
    const title = (ledger: string) => store.catalog.ledgers.get(ledger)!.title
    return {
      json: { hits, more },
      lines: [
        ...hits.map((hit) => `${hit.id}\t${hit.title}\t${title(hit.ledger)}\t${hit.areaName}`),
        ...(hits.length === 0 ? ['没有找到。'] : []),
        ...(more ? [`只列出前 ${hits.length} 个，还有更多，请多写几个字。`] : []),
      ],
    }
  },
})
