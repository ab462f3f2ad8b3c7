import { officeCommand } from '#cli/office.ts'

const kindSaid = { risk: '风险', quality: '数据' } as const

export const rules = officeCommand('rules', {
  says: '全部规则：说什么、依据什么、多急',
  async run({ store }) {
    const { lines, rules: all, ledgers } = store.catalog
    const list = lines.flatMap((line) => line.rules.map((id) => ({ line: line.title, ...all.get(id)! })))
    return {
      json: {
        rules: list.map(({ id, kind, about, says, basis, level }) => ({
          id,
          kind,
          about,
          says,
          basis,
          level,
          on: true,
        })),
      },
      lines: list.map(
        ({ id, kind, about, says, basis, level, line }) =>
          `${id}\t${kindSaid[kind]}\t${line}\t${ledgers.get(about)!.title}\t${says}\t${level} 级\t依据：${basis}`,
      ),
    }
  },
})
