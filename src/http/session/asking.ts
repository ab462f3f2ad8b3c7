/** Who asks, and from where. */
// For the type of request.cookies.
import type {} from '@fastify/cookie'
import type { FastifyRequest } from 'fastify'
import { type Here, whoIs } from '#access/accounts.ts'
import type { Settings } from '#http/route.ts'
import { refuse } from '#problem.ts'
import type { Store } from '#store/store.ts'

/** Over https the prefix ties the cookie to this very site. */
export const cookieName = ({ secure }: Settings): string => (secure ? '__Host-shouwang' : 'shouwang')

export const cookieOptions = ({ secure }: Settings) =>
  ({ path: '/', httpOnly: true, sameSite: 'strict', secure }) as const

/** Who asks; throws a Refusal where nobody is signed in. */
export async function whoAsks(store: Store, settings: Settings, request: FastifyRequest): Promise<Here> {
  const token = request.cookies[cookieName(settings)]
  const here = token === undefined ? undefined : await whoIs(store, token)
  return here ?? refuse('access.not_signed_in', '您还没有登录，或登录已经过期。', { remedy: '请重新登录。' })
}

/** Of IPv6 the half that belongs to one household or office: whoever has it has all addresses under it. */
export function cameFrom({ ip }: Pick<FastifyRequest, 'ip'>): string {
  const four = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (four !== undefined) return four
  const [head = '', tail] = (ip.split('%')[0] ?? '').split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after.length)
  const all = [...groups, ...Array<string>(zeros).fill('0'), ...after]
  return ip === '::1' ? '127.0.0.1' : `${all.slice(0, 4).join(':')}::/64`
}
