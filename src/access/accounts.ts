/** Accounts and signing in: passwords, sessions, and links that sign in once. There is no account until somebody makes one. */

import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { areaPattern, countyOf, reaches } from '#kinds/area.ts'
import { problem, Refusal, refuse } from '#problem.ts'
import { type Actor, type Role, system } from '#store/actor.ts'
import type { Moment } from '#store/moment.ts'
import { areaNames } from '#store/read/office-words.ts'
import {
  type Account,
  accountBy,
  addAccount,
  addSession,
  dropExpired,
  dropSessionsOf,
  accounts as keptAccounts,
  sessionBy,
  setDisabled,
  setFailures,
  setHolder,
  setPassword,
  takeSession,
  touchSession,
} from '#store/shelf/account.ts'
import { noteAudit } from '#store/shelf/audit.ts'
import { covers, type Scoped, type Store, scoped } from '#store/store.ts'
import { permit } from './permit.ts'

const minutes = (n: number): Moment => n * 60 * 1_000_000

const IDLE = minutes(30)
const ABSOLUTE = minutes(12 * 60)
const LINK = minutes(15)
/** Noting every request would write to disk for every page; a minute is close enough for 30. */
const TOUCH = minutes(1)
const FAILURES = 5
const LOCKED = minutes(15)

/** OWASP's second choice for argon2id: 19 MiB, 2 passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

const keeper = system('登录', [])

export interface NewAccount {
  login: string
  name: string
  role: Exclude<Role, 'system'>
  areas: readonly string[]
  /** Without one the account is entered by a sign-in link only, until its holder sets one. */
  password?: string
}

/** Opens an account. Throws a Refusal where the actor may not, or the login, password or areas will not do. */
export async function createAccount(store: Store, actor: Actor, given: NewAccount): Promise<string> {
  mayManage(actor, [])
  if (!/^[0-9A-Za-z_.\u4e00-\u9fff-]{2,40}$/.test(given.login)) {
    refuse('account.login_malformed', '登录名用 2 到 40 个汉字、字母或数字。', {
      at: { input: 'login' },
      remedy: '请换一个登录名。',
    })
  }
  await mayHold(store, actor, given)
  const password = given.password === undefined ? null : await hashed(given.password, given.login)
  const account: Account = {
    id: store.newId(),
    login: given.login,
    name: given.name,
    role: given.role,
    areas: [...given.areas],
    password,
    failed: 0,
    lockedUntil: 0,
    createdAt: store.clock(),
    disabledAt: null,
  }
  await kept(store, async (tx) => {
    if (!(await addAccount(tx, account))) {
      refuse('account.login_taken', `登录名“${given.login}”已经有人用了。`, {
        at: { input: 'login' },
        remedy: '请换一个登录名。',
      })
    }
    await noteAudit(
      { ...tx, actor },
      { township: '', event: 'account', subject: account.id, detail: `新建 ${given.login}` },
    )
  })
  return account.id
}

export type ChangedAccount = Partial<Pick<NewAccount, 'name' | 'role' | 'areas'>>

/** Changes what is given and ends the account's sessions, so that nobody goes on with what it was. Throws a Refusal as `createAccount` does. */
export async function changeAccount(store: Store, actor: Actor, id: string, given: ChangedAccount): Promise<void> {
  const { name, role, areas } = await kept(store, (tx) => managed(tx, actor, id))
  const next = { name: given.name ?? name, role: given.role ?? heldRole(role), areas: given.areas ?? areas }
  await mayHold(store, actor, next)
  await kept(store, async (tx) => {
    const account = await managed(tx, actor, id)
    await setHolder(tx, id, next)
    await dropSessionsOf(tx, id)
    const detail = `改账号 ${account.login}：${next.name}，${next.role}，${next.areas.join('、')}`
    await noteAudit({ ...tx, actor }, { township: '', event: 'account', subject: id, detail })
  })
}

function heldRole(role: Role): NewAccount['role'] {
  if (role === 'system') throw new Error('the program itself has no account')
  return role
}

/** Whether the actor may give an account this role in these areas, and the areas are there. */
async function mayHold(store: Store, actor: Actor, { role, areas }: Pick<NewAccount, 'role' | 'areas'>): Promise<void> {
  if (areas.length === 0 || areas.some((code) => !areaPattern('county').test(code))) {
    refuse('account.areas_malformed', '请给账号选定负责的地区。', {
      at: { input: 'areas' },
      remedy: '从列表里选乡镇、村或村民组。',
    })
  }
  if (role === 'village' && areas.some((code) => !reaches(code, 'village'))) {
    refuse('account.village_without_village', '村里的账号只能负责村或村民组。', {
      at: { input: 'areas' },
      remedy: '请选到村。',
    })
  }
  mayManage(actor, areas)
  const places = await scoped(
    store,
    actor,
    async (tx) => new Set([...tx.townships, ...tx.townships.map(countyOf), ...(await areaNames(tx)).keys()]),
    { readOnly: true },
  )
  const nowhere = areas.find((code) => !places.has(code))
  if (nowhere !== undefined) {
    refuse('area.not_listed', `没有登记过代码是 ${nowhere} 的地区。`, {
      at: { input: 'areas' },
      remedy: '请核对代码，或先导入行政区划。',
    })
  }
}

