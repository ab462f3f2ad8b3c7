import { accessLines, roleSaid } from '#access/handbook.ts'
import { choice } from '#cli/flags.ts'
import { officeCommand } from '#cli/office.ts'

export const access = officeCommand('access', {
  says: '各种角色在每本台账里看得到什么、什么要写明用途、什么看不到',
  flags: { role: choice('角色', '只列这一种', roleSaid) },
  async run({ store }, { flags: { role } }) {
    const roles = role ? [role] : (Object.keys(roleSaid) as (keyof typeof roleSaid)[])
    const lists = roles.map((one) => ({ role: one, ledgers: accessLines(store.catalog, one) }))
    return {
      json: lists,
      lines: lists.flatMap((list) => [
        `${roleSaid[list.role]}（${list.role}）`,
        ...list.ledgers.map((line) => `  ${line}`),
      ]),
    }
  },
})
