/** Accounts and signing in: passwords, sessions, and links that sign in once. There is no account until somebody makes one. */

import { createHash, randomBytes } from 'node:crypto'
import type { LedgerDefinition } from '#define/ledger.ts'
import { areaPattern, countyOf, levelOf, reaches, townshipOf } from '#kinds/area.ts'
import { problem, Refusal, refuse } from '#problem.ts'
import { type Actor, type Role, system } from '#store/actor.ts'
import type { Moment } from '#store/moment.ts'
import { areaNames } from '#store/read/office-words.ts'
import { hidesWho } from '#store/sees.ts'
import {
  type Account,
  accountBy,
  addAccount,
  addSession,
  dropExpired,
  dropSessionsOf,
  accounts as keptAccounts,
  placeUnplaced,
  type Session,
  sessionBy,
  sessionsOf,
  setDisabled,
  setHolder,
  setOpened,
  setPassword,
  takeSession,
  touchSession,
} from '#store/shelf/account.ts'
import { noteAudit } from '#store/shelf/audit.ts'
import { covers, type Scoped, type Store, scoped, townshipsOf } from '#store/store.ts'
import { admitted, gotIn, startAnew, type Trying, tryOnce } from './guessing.ts'
import { roleSaid } from './handbook.ts'
import { hashed, type Known, matches } from './passwords.ts'
import { permit } from './permit.ts'

const minutes = (n: number): Moment => n * 60 * 1_000_000

const IDLE = minutes(30)
const ABSOLUTE = minutes(12 * 60)
const LINK = minutes(15)
/** Noting every request would write to disk for every page; a minute is close enough for 30. */
const TOUCH = minutes(1)
const keeper = system('登录', [])

export interface NewAccount {
  login: string
  name: string
  role: Exclude<Role, 'system'>
  areas: readonly string[]
  /** Without one the account is entered by a sign-in link only, until its holder sets one. */
  password?: string
  /** The holder chose it themselves. Absent: somebody else knows it, and it is to be changed at the first sign-in. */
  chosen?: true
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
  const password = given.password === undefined ? null : await hashed(given.password, await knownOf(store, given))
  const account: Account = {
    id: store.newId(),
    login: given.login,
    name: given.name,
    role: given.role,
    areas: [...given.areas],
    password,
    passwordGiven: password !== null && !given.chosen,
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
      { township: '', event: 'account', subject: account.id, detail: `新建 ${given.login}：${holderSaid(given)}` },
    )
  })
  return account.id
}

export type ChangedAccount = Partial<Pick<NewAccount, 'name' | 'role' | 'areas'>>

/** Changes what is given and ends the account's sessions, so that nobody goes on with what it was. Throws a Refusal as `createAccount` does. */
export async function changeAccount(store: Store, actor: Actor, id: string, given: ChangedAccount): Promise<void> {
  const { name, role, areas } = await kept(store, (tx) => managed(tx, actor, id))
  if (given.role !== undefined || given.areas !== undefined) notOwn(actor, id, '改自己的角色和地区')
  const next = { name: given.name ?? name, role: given.role ?? heldRole(role), areas: given.areas ?? areas }
  await mayHold(store, actor, next)
  await kept(store, async (tx) => {
    const account = await managed(tx, actor, id)
    await setHolder(tx, id, next)
    await dropSessionsOf(tx, id)
    const detail = `改账号 ${account.login}：${holderSaid(next)}`
    await noteAudit({ ...tx, actor }, { township: '', event: 'account', subject: id, detail })
  })
}

const holderSaid = ({ name, role, areas }: Pick<NewAccount, 'name' | 'role' | 'areas'>) =>
  `${name}，${roleSaid[role]}，${areas.join('、')}`

function heldRole(role: Role): NewAccount['role'] {
  if (role === 'system') throw new Error('the program itself has no account')
  return role
}

