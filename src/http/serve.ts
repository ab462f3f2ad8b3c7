/** The server: headers, sessions and limits around the routes, and the pages beside them. */
import { join } from 'node:path'
import { Readable } from 'node:stream'
import cookie from '@fastify/cookie'
import serveFiles from '@fastify/static'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Here } from '#access/accounts.ts'
import { permit } from '#access/permit.ts'
import { noteDone } from '#access/trail.ts'
import { namer } from '#define/namer.ts'
import { healthPath } from '#http/health/routes.ts'
import { cameFrom, whoAsks } from '#http/session/asking.ts'
import { type Namer, problem, Refusal, refuse } from '#problem.ts'
import { perText } from '#proofread/thread.ts'
import type { Actor } from '#store/actor.ts'
import { forAsker } from '#store/engine/asker.ts'
import type { Store } from '#store/store.ts'
import type { Allowed } from '#thread.ts'
import { openapi } from './openapi.ts'
import { attemptIn, failureReply, problemReply } from './reply.ts'
import type { Download, Route, Settings } from './route.ts'
import { routes } from './routes.ts'

export interface ServeOptions {
  /** 0: any that is free. */
  port: number
  /** Default 127.0.0.1: reached from this machine only. */
  host?: string
  /** Folder of the built pages. */
  web: string
  /** Id of the report that the first page shows, and its year where it is not the last full one. */
  report: string
  year?: number
  /** The outside address when the site stands behind a proxy, such as https://shouwang.example.gov.cn. */
  origin?: string
  /** Time and memory for proofreading one text; default 20 s and 512 MB. */
  proofreading?: Allowed
}

export interface Served {
  /** Address to open in a browser, without a slash at the end. */
  url: string
  close(): Promise<void>
}

const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const headers = {
  'content-security-policy': contentPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
}

/** Starts answering. Throws a Refusal where the port is taken. */
export async function serve(store: Store, options: ServeOptions): Promise<Served> {
  const app = await build(store, options)
  const { port, host = '127.0.0.1' } = options
  try {
    return { url: withoutSlash(await app.listen({ port, host })), close: () => app.close() }
  } catch (error) {
    await app.close()
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') {
      refuse('serve.port_taken', `端口 ${port} 已被别的程序占用。`, {
        remedy: '请关掉那个程序，或换一个端口启动：--port 8081。',
      })
    }
    if (code === 'EACCES') {
      refuse('serve.port_forbidden', `系统不允许使用端口 ${port}。`, { remedy: '请换一个 1024 以上的端口。' })
    }
    throw error
  }
}

const withoutSlash = (url: string): string => url.replace(/\/$/, '')

/** The server without a port, for tests that ask it directly. */
export async function build(store: Store, options: ServeOptions): Promise<FastifyInstance> {
  const settings: Settings = {
    report: options.report,
    ...(options.year !== undefined && { year: options.year }),
    secure: options.origin?.startsWith('https:') ?? false,
    proofreading: options.proofreading ?? perText,
  }
  const fail = failing(namer(store.catalog))
  const app = fastify({
    connectionTimeout: 30_000,
    requestTimeout: 60_000,
    handlerTimeout: 30_000,
    maxRequestsPerSocket: 1000,
    bodyLimit: 256 * 1024,
    // Behind a proxy every request comes from the proxy, which says last in the line where it had it from.
    trustProxy: (_, hop) => options.origin !== undefined && hop === 0,
    logger: { level: 'error', redact: ['req.headers.cookie'] },
    frameworkErrors: (error, request, reply) => fail(error, request, reply as FastifyReply),
  })
  // It is taken by default, and would be read as if it were JSON.
  app.removeContentTypeParser('text/plain')
  await app.register(cookie)
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers)
    if (settings.secure) reply.header('strict-transport-security', 'max-age=31536000')
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
    // What keeps the program running asks it by its own address, not by the site's.
    if (request.url !== healthPath) checkHost(request, options)
    if (request.method !== 'GET' && request.method !== 'HEAD') checkOrigin(request, options)
  })
  app.setErrorHandler(fail)
  for (const route of routes) if (route.upload === undefined) register(app, store, settings, route)
  await app.register(async (uploads) => {
    uploads.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer' },
      async (_: unknown, body: Buffer) => body,
    )
    for (const route of routes) if (route.upload !== undefined) register(uploads, store, settings, route)
  })
  const description = openapi(store.catalog, routes)
  app.get('/api/openapi.json', async (request, reply) => {
    await forAsker({ signal: whileWaitedFor(reply), long: false }, () => whoAsks(store, settings, request))
    return description
  })
  await servePages(app, options.web)
  return app
}

