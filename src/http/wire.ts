/** What travels between the console and the server: types of the routes. Nothing of it is left when the program runs. */
import type { z } from 'zod'
import type { FileRoute, None, Route } from './route.ts'
import type { routes } from './routes.ts'

type Listed = (typeof routes)[number]
type RouteAt<K> = Extract<Listed, { at: K }>

/** Every address that answers with JSON, such as `GET /api/rows/:id`. */
export type JsonAt = Exclude<Listed, FileRoute>['at']
/** Every address that answers with a file. */
export type FileAt = Extract<Listed, FileRoute>['at']

/** What is answered there. */
export type Answer<K extends JsonAt> = z.output<NonNullable<RouteAt<K>['answer']>>

/** What has to be sent there: params, query and body as far as the route takes them. */
export type Given<K extends JsonAt | FileAt> = GivenTo<RouteAt<K>> & {
  signal?: AbortSignal
  /** Told how many bytes of a file have come. */
  received?: (bytes: number) => void
}

type GivenTo<R extends Route> = Part<'params', R['params']> & Part<'query', R['query']> & Part<'body', R['body']>

type Part<Name extends string, S extends z.ZodType | undefined> =
  None extends NonNullable<S>
    ? unknown
    : object extends Input<S>
      ? { [_ in Name]?: Input<S> }
      : { [_ in Name]: Input<S> }

/** A file is sent as the browser holds it. */
type Input<S> = z.input<NonNullable<S>> extends Uint8Array ? Blob : z.input<NonNullable<S>>