/** Whether the actor may give an account this role in these areas, and the areas are there. */
async function mayHold(store: Store, actor: Actor, { role, areas }: Pick<NewAccount, 'role' | 'areas'>): Promise<void> {
  // Who keeps the installation signs in before there is any place to be responsible for.
  const first = role === 'admin' && areas.length === 0 && (await townshipsOf(store)).length === 0
  if (first) return mayManage(actor, [])
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

/** Accounts made before there was a township get all that are here now. */
export async function placeKeepers(store: Store): Promise<void> {
  const townships = await townshipsOf(store)
  if (townships.length > 0) await kept(store, (tx) => placeUnplaced(tx, townships))
}

/** Whether nobody has an account yet: the program then asks whoever started it to make the first. */
export async function hasAccounts(store: Store): Promise<boolean> {
  return kept(store, async (tx) => (await keptAccounts(tx)).length > 0)
}

export type ShownAccount = Omit<Account, 'password'>

/** Accounts within the actor's areas. */
export async function listAccounts(store: Store, actor: Actor): Promise<ShownAccount[]> {
  mayManage(actor, [])
  const all = await kept(store, keptAccounts)
  return all
    .filter((account) => account.areas.every((code) => covers(actor, code)))
    .map(({ password: _, ...rest }) => rest)
}

/** Whoever has, or had, an account within the actor's areas, by name. */
export async function peopleWithin(store: Store, actor: Actor): Promise<Pick<Account, 'id' | 'name'>[]> {
  const all = await kept(store, keptAccounts)
  return all
    .filter(({ areas }) => areas.every((code) => covers(actor, code)))
    .map(({ id, name }) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'))
}

/** Switches an account off, which ends its sessions, or on again. */
export async function switchAccount(store: Store, actor: Actor, id: string, on: boolean): Promise<void> {
  await kept(store, async (tx) => {
    const account = await managed(tx, actor, id)
    notOwn(actor, id, '停用自己的账号')
    await setDisabled(tx, id, on ? null : store.clock())
    if (!on) await dropSessionsOf(tx, id)
    const detail = `${on ? '启用' : '停用'} ${account.login}`
    await noteAudit({ ...tx, actor }, { township: '', event: 'account', subject: id, detail })
  })
}

/** Ends all sessions of an account, and links to it that nobody has used. */
export async function signOutAccount(store: Store, actor: Actor, id: string): Promise<void> {
  await kept(store, async (tx) => {
    const { login } = await managed(tx, actor, id)
    await dropSessionsOf(tx, id)
    const detail = `结束登录 ${login}`
    await noteAudit({ ...tx, actor }, { township: '', event: 'account', subject: id, detail })
  })
}

/**
 * Sets a new password: one's own with the old one, anybody's by who manages accounts, who then knows it, so that its holder has to
 * change it. Ends all sessions; who changes their own goes on in the one that is returned.
 */
export async function changePassword(
  store: Store,
  actor: Actor,
  id: string,
  given: { old?: string; new: string },
  address?: string,
): Promise<SignedIn | undefined> {
  const account = await kept(store, (tx) => accountBy(tx, 'id', id))
  const own = actor.id === id
  if (!account || (!own && permit(actor, 'accounts'))) throw noSuchAccount()
  if (!own) mayManage(actor, account.areas)
  else if (account.password) await checkOld(store, account, given.old ?? '', address ?? '')
  if (own && given.new === given.old) {
    refuse('account.password_same', '新密码和原来的一样。', { at: { input: 'password' }, remedy: '请换一个。' })
  }
  const password = await hashed(given.new, await knownOf(store, account))
  return kept(store, async (tx) => {
    await setPassword(tx, id, password, !own)
    await startAnew(tx, account.login)
    await dropSessionsOf(tx, id)
    await noteAudit(
      { ...tx, actor },
      { township: '', event: 'account', subject: id, detail: `改密码 ${account.login}` },
    )
    return own && address !== undefined ? openSession(tx, account, address) : undefined
  })
}

/** Whoever finds a page left open must not find out its password by trying. */
async function checkOld(store: Store, account: Account, old: string, address: string): Promise<void> {
  const trying = { login: account.login, address }
  await admitted(address, async () => {
    await attempt(store, trying)
    if (!(await matches(account.password, old))) {
      refuse('account.old_password_wrong', '原来的密码不对。', {
        at: { input: 'old_password' },
        remedy: '请重新输入。',
      })
    }
    await kept(store, (tx) => gotIn(tx, trying))
  })
}

/** What everybody around knows of who has the account. */
async function knownOf(
  store: Store,
  { login, name, areas }: Pick<NewAccount, 'login' | 'name' | 'areas'>,
): Promise<Known> {
  const townships = areas.filter((code) => reaches(code, 'township')).map(townshipOf)
  const places = await scoped(store, system('登录', townships), areaNames, { readOnly: true })
  const around = [...places].flatMap(([code, place]) =>
    levelOf(code) === 'township' || areas.includes(code) ? place : [],
  )
  return [login, name, ...around]
}

/** A token for the holder; only its digest is kept. */
export interface SignedIn {
  token: string
  actor: Actor
}

/**
 * Signs in with login and password, from an address. Throws a Refusal that does not say which of both was wrong; a login that nobody
 * has is answered as one that somebody has. Too many wrong ones from one place close that place to the login for 15 minutes.
 */
export async function signIn(store: Store, login: string, password: string, address = ''): Promise<SignedIn> {
  const trying = { login, address }
  return admitted(address, async () => {
    await attempt(store, trying)
    const account = await kept(store, (tx) => accountBy(tx, 'login', login))
    const right = await matches(account?.password, password)
    if (!account || !right || account.disabledAt !== null) {
      const detail = [...login].slice(0, 40).join('')
      await kept(store, (tx) => noteAudit(tx, { township: '', event: 'sign_in_failed', subject: account?.id, detail }))
      return refuse('sign_in.wrong', '登录名或密码不对。', { remedy: '请核对后再试；忘了密码请联系乡镇管理员。' })
    }
    return kept(store, async (tx) => {
      await gotIn(tx, trying)
      return openSession(tx, account, address)
    })
  })
}

/** Counted for good before anything is looked at: a Refusal within the same transaction would undo the count. */
async function attempt(store: Store, trying: Trying): Promise<void> {
  const refused = await kept(store, (tx) => tryOnce(tx, trying))
  if (refused) throw new Refusal(refused)
}

/** Makes a link that signs its account in once within 15 minutes. Returns the token that goes into the link. */
export async function createLink(store: Store, actor: Actor, accountId: string): Promise<string> {
  return kept(store, async (tx) => {
    const account = await managed(tx, actor, accountId)
    const { token, digest } = newToken()
    const now = store.clock()
    await addSession(tx, {
      digest,
      account: account.id,
      kind: 'link',
      address: '',
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
export async function signInByLink(store: Store, token: string, address = ''): Promise<SignedIn> {
  const now = store.clock()
  return kept(store, async (tx) => {
    const link = await takeSession(tx, digestOf(token), 'link')
    const account = link && link.expiresAt > now ? await accountBy(tx, 'id', link.account) : undefined
    if (!account || account.disabledAt !== null) {
      return refuse('sign_in.link_used', '这个登录链接已经用过或过期了。', {
        remedy: '请联系发链接的人重新发一个；程序是您自己启动的，按 Ctrl+C 停下再启动一次，会有新的链接。',
      })
    }
    return openSession(tx, account, address)
  })
}

/** Who is signed in, and how. */
export interface Here {
  actor: Actor
  /** Of this session among one's own. */
  session: string
  /** Somebody else knows the password: it is to be changed before anything else is done. */
  passwordGiven: boolean
}

/** Who a session's token belongs to; undefined when it has ended: 30 minutes idle, 12 hours in all, signed out or switched off. */
export async function whoIs(store: Store, token: string): Promise<Here | undefined> {
  const now = store.clock()
  return kept(store, async (tx) => {
    const session = await sessionBy(tx, digestOf(token), 'session')
    if (!session || !isLive(session, now)) return undefined
    const account = await accountBy(tx, 'id', session.account)
    if (!account || account.disabledAt !== null) return undefined
    if (now - session.seenAt > TOUCH) await touchSession(tx, session.digest, now)
    const actor = { ...actorFrom(account), ...(session.opened.length > 0 && { opened: session.opened }) }
    return { actor, session: shortOf(session), passwordGiven: account.passwordGiven }
  })
}

const isLive = ({ expiresAt, seenAt }: Session, now: Moment): boolean => expiresAt > now && seenAt + IDLE > now

/** Names a session to its holder; of the digest no more than tells few apart. */
const shortOf = ({ digest }: Session): string => digest.slice(0, 16)

/** The actor of `whoIs`. */
export async function actorOf(store: Store, token: string): Promise<Actor | undefined> {
  return (await whoIs(store, token))?.actor
}

export type OwnSession = Pick<Session, 'address' | 'createdAt' | 'seenAt'> & { id: string }

/** Where the actor is signed in, the one last used first. */
export async function ownSessions(store: Store, actor: Actor): Promise<OwnSession[]> {
  const now = store.clock()
  const all = await kept(store, (tx) => sessionsOf(tx, actor.id))
  return all
    .filter((session) => isLive(session, now))
    .map((session) => ({
      id: shortOf(session),
      address: session.address,
      createdAt: session.createdAt,
      seenAt: session.seenAt,
    }))
}

/** Opens to this session who is in a ledger, for a reason that is noted first. Throws a Refusal where there is nothing to open. */
export async function openLedger(
  store: Store,
  actor: Actor,
  session: string,
  ledger: LedgerDefinition,
  reason: string,
): Promise<void> {
  if (!hidesWho(ledger, actor)) {
    refuse('ledger.open', `“${ledger.title}”的名单您本来就看得到，不用写用途。`, { remedy: '请直接打开。' })
  }
  await scoped(store, actor, async (tx) => {
    for (const township of tx.townships) {
      await noteAudit(tx, { township, event: 'open', subject: ledger.id, detail: reason })
    }
  })
  await kept(store, async (tx) => {
    const own = (await sessionsOf(tx, actor.id)).find((one) => shortOf(one) === session)
    if (!own) throw new Error('asked from a session that is not there')
    await setOpened(tx, own.digest, [...new Set([...own.opened, ledger.id])])
  })
}

/** Ends those of the actor's own sessions of which `which` is true. Returns how many. */
export async function endSessions(store: Store, actor: Actor, which: (id: string) => boolean): Promise<number> {
  return kept(store, async (tx) => {
    const ended = (await sessionsOf(tx, actor.id)).filter((session) => which(shortOf(session)))
    for (const { digest } of ended) await takeSession(tx, digest, 'session')
    if (ended.length > 0) {
      const detail = `结束 ${ended.length} 处登录`
      await noteAudit({ ...tx, actor }, { township: '', event: 'sign_out', subject: actor.id, detail })
    }
    return ended.length
  })
}

export async function signOut(store: Store, token: string): Promise<void> {
  await kept(store, async (tx) => {
    const session = await takeSession(tx, digestOf(token), 'session')
    if (session) await noteAudit(tx, { township: '', event: 'sign_out', subject: session.account })
  })
}

async function openSession(tx: Scoped, account: Account, address: string): Promise<SignedIn> {
  const { token, digest } = newToken()
  const now = tx.store.clock()
  await dropExpired(tx, now)
  await addSession(tx, {
    digest,
    account: account.id,
    kind: 'session',
    address,
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

async function managed(tx: Scoped, actor: Actor, id: string): Promise<Account> {
  const account = await accountBy(tx, 'id', id)
  if (!account) throw noSuchAccount()
  mayManage(actor, account.areas)
  return account
}

/** Whoever shuts themselves out may be the last who could let anybody in. */
function notOwn(actor: Actor, id: string, what: string): void {
  if (actor.id === id) {
    refuse('account.own', `不能${what}。`, { remedy: '请由另一位管理员来做；没有别的管理员，请先新建一位。' })
  }
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
  return scoped(store, keeper, work, { door: true })
}