function register(app: FastifyInstance, store: Store, settings: Settings, route: Route): void {
  const asking = async (request: FastifyRequest): Promise<Here | undefined> => {
    if (route.open) return undefined
    const here = await whoAsks(store, settings, request)
    if (here.passwordGiven && !route.beforeOwnPassword) {
      refuse('account.password_given', '现在的密码是别人设的，请先换成自己的。', {
        remedy: '请打开“我的账号”设一个新密码。',
      })
    }
    if (route.verb) await noting(request, here, async () => checkPermit(here.actor, route.verb!))
    return here
  }
  const largest = route.upload ?? route.largest
  /** Who tries what they may not is noted before they are told. */
  const noting = <T>(request: FastifyRequest, { actor }: Here, work: () => Promise<T>): Promise<T> =>
    work().catch(async (error: unknown) => {
      const tried = attemptIn(error)
      const path = request.url.split('?')[0]!.slice(0, 200)
      if (tried) await noteDone(store, actor, 'refused', `${request.method} ${path}`, tried.message)
      throw error
    })
  app.route({
    method: route.method,
    url: route.path,
    // A large file is not even taken in from somebody who may not send it.
    ...(largest !== undefined && {
      bodyLimit: largest,
      onRequest: async (request, reply) =>
        void (await forAsker({ signal: whileWaitedFor(reply), long: false }, () => asking(request))),
    }),
    ...(route.timeout !== undefined && { handlerTimeout: route.timeout }),
    async handler(request, reply) {
      // Otherwise a connection on which nothing moves while a file is made is closed as idle. Asked without a port there is none.
      if (route.timeout !== undefined) request.raw.socket.setTimeout?.(route.timeout)
      const signal = whileWaitedFor(reply)
      // Who asks is settled before what was sent is looked at.
      const here = await forAsker({ signal, long: false }, () => asking(request))
      const around = { store, settings, request, reply, address: cameFrom(request), signal }
      const sent = { params: request.params, query: request.query, body: request.body }
      if (route.open) return forAsker({ signal, long: false }, () => route.work(around, sent))
      const long = route.verb === 'figures' || route.verb === 'export'
      return forAsker({ signal, long }, () =>
        noting(request, here!, async () =>
          route.file === undefined
            ? route.work(around, sent, here!)
            : sendFile(reply, route.file, await route.work(around, sent, here!)),
        ),
      )
    },
  })
}

/** Not `request.signal`: that one aborts as soon as the body has been read. */
function whileWaitedFor({ raw }: FastifyReply): AbortSignal {
  const waiting = new AbortController()
  raw.once('close', () => waiting.abort(new Refusal(problem('request.left', '没有人再等这个答复，已经停下。'))))
  return waiting.signal
}

function checkPermit(actor: Actor, verb: Parameters<typeof permit>[1]): void {
  const refused = permit(actor, verb)
  if (refused) throw new Refusal(refused)
}

function sendFile(reply: FastifyReply, type: string, { bytes, name }: Download): FastifyReply {
  return reply
    .type(type)
    .header('content-disposition', `attachment; filename="download"; filename*=UTF-8''${encodeURIComponent(name)}`)
    .send(
      bytes instanceof Uint8Array
        ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
        : Readable.from(bytes),
    )
}

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/** Reached from this machine only, it answers to this machine's names only: another site's name may be made to point here. */
function checkHost(
  { headers: { host = '' } }: FastifyRequest,
  { host: bound = '127.0.0.1', origin }: ServeOptions,
): void {
  if (origin !== undefined ? host === new URL(origin).host : !loopback.test(bound) || loopback.test(host)) return
  refuse('request.host', '这个网址不是本系统的地址。', { remedy: '请用系统启动时显示的网址打开。' })
}

/** A page of another site must not make changes with somebody's session. */
function checkOrigin({ headers: { host, origin } }: FastifyRequest, options: ServeOptions): void {
  const own = options.origin ?? `http://${host}`
  if (origin === own) return
  refuse('request.origin', '这个请求不是从本系统的页面发出的。', { remedy: '请在本系统的页面里操作。' })
}

const failing = (called: Namer) => async (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
  const { bodyLimit: limit, url: route } = request.routeOptions ?? {}
  const { reply: body, unexpected } = failureReply(error, { limit, called })
  if (unexpected) request.log.error({ err: error, reference: body.reference, route })
  const retryAfter = Math.max(...body.problems.map((p) => p.retryAfter ?? 0))
  if (retryAfter > 0) reply.header('retry-after', retryAfter)
  await reply
    .headers(headers)
    .status(body.status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(body))
}

async function servePages(app: FastifyInstance, web: string): Promise<void> {
  await app.register(serveFiles, {
    root: web,
    wildcard: true,
    cacheControl: false,
    index: 'index.html',
    setHeaders(reply, path) {
      const lasting = path.startsWith(join(web, 'assets'))
      reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.setNotFoundHandler(async (request, reply) => {
    const page = request.method === 'GET' && !/^\/(api|assets)\//.test(request.url)
    if (page) return reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false })
    const body = problemReply([problem('request.nothing_here', '没有这个地址。', { remedy: '请从首页重新打开。' })])
    return reply.status(404).type('application/problem+json; charset=utf-8').send(JSON.stringify(body))
  })
}
