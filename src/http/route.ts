/** One route as data: what it is called, who may ask, what comes in, what goes out. The server and the OpenAPI page read the same list. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Verb } from '#access/permit.ts'
import type { Actor } from '#store/actor.ts'
import type { Store } from '#store/store.ts'
import type { Allowed } from '#thread.ts'

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

export interface Call<P, Q, B> {
  store: Store
  settings: Settings
  params: P
  query: Q
  body: B
  request: FastifyRequest
  reply: FastifyReply
  /** Aborts, with a Refusal, when nobody waits for the reply any longer. */
  signal: AbortSignal
}

/** A file to be downloaded. */
export interface Download {
  bytes: Uint8Array
  name: string
  type: string
}

interface Common {
  method: 'GET' | 'POST' | 'PUT'
  /** Under /api, with `:name` for what stands in `params`. */
  path: string
  /** What it does, in one sentence for the API's page. */
  says: string
  params: z.ZodType | undefined
  query: z.ZodType | undefined
  body: z.ZodType | undefined
  /** Size in bytes of the largest file that is sent as the body; undefined where the body is JSON. */
  upload: number | undefined
  /** Of the 200 reply; undefined where a file is sent. */
  answer: z.ZodType | undefined
  /** Type of the file that is sent. */
  file: string | undefined
  /** Longest time to work on it, in milliseconds. */
  timeout: number | undefined
}

/** Open routes are asked by nobody in particular; all others by an actor who has the verb. */
export type Route = Common &
  (
    | { open: true; handle: (call: Call<never, never, never>) => Promise<unknown> }
    | {
        open: false
        verb: Verb | undefined
        handle: (call: Call<never, never, never>, actor: Actor) => Promise<unknown>
      }
  )

type Of<S, Empty = Record<string, never>> = S extends z.ZodType ? z.infer<S> : Empty

interface Given<P, Q, B, A> {
  says: string
  params?: P
  query?: Q
  body?: B
  upload?: number
  answer?: A
  file?: string
  timeout?: number
}

type Answered<A> = A extends z.ZodType ? z.input<A> : Download

/** A route for whoever is signed in and has the verb (undefined: anybody who is signed in). */
export function route<P, Q, B, A>(
  method: Common['method'],
  path: string,
  verb: Verb | undefined,
  given: Given<P, Q, B, A>,
  handle: (call: Call<Of<P>, Of<Q>, Of<B>>, actor: Actor) => Promise<Answered<A>>,
): Route {
  return { ...common(method, path, given), open: false, verb, handle: handle as never }
}

/** A route for which nobody has to be signed in. */
export function openRoute<P, Q, B, A>(
  method: Common['method'],
  path: string,
  given: Given<P, Q, B, A>,
  handle: (call: Call<Of<P>, Of<Q>, Of<B>>) => Promise<Answered<A>>,
): Route {
  return { ...common(method, path, given), open: true, handle: handle as never }
}

function common<P, Q, B, A>(method: Common['method'], path: string, given: Given<P, Q, B, A>): Common {
  return {
    method,
    path,
    says: given.says,
    params: given.params as z.ZodType | undefined,
    query: given.query as z.ZodType | undefined,
    body: given.body as z.ZodType | undefined,
    upload: given.upload,
    answer: given.answer as z.ZodType | undefined,
    file: given.file,
    timeout: given.timeout,
  }
}