/** Whether nobody has an account yet: the program then asks whoever started it to make the first. */
export async function hasAccounts(store: Store): Promise<boolean> {
  return kept(store, async (tx) => (await keptAccounts(tx)).length > 0)
}

export type ShownAccount = Omit<Account, 'password' | 'failed' | 'lockedUntil'>

/** Accounts within the actor's areas. */
export async function listAccounts(store: Store, actor: Actor): Promise<ShownAccount[]> {
  mayManage(actor, [])
  const all = await kept(store, keptAccounts)
  return all
    .filter((account) => account.areas.every((code) => covers(actor, code)))
    .map(({ password: _, failed: __, lockedUntil: ___, ...rest }) => rest)
}

/** Switches an account off, which ends its sessions, or on again. */
export async function switchAccount(store: Store, actor: Actor, id: string, on: boolean): Promise<void> {
  await kept(store, async (tx) => {
    const account = await managed(tx, actor, id)
    await setDisabled(tx, id, on ? null : store.clock())
    if (!on) await dropSessionsOf(tx, id)
    const detail = `${on ? '启用' : '停用'} ${account.login}`
    await noteAudit({ ...tx, actor }, { township: '', event: 'account', subject: id, detail })
  })
}

/** Sets a new password: one's own with the old one, anybody's by who manages accounts. Ends all other sessions. */
export async function changePassword(
  store: Store,
  actor: Actor,
  id: string,
  given: { old?: string; new: string },
): Promise<void> {
  const account = await kept(store, (tx) => accountBy(tx, 'id', id))
  const own = actor.id === id
  if (!account || (!own && permit(actor, 'accounts'))) throw noSuchAccount()
  if (!own) mayManage(actor, account.areas)
  if (own && account.password && !(await verify(account.password, given.old ?? ''))) {
    refuse('account.old_password_wrong', '原来的密码不对。', { at: { input: 'old_password' }, remedy: '请重新输入。' })
  }
  const password = await hashed(given.new, account.login)
  await kept(store, async (tx) => {
    await setPassword(tx, id, password)
    await dropSessionsOf(tx, id)
    await noteAudit(
      { ...tx, actor },
      { township: '', event: 'account', subject: id, detail: `改密码 ${account.login}` },
    )
  })
}

/** A token for the holder; only its digest is kept. */
export interface SignedIn {
  token: string
  actor: Actor
}

/**
 * Signs in with login and password. Throws a Refusal that does not say which of both was wrong.
 * Five wrong ones in a row close the account for 15 minutes.
 */
export async function signIn(store: Store, login: string, password: string): Promise<SignedIn> {
  const account = await kept(store, (tx) => accountBy(tx, 'login', login))
  const now = store.clock()
  if (account && account.lockedUntil > now) {
    refuse('sign_in.locked', '密码连续输错，这个账号暂时锁住了。', {
      remedy: '请 15 分钟后再试，或请乡镇管理员重设密码。',
      retryAfter: Math.ceil((account.lockedUntil - now) / 1_000_000),
    })
  }
  // Somebody without an account takes as long to be refused as somebody with one.
  const right = await verify(account?.password ?? (await decoy()), password)
  if (!account?.password || !right || account.disabledAt !== null) {
    await kept(store, async (tx) => {
      if (account) {
        const failed = account.failed + 1
        await setFailures(tx, account.id, failed % FAILURES, failed >= FAILURES ? now + LOCKED : 0)
      }
      await noteAudit(tx, {
        township: '',
        event: 'sign_in_failed',
        subject: account?.id,
        detail: [...login].slice(0, 40).join(''),
      })
    })
    return refuse('sign_in.wrong', '登录名或密码不对。', { remedy: '请核对后再试；忘了密码请联系乡镇管理员。' })
  }
  return kept(store, async (tx) => {
    await setFailures(tx, account.id, 0, 0)
    return openSession(tx, account, now)
  })
}

let decoyHash: Promise<string> | undefined

function decoy(): Promise<string> {
  decoyHash ??= hash(randomBytes(16), cost)
  return decoyHash
}

