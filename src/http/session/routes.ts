/** Signing in and out, and who is signed in. */
// For the types of request.cookies and reply.setCookie.
import type {} from '@fastify/cookie'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { changePassword, endSessions, ownSessions, signIn, signInByLink, signOut } from '#access/accounts.ts'
import { permit, type Verb } from '#access/permit.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { places } from '#http/places.ts'
import { openRoute, route, type Settings } from '#http/route.ts'
import { nothing } from '#http/shapes/act.ts'
import { levelOf } from '#kinds/area.ts'
import { moments } from '#measure/asking.ts'
import type { Actor } from '#store/actor.ts'
import type { Moment } from '#store/moment.ts'
import { rowsOf } from '#store/read/list.ts'
import { type Store, scoped } from '#store/store.ts'
import type { Me } from './answers.ts'
import * as answers from './answers.ts'
import { cookieName, cookieOptions } from './asking.ts'

/** What pages show a button for. */
const offered: readonly Verb[] = [
  'record',
  'correct',
  'void',
  'import',
  'issue',
  'judge',
  'reveal',
  'export',
  'decide',
  'areas',
  'audit',
  'accounts',
]

export const sessionRoutes = [
  openRoute(
    'POST /api/sign-in',
    {
      says: '登录：用一次性链接里的令牌，或用账号和密码。',
      body: z.union([
        z.strictObject({ token: z.string().min(1).max(200) }),
        z.strictObject({ login: z.string().trim().min(1).max(60), password: z.string().min(1).max(200) }),
      ]),
      answer: nothing,
    },
    async ({ store, settings, body, reply, address }) => {
      const { token } =
        'token' in body
          ? await signInByLink(store, body.token, address)
          : await signIn(store, body.login, body.password, address)
      setCookie(reply, settings, token)
      return {}
    },
  ),

  route(
    'POST /api/sign-out',
    undefined,
    { says: '退出登录。', answer: nothing, beforeOwnPassword: true },
    async ({ store, settings, request, reply }) => {
      await signOut(store, request.cookies[cookieName(settings)]!)
      reply.clearCookie(cookieName(settings), cookieOptions(settings)).header('clear-site-data', '"cache", "storage"')
      return {}
    },
  ),

  route(
    'GET /api/me',
    undefined,
    { says: '登录的人：姓名、负责的地区、可以做的事。', answer: answers.me, beforeOwnPassword: true },
    async ({ store, settings, here: { passwordGiven } }, actor) => {
      const { all, name } = await places(store, actor)
      const townships = all.filter((place) => levelOf(place.code) === 'township')
      const several = townships.length > 1
      const report = store.catalog.reports.get(settings.report)
      return {
        id: actor.id,
        name: actor.name,
        role: actor.role,
        areas: actor.areas.map(name),
        choices: several ? townships : all.filter((place) => levelOf(place.code) === 'village'),
        home: several ? townships[0]!.code : null,
        report: { id: settings.report, title: report?.title ?? '' },
        year: settings.year ?? (await yearToShow(store, actor)),
        may: offered.filter((verb) => permit(actor, verb) === undefined),
        passwordGiven,
        next: permit(actor, 'import') === undefined ? await nextOf(store, actor) : null,
        empty: all.length === 0,
      }
    },
  ),

  route(
    'POST /api/password',
    undefined,
    {
      says: '换自己的密码；别处的登录都随即退出，这里接着用。',
      body: z.strictObject({ old: z.string().max(200).optional(), new: z.string().min(1).max(400) }),
      answer: nothing,
      beforeOwnPassword: true,
    },
    async ({ store, settings, body, reply, address }, actor) => {
      const { old, new: chosen } = body
      const given = { new: chosen, ...(old !== undefined && { old }) }
      const signedIn = await changePassword(store, actor, actor.id, given, address)
      if (signedIn) setCookie(reply, settings, signedIn.token)
      return {}
    },
  ),

  route(
    'GET /api/sessions',
    undefined,
    { says: '自己的账号现在在哪里登录着，最近用过的在前。', answer: answers.sessions },
    async ({ store, here }, actor) => {
      const sessions = await ownSessions(store, actor)
      return { sessions: sessions.map((session) => ({ ...session, here: session.id === here.session })) }
    },
  ),

  route(
    'POST /api/sessions/end',
    undefined,
    {
      says: '结束自己账号的一处登录；不写哪一处，就是这里以外的全部。',
      body: z.strictObject({ session: z.string().max(40).optional() }),
      answer: answers.ended,
    },
    async ({ store, here, body: { session } }, actor) => ({
      ended: await endSessions(store, actor, (id) => (session === undefined ? id !== here.session : id === session)),
    }),
  ),
]

function setCookie(reply: FastifyReply, settings: Settings, token: string): void {
  reply.setCookie(cookieName(settings), token, cookieOptions(settings))
}

/** Where people are counted by family, families come first, and a roster brings them together with their people. */
async function nextOf(store: Store, actor: Actor): Promise<Me['next']> {
  const [join] = store.catalog.joins
  if (!join) return null
  const { items } = await scoped(store, actor, (tx) => rowsOf(tx, join.toLedger, { limit: 1 }), { readOnly: true })
  const [roster, first] = [join.ledger, join.toLedger].map((id) => store.catalog.ledgers.get(id)!)
  return items.length > 0 ? null : { roster: titled(roster!), first: titled(first!) }
}

const titled = ({ id, title }: LedgerDefinition) => ({ id, title })

/**
 * The year that is being summed up: the last one from December on, before that the one before. Books that were left earlier are
 * shown where they were left.
 */
async function yearToShow(store: Store, actor: Actor): Promise<number> {
  const heads = Object.values(await scoped(store, actor, moments, { readOnly: true }))
  const left = Math.max(...heads)
  return Math.min(yearAt(store.clock()), Number.isFinite(left) ? yearAt(left) : Number.POSITIVE_INFINITY)
}

function yearAt(moment: Moment): number {
  const day = new Date(moment / 1000 + 8 * 3600_000)
  return day.getUTCFullYear() - (day.getUTCMonth() === 11 ? 0 : 1)
}
