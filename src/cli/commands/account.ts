import { randomBytes } from 'node:crypto'
import { changePassword, createAccount, listAccounts } from '#access/accounts.ts'
import { area, choice, text } from '#cli/flags.ts'
import { officeCommand, oneTownship } from '#cli/office.ts'

export const account = officeCommand('account', {
  says: '新建账号，已有的重设密码；密码只显示一次',
  words: ['登录名'],
  flags: {
    name: text('姓名', '显示在账上的名字'),
    role: choice('角色', '能做什么', {
      office: '办公室',
      village: '村',
      leader: '领导',
      auditor: '审计',
      admin: '管理员',
    }),
    area,
  },
  async run({ store, actor }, { words: [login], flags: { name = login, role = 'office', area: within } }) {
    const password = randomBytes(9).toString('base64url')
    const known = (await listAccounts(store, actor)).find((a) => a.login === login)
    if (known) await changePassword(store, actor, known.id, { new: password })
    else {
      const areas = [within ?? oneTownship(actor, undefined)]
      await createAccount(store, actor, { login, name, role, areas, password })
    }
    return {
      json: { login, password, created: !known },
      lines: [`${known ? '已重设密码' : '已新建账号'}：${login}`, `密码 ${password}（只显示这一次，请当面交给本人）`],
    }
  },
})
