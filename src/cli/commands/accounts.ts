import { listAccounts } from '#access/accounts.ts'
import { roleSaid } from '#access/handbook.ts'
import { officeCommand } from '#cli/office.ts'

export const accounts = officeCommand('accounts', {
  says: '账号列表',
  async run({ store, actor }) {
    const list = await listAccounts(store, actor)
    return {
      json: list,
      lines: list.length
        ? list.map(
            (a) =>
              `${a.login}\t${a.name}\t${roleSaid[a.role as keyof typeof roleSaid]}\t${a.areas.join('、')}${a.disabledAt === null ? '' : '\t已停用'}`,
          )
        : ['还没有账号。'],
    }
  },
})
