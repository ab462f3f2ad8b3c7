/** Asking the server. Failures come back as a `Trouble` that a page can show in words. */
import type { ProblemShape } from '#http/shapes/problem.ts'
import type { Answer, FileAt, Given, JsonAt } from '#http/wire.ts'

/** What went wrong, in words, and what to do next. */
export class Trouble extends Error {
  readonly status: number
  readonly title: string
  readonly remedy: string | undefined
  /** Nothing is wrong: it was kept back because it is doubtful, and goes in where whoever asks is sure. */
  readonly doubtful: boolean
  /** What was given wrong, by its field (also behind its ledger: `person.name`) or its entry of the form: what is wrong with it, and what to do. */
  readonly given: ReadonlyMap<string, string>
  /** Each fault, where there are several or they have a place. */
  readonly problems: NonNullable<ProblemShape['problems']>

  constructor(problem: Pick<ProblemShape, 'status' | 'title' | 'detail' | 'remedy'> & Partial<ProblemShape>) {
    super(problem.detail)
    this.name = 'Trouble'
    this.status = problem.status
    this.title = problem.title
    this.remedy = problem.remedy
    this.problems = problem.problems ?? []
    this.doubtful = this.problems.length > 0 && this.problems.every((one) => one.doubt)
    this.given = new Map(
      this.problems.flatMap(({ at, message, remedy = '' }) => {
        const told = `${message}${remedy}`
        const given = at?.field ?? at?.input
        if (given === undefined) return []
        return [
          [given, told] as const,
          ...(at?.ledger && at.field ? [[`${at.ledger}.${at.field}`, told] as const] : []),
        ]
      }),
    )
  }
}

const unreachable = new Trouble({
  status: 0,
  title: '连不上系统',
  detail: '没有连上守望系统，刚才的操作没有完成。',
  remedy: '请看看系统是不是还开着、网线是不是松了，然后再试。',
})

const cutShort = new Trouble({
  status: 0,
  title: '文件没有收全',
  detail: '文件传到一半断了，没有保存。',
  remedy: '请再试一次。',
})

let whenSignedOut: () => void = () => {}

/** What to do when the session has ended. */
export function onSignedOut(work: () => void): void {
  whenSignedOut = work
}

type Args<K extends JsonAt | FileAt> = object extends Given<K> ? [given?: Given<K>] : [given: Given<K>]

/** What a request is made of, whatever its address. */
interface Sent {
  params?: Record<string, string>
  query?: Record<string, string | number | undefined>
  body?: unknown
  signal?: AbortSignal
  received?: (bytes: number) => void
}

/** Asks the server: `ask('GET /api/rows/:id', { params: { id } })`. */
export function ask<K extends JsonAt>(at: K, ...given: Args<K>): Promise<Answer<K>>
export async function ask(at: string, given: Sent = {}): Promise<unknown> {
  return (await reply(at, given)).json()
}

/** Fetches a file and hands it to the browser to be saved; `signal` of what was given stops it also half-way. */
export function download<K extends FileAt>(at: K, ...given: Args<K>): Promise<void>
export async function download(at: string, given: Sent = {}): Promise<void> {
  const response = await reply(at, given)
  const blob = await whole(response, given.received).catch((error: Error) => {
    throw error.name === 'AbortError' ? error : cutShort
  })
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'download'
  saveFile(blob, decodeURIComponent(name))
}

async function whole(response: Response, received: (bytes: number) => void = () => {}): Promise<Blob> {
  const reader = response.body!.getReader()
  const pieces: BlobPart[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return new Blob(pieces)
    pieces.push(value)
    size += value.length
    received(size)
  }
}

/** Hands a file to the browser to be saved. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

async function reply(at: string, { params = {}, query = {}, body, signal }: Sent): Promise<Response> {
  const [method, path = ''] = at.split(' ')
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const set = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  const url = set.length > 0 ? `${filled}?${new URLSearchParams(set)}` : filled
  const response = await fetch(url, { method, ...(signal && { signal }), ...sending(method, body) }).catch(
    (error: Error) => {
      throw error.name === 'AbortError' ? error : unreachable
    },
  )
  if (response.ok) return response
  const problem = (await response.json().catch(() => undefined)) as ProblemShape | undefined
  if (response.status === 401 && path !== '/api/sign-in') whenSignedOut()
  throw problem?.detail === undefined ? unreachable : new Trouble(problem)
}

function sending(method: string | undefined, body: unknown): RequestInit {
  if (method === 'GET') return {}
  if (body instanceof Blob) return { headers: { 'content-type': 'application/octet-stream' }, body }
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) }
}
