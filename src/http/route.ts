/** One route as data: what it is called, who may ask, what comes in, what goes out. The server, the OpenAPI page and the console's types read the same list. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Here } from '#access/accounts.ts'
import type { Verb } from '#access/permit.ts'
import type { Actor } from '#store/actor.ts'
import type { Store } from '#store/store.ts'
import type { Allowed } from '#thread.ts'
import { read } from './reply.ts'
import { checkText } from './text.ts'

export type { Verb }

/** What the server was started with, as far as routes ask. */
export interface Settings {
  /** Id of the report that the first page shows. */
  report: string
  /** The year it first shows; default: the last full one. */
  year?: number
  /** The site is reached by https only: cookies say so. */
  secure: boolean
  /** Time and memory for proofreading one text. */
  proofreading: Allowed
}

/** What stands around a request. */
export interface Around {
  store: Store
  settings: Settings
  request: FastifyRequest
  reply: FastifyReply
  /** Where the request came from. */
  address: string
  /** Aborts, with a Refusal, when nobody waits for the reply any longer. */
  signal: AbortSignal
}

/** What came in, as it came. */
export interface Sent {
  params: unknown
  query: unknown
  body: unknown
}

export interface Call<P, Q, B> extends Around {
  params: P
  query: Q
  body: B
}

/** Of whoever is signed in. */
interface ClosedCall<P, Q, B> extends Call<P, Q, B> {
  here: Here
}

/** A file to be downloaded. */
export interface Download {
  /** Whole, or piece by piece while it is made. */
  bytes: Uint8Array | AsyncIterable<Uint8Array>
  name: string
}

type Schema = z.ZodType

/** What is taken in where nothing is. */
const none = z.object({})
export type None = typeof none

export type Method = 'GET' | 'POST' | 'PUT'

/** Method and path, with `:name` for what stands in `params`. */
export type At = `${Method} /api/${string}`

/** Takes `P`, `Q` and `B` as parameters, query and body. */
interface Taking<P extends Schema, Q extends Schema, B extends Schema> {
  /** What it does, in one sentence for the API's page. */
  says: string
  params?: P
  query?: Q
  body?: B
  /** Size in bytes of the largest file that is sent as the body; undefined where the body is JSON. */
  upload?: number
  /** Size in bytes of the largest JSON that is sent; the server's own limit where it is undefined. */
  largest?: number
  /** Longest time to work on it, in milliseconds. */
  timeout?: number
  /** Answers also who still has to change a password that somebody else gave them. */
  beforeOwnPassword?: true
}

interface Base<K extends At, P extends Schema, Q extends Schema, B extends Schema> extends Taking<P, Q, B> {
  at: K
  method: Method
  path: string
}

/** Asked by nobody in particular. */
export interface OpenRoute<
  K extends At = At,
  P extends Schema = Schema,
  Q extends Schema = Schema,
  B extends Schema = Schema,
  A extends Schema = Schema,
> extends Base<K, P, Q, B> {
  open: true
  /** Of the 200 reply. */
  answer: A
  file?: undefined
  work(around: Around, sent: Sent): Promise<unknown>
}

interface Closed {
  open: false
  /** Whoever is signed in and has it may ask; undefined: anybody who is signed in. */
  verb: Verb | undefined
}

export interface JsonRoute<
  K extends At = At,
  P extends Schema = Schema,
  Q extends Schema = Schema,
  B extends Schema = Schema,
  A extends Schema = Schema,
> extends Base<K, P, Q, B>,
    Closed {
  answer: A
  file?: undefined
  work(around: Around, sent: Sent, here: Here): Promise<unknown>
}

export interface FileRoute<
  K extends At = At,
  P extends Schema = Schema,
  Q extends Schema = Schema,
  B extends Schema = Schema,
> extends Base<K, P, Q, B>,
    Closed {
  answer?: undefined
  /** Type of the file that is sent. */
  file: string
  work(around: Around, sent: Sent, here: Here): Promise<Download>
}

export type Route = OpenRoute | JsonRoute | FileRoute

/** A route for whoever is signed in and has the verb (undefined: anybody who is signed in). */
export function route<
  K extends At,
  A extends Schema,
  P extends Schema = None,
  Q extends Schema = None,
  B extends Schema = None,
>(
  at: K,
  verb: Verb | undefined,
  given: Taking<P, Q, B> & { answer: A },
  handle: (call: ClosedCall<z.output<P>, z.output<Q>, z.output<B>>, actor: Actor) => Promise<z.input<A>>,
): JsonRoute<K, P, Q, B, A> {
  const work = async (around: Around, sent: Sent, here: Here) =>
    given.answer.parse(await handle({ ...around, ...readAll(given, sent), here }, here.actor))
  return { at, ...methodAndPath(at), open: false, verb, ...given, work }
}

/** A route that answers with a file of type `file`. */
export function fileRoute<K extends At, P extends Schema = None, Q extends Schema = None, B extends Schema = None>(
  at: K,
  verb: Verb | undefined,
  given: Taking<P, Q, B> & { file: string },
  handle: (call: ClosedCall<z.output<P>, z.output<Q>, z.output<B>>, actor: Actor) => Promise<Download>,
): FileRoute<K, P, Q, B> {
  const work = (around: Around, sent: Sent, here: Here) =>
    handle({ ...around, ...readAll(given, sent), here }, here.actor)
  return { at, ...methodAndPath(at), open: false, verb, ...given, work }
}

/** A route for which nobody has to be signed in. */
export function openRoute<
  K extends At,
  A extends Schema,
  P extends Schema = None,
  Q extends Schema = None,
  B extends Schema = None,
>(
  at: K,
  given: Taking<P, Q, B> & { answer: A },
  handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.input<A>>,
): OpenRoute<K, P, Q, B, A> {
  const work = async (around: Around, sent: Sent) =>
    given.answer.parse(await handle({ ...around, ...readAll(given, sent) }))
  return { at, ...methodAndPath(at), open: true, ...given, work }
}

function methodAndPath(at: At): { method: Method; path: string } {
  const [method, path] = at.split(' ') as [Method, string]
  return { method, path }
}

/** Reads what came in; throws a Refusal with one problem for each fault. */
function readAll<P extends Schema, Q extends Schema, B extends Schema>(takes: Taking<P, Q, B>, sent: Sent) {
  for (const part of ['params', 'query', 'body'] as const) if (takes[part]) checkText(sent[part])
  return {
    params: readPart(takes.params, sent.params),
    query: readPart(takes.query, sent.query),
    body: readPart(takes.body, sent.body ?? {}),
  }
}

// Where a route names no schema, S is None, of which `{}` is the one value.
const readPart = <S extends Schema>(schema: S | undefined, sent: unknown): z.output<S> =>
  schema ? read(schema, sent) : ({} as z.output<S>)
