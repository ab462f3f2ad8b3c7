import { officeCommand } from '#cli/office.ts'

export const ledgers = officeCommand('ledgers', {
  says: '全部台账的编号',
  async run({ store }) {
    const list = store.catalog.lines.flatMap((line) =>
      line.ledgers.map((id) => ({ id, title: store.catalog.ledgers.get(id)!.title, line: line.title })),
    )
    return { json: list, lines: list.map((l) => `${l.id}\t${l.title}\t${l.line}`) }
  },
})
