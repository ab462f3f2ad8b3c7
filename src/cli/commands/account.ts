import {
  changeAccount,
  changePassword,
  createAccount,
  listAccounts,
  signOutAccount,
  switchAccount,
} from '#access/accounts.ts'
import { roleSaid } from '#access/handbook.ts'
import { madePassword } from '#access/passwords.ts'
import { area, choice, on, text } from '#cli/flags.ts'
import { officeCommand, oneTownship } from '#cli/office.ts'
import { refuse } from '#problem.ts'

export const account = officeCommand('account', {
  says: '新建账号；已有的重设密码，写了姓名、角色、地区就一并改；也可停用、启用、让它退出。密码只显示一次',
  words: ['登录名'],
  flags: {
    name: text('姓名', '显示在账上的名字'),
    role: choice('角色', '能做什么', roleSaid),
    area,
    off: on('停用，登录着的都退出；不改密码'),
    on: on('再启用；不改密码'),
    'sign-out': on('让它在各处的登录都退出；不改密码'),
  },
  async run({ store, actor }, { words: [login], flags: { name, role, area: within, ...asked } }) {
    const ended = asked.off ? '已停用' : asked.on ? '已启用' : asked['sign-out'] ? '已让它退出' : undefined
    if (ended !== undefined) {
      const written = [asked.off, asked.on, asked['sign-out'], name, role, within].filter(Boolean)
      if (written.length > 1) {
        refuse(
          'arguments.together',
          '--off、--on、--sign-out 一次只能写一个，也不能和 --name、--role、--area 一起写。',
          {
            remedy: '请分几次做。',
          },
        )
      }
      const one = (await listAccounts(store, actor)).find((a) => a.login === login)
      if (!one)
        return refuse('account.missing', `没有登录名是“${login}”的账号。`, {
          remedy: '请运行 shouwang accounts 看看都有谁。',
        })
      if (asked['sign-out']) await signOutAccount(store, actor, one.id)
      else await switchAccount(store, actor, one.id, asked.on)
      return {
        json: { login, on: asked['sign-out'] ? one.disabledAt === null : asked.on },
        lines: [`${ended}：${login}，${one.name}`],
      }
    }
    const password = madePassword()
    const known = (await listAccounts(store, actor)).find((a) => a.login === login)
    const changes = { ...(name && { name }), ...(role && { role }), ...(within && { areas: [within] }) }
    const changed = Object.keys(changes).length > 0
    if (!known) {
      const areas = [within ?? oneTownship(actor, undefined)]
      await createAccount(store, actor, { login, name: name ?? login, role: role ?? 'office', areas, password })
    } else {
      if (changed) await changeAccount(store, actor, known.id, changes)
      await changePassword(store, actor, known.id, { new: password })
    }
    const now = (await listAccounts(store, actor)).find((a) => a.login === login)!
    return {
      json: { login, password, created: !known, name: now.name, role: now.role, areas: now.areas },
      lines: [
        `${known ? `已重设密码${changed ? '，并改了账号' : ''}` : '已新建账号'}：${login}，${now.name}，${roleSaid[now.role as keyof typeof roleSaid]}，${now.areas.join('、')}`,
        ...(known ? ['原来登录着的都已退出。'] : []),
        `密码 ${password}（只显示这一次，请当面交给本人）`,
      ],
    }
  },
})
