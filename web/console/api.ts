/** Asking the server. Failures come back as a `Trouble` that a page can show in words. */
import type { ProblemShape } from '#http/answers.ts'

/** What went wrong, in words, and what to do next. */
export class Trouble extends Error {
  readonly status: number
  readonly title: string
  readonly remedy: string | undefined
  /** Field label → what is wrong with it. */
  readonly places: { where: string; message: string; remedy?: string }[]

  constructor(problem: Pick<ProblemShape, 'status' | 'title' | 'detail' | 'remedy'> & Partial<ProblemShape>) {
    super(problem.detail)
    this.name = 'Trouble'
    this.status = problem.status
    this.title = problem.title
    this.remedy = problem.remedy
    this.places = (problem.problems ?? []).flatMap(({ where, message, remedy }) =>
      where === undefined ? [] : [{ where, message, ...(remedy !== undefined && { remedy }) }],
    )
  }
}

const unreachable = new Trouble({
  status: 0,
  title: '连不上系统',
  detail: '没有连上守望系统，刚才的操作没有完成。',
  remedy: '请看看系统是不是还开着、网线是不是松了，然后再试。',
})

let whenSignedOut: () => void = () => {}

/** What to do when the session has ended. */
export function onSignedOut(work: () => void): void {
  whenSignedOut = work
}

type Query = Record<string, string | number | undefined>

/** `/api` + path with what of the query is set. */
export function address(path: string, query: Query = {}): string {
  const set = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return `/api/${path}${set.length > 0 ? `?${new URLSearchParams(set)}` : ''}`
}

export async function get<T>(path: string, query: Query = {}): Promise<T> {
  return (await ask(address(path, query), {})).json()
}

export async function send<T>(method: 'POST' | 'PUT', path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const headers = { 'content-type': 'application/json' }
  const response = await ask(address(path), { method, headers, body: JSON.stringify(body), ...(signal && { signal }) })
  return response.json()
}

const filed = (file: Blob): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/octet-stream' },
  body: file,
})

/** Sends a file as it is. */
export async function sendFile<T>(path: string, query: Query, file: Blob, signal: AbortSignal): Promise<T> {
  return (await ask(address(path, query), { ...filed(file), signal })).json()
}

/** Fetches a file, made from `from` where that is given, and hands it to the browser to be saved. */
export async function download(path: string, query: Query, signal: AbortSignal, from?: Blob): Promise<void> {
  const response = await ask(address(path, query), { ...(from && filed(from)), signal })
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'download'
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = decodeURIComponent(name)
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

async function ask(url: string, options: RequestInit): Promise<Response> {
  const response = await fetch(url, options).catch((error: Error) => {
    throw error.name === 'AbortError' ? error : unreachable
  })
  if (response.ok) return response
  const problem = (await response.json().catch(() => undefined)) as ProblemShape | undefined
  if (response.status === 401 && !url.startsWith('/api/sign-in')) whenSignedOut()
  throw problem?.detail === undefined ? unreachable : new Trouble(problem)
}