/** Makes a link that signs its account in once within 15 minutes. Returns the token that goes into the link. */
export async function createLink(store: Store, actor: Actor, accountId: string): Promise<string> {
  return kept(store, async (tx) => {
    const account = await managed(tx, actor, accountId)
    const { token, digest } = newToken()
    const now = store.clock()
    await addSession(tx, digest, {
      account: account.id,
      kind: 'link',
      createdAt: now,
      seenAt: now,
      expiresAt: now + LINK,
    })
    const detail = `登录链接 ${account.login}`
    await noteAudit({ ...tx, actor }, { township: '', event: 'account', subject: account.id, detail })
    return token
  })
}

/** Signs in by a link's token, which is used up. */
export async function signInByLink(store: Store, token: string): Promise<SignedIn> {
  const now = store.clock()
  return kept(store, async (tx) => {
    const link = await takeSession(tx, digestOf(token), 'link')
    const account = link && link.expiresAt > now ? await accountBy(tx, 'id', link.account) : undefined
    if (!account || account.disabledAt !== null) {
      return refuse('sign_in.link_used', '这个登录链接已经用过或过期了。', { remedy: '请联系发链接的人重新发一个。' })
    }
    return openSession(tx, account, now)
  })
}

/** Who a session's token belongs to; undefined when it has ended: 30 minutes idle, 12 hours in all, signed out or switched off. */
export async function actorOf(store: Store, token: string): Promise<Actor | undefined> {
  const now = store.clock()
  const digest = digestOf(token)
  return kept(store, async (tx) => {
    const session = await sessionBy(tx, digest, 'session')
    if (!session || session.expiresAt <= now || session.seenAt + IDLE <= now) return undefined
    const account = await accountBy(tx, 'id', session.account)
    if (!account || account.disabledAt !== null) return undefined
    if (now - session.seenAt > TOUCH) await touchSession(tx, digest, now)
    return actorFrom(account)
  })
}

export async function signOut(store: Store, token: string): Promise<void> {
  await kept(store, async (tx) => {
    const session = await takeSession(tx, digestOf(token), 'session')
    if (session) await noteAudit(tx, { township: '', event: 'sign_out', subject: session.account })
  })
}

async function openSession(tx: Scoped, account: Account, now: Moment): Promise<SignedIn> {
  const { token, digest } = newToken()
  await dropExpired(tx, now)
  await addSession(tx, digest, {
    account: account.id,
    kind: 'session',
    createdAt: now,
    seenAt: now,
    expiresAt: now + ABSOLUTE,
  })
  const actor = actorFrom(account)
  await noteAudit({ ...tx, actor }, { township: '', event: 'sign_in', subject: account.id })
  return { token, actor }
}

const actorFrom = ({ id, name, role, areas }: Account): Actor => ({ id, name, role, areas })

/** 128 random bits. */
function newToken(): { token: string; digest: string } {
  const token = randomBytes(16).toString('base64url')
  return { token, digest: digestOf(token) }
}

const digestOf = (token: string) => createHash('sha256').update(token).digest('hex')

async function hashed(password: string, login: string): Promise<string> {
  if ([...password].length < 8) {
    refuse('account.password_short', '密码至少 8 位。', { at: { input: 'password' }, remedy: '可以用一句好记的话。' })
  }
  if (
    password.length > 200 ||
    password.toLowerCase().includes(login.toLowerCase()) ||
    /^(.)\1*$|^(0?123456789?0?)$/.test(password)
  ) {
    refuse('account.password_weak', '这个密码太容易猜。', {
      at: { input: 'password' },
      remedy: '不要用登录名、重复的字符或连续的数字。',
    })
  }
  return hash(password, cost)
}

async function managed(tx: Scoped, actor: Actor, id: string): Promise<Account> {
  const account = await accountBy(tx, 'id', id)
  if (!account) throw noSuchAccount()
  mayManage(actor, account.areas)
  return account
}

const noSuchAccount = () => new Refusal(problem('account.missing', '没有这个账号。', { remedy: '请刷新列表后再试。' }))

function mayManage(actor: Actor, areas: readonly string[]): void {
  const refused = permit(actor, 'accounts')
  if (refused) throw new Refusal(refused)
  const beyond = areas.find((code) => !covers(actor, code))
  if (beyond !== undefined) {
    refuse('access.out_of_scope', `地区 ${beyond} 不在您管理的范围。`, { remedy: '请联系上一级管理员。' })
  }
}

/** Accounts belong to no township: a transaction of the program itself, with no rows in sight. */
function kept<T>(store: Store, work: (tx: Scoped) => Promise<T>): Promise<T> {
  return scoped(store, keeper, work)
}
