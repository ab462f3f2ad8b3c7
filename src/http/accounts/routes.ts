/** Accounts of others: who may manage them changes, switches off and signs out; each is in force at the account's next request. */
import { z } from 'zod'
import {
  changeAccount,
  changePassword,
  createAccount,
  createLink,
  listAccounts,
  signOutAccount,
  switchAccount,
} from '#access/accounts.ts'
import { roleSaid } from '#access/handbook.ts'
import { madePassword } from '#access/passwords.ts'
import { verbsOf } from '#access/permit.ts'
import { naming } from '#http/places.ts'
import { route } from '#http/route.ts'
import { nothing } from '#http/shapes/act.ts'
import { areaPattern } from '#kinds/area.ts'
import { roles } from '#store/actor.ts'
import { scoped } from '#store/store.ts'
import * as answers from './answers.ts'

const ofAccount = z.strictObject({ id: z.uuid() })
const name = z.string().trim().min(1).max(40)
const role = z.enum(roles).exclude(['system'])
const areas = z
  .array(z.string().regex(areaPattern('county')))
  .min(1)
  .max(50)
const held = Object.keys(roleSaid) as (keyof typeof roleSaid)[]

export const accountRoutes = [
  route(
    'GET /api/accounts',
    'accounts',
    { says: '自己管的地区里的账号。', answer: answers.accounts },
    async ({ store }, actor) => {
      const all = await listAccounts(store, actor)
      const name = await scoped(store, actor, naming, { readOnly: true })
      return {
        accounts: all.map(({ id, login, name: called, role, areas, disabledAt, passwordGiven }) => ({
          id,
          login,
          name: called,
          role,
          areas: areas.map(name),
          on: disabledAt === null,
          passwordGiven,
        })),
        roles: held.map((id) => ({ id, says: roleSaid[id], may: verbsOf(id) })),
      }
    },
  ),

  route(
    'POST /api/accounts',
    'accounts',
    {
      says: '新建一个账号，密码由程序定；本人登录后要先换成自己的。',
      body: z.strictObject({ login: z.string().trim().min(1).max(60), name, role, areas }),
      answer: answers.made,
    },
    async ({ store, body }, actor) => {
      const password = madePassword()
      await createAccount(store, actor, { ...body, password })
      return { login: body.login, password }
    },
  ),

  route(
    'POST /api/accounts/:id/change',
    'accounts',
    {
      says: '改一个账号的姓名、角色或负责的地区；它登录着的都随即退出。',
      params: ofAccount,
      body: z.strictObject({ name: name.optional(), role: role.optional(), areas: areas.optional() }),
      answer: nothing,
    },
    async ({ store, params, body }, actor) => {
      await changeAccount(store, actor, params.id, {
        ...(body.name && { name: body.name }),
        ...(body.role && { role: body.role }),
        ...(body.areas && { areas: body.areas }),
      })
      return {}
    },
  ),

  route(
    'POST /api/accounts/:id/switch',
    'accounts',
    {
      says: '停用一个账号，它登录着的都随即退出；或再启用。',
      params: ofAccount,
      body: z.strictObject({ on: z.boolean() }),
      answer: nothing,
    },
    async ({ store, params, body }, actor) => {
      await switchAccount(store, actor, params.id, body.on)
      return {}
    },
  ),

  route(
    'POST /api/accounts/:id/sign-out',
    'accounts',
    {
      says: '让一个账号在各处的登录都退出，没有用过的登录链接也作废。',
      params: ofAccount,
      body: z.strictObject({}),
      answer: nothing,
    },
    async ({ store, params }, actor) => {
      await signOutAccount(store, actor, params.id)
      return {}
    },
  ),

  route(
    'POST /api/accounts/:id/link',
    'accounts',
    {
      says: '给一个账号一个登录链接的令牌：15 分钟里能用一次，不动它的密码；网址是 /sign-in?token=令牌。',
      params: ofAccount,
      body: z.strictObject({}),
      answer: answers.link,
    },
    async ({ store, params }, actor) => ({ token: await createLink(store, actor, params.id) }),
  ),

  route(
    'POST /api/accounts/:id/password',
    'accounts',
    {
      says: '给一个账号设新密码，不写就由程序定；本人登录后要先换成自己的。换自己的密码用 POST /api/password。',
      params: ofAccount,
      body: z.strictObject({ new: z.string().min(1).max(400).optional() }),
      answer: answers.given,
    },
    async ({ store, params, body }, actor) => {
      const password = body.new ?? madePassword()
      await changePassword(store, actor, params.id, { new: password })
      return { password: body.new === undefined ? password : null }
    },
  ),
]
