/** What the server does not know does not compile: checked by vue-tsc, which knows no error there means a fault here. */
import { afterEach, expect, test, vi } from 'vitest'
import { ask, download, Trouble } from '#web/parts/api.ts'

afterEach(() => vi.unstubAllGlobals())

/** Never called: it is only to be compiled. */
export async function compiled(signal: AbortSignal) {
  const detail = await ask('GET /api/rows/:id', { params: { id: 'x' } })
  detail.history satisfies { reason: string | null }[]
  // @ts-expect-error a field that is not sent
  detail.histroy
  // @ts-expect-error there is no such act
  detail.history.some((entry) => entry.kind === 'recrod')
  const me = await ask('GET /api/me')
  // @ts-expect-error there is no such verb
  me.may.includes('isue')
  // @ts-expect-error an address that does not exist
  await ask('GET /api/row/:id', { params: { id: 'x' } })
  // @ts-expect-error nothing is written there by PUT
  await ask('PUT /api/rows/:id', { params: { id: 'x' } })
  // @ts-expect-error which row is not said
  await ask('GET /api/rows/:id')
  // @ts-expect-error a parameter that the path does not have
  await ask('GET /api/rows/:id', { params: { id: 'x', village: 'y' } })
  // @ts-expect-error the year is missing
  await ask('GET /api/figures', { query: {} })
  // @ts-expect-error a question that is not asked there
  await ask('GET /api/figures', { query: { year: 2025, month: 3 } })
  // @ts-expect-error figures are not given by town
  await ask('GET /api/figures', { query: { year: 2025, by: 'town' } })
  // @ts-expect-error the reason is missing
  await ask('POST /api/rows/:id/void', { params: { id: 'x' }, body: { act: 'y' } })
  // @ts-expect-error a figure is asked with nothing sent
  await ask('GET /api/figures/:id', { params: { id: 'x' }, query: { year: 2025 }, body: {} })
  // @ts-expect-error a file is saved, not read
  await ask('GET /api/reports/:id/word', { params: { id: 'x' }, query: { year: 2025 } })
  // @ts-expect-error no file is there
  await download('GET /api/rows/:id', { params: { id: 'x' } })
  // @ts-expect-error what is sent is a file, not its name
  await download('POST /api/proofread/copy', { query: { name: 'a.docx' }, body: 'a.docx', signal })
  await download('POST /api/proofread/copy', { query: { name: 'a.docx' }, body: new Blob([]), signal })
}

const answering = (body: unknown, status = 200) => {
  const asked: [url: string, options: RequestInit][] = []
  vi.stubGlobal('fetch', async (url: string, options: RequestInit) => {
    asked.push([url, options])
    return Response.json(body, { status })
  })
  return asked
}

test('an address is filled in, what is not set is left out, and a body goes as JSON', async () => {
  const asked = answering({})
  await ask('GET /api/figures/:id', { params: { id: '甲/乙' }, query: { year: 2025, area: undefined } })
  await ask('POST /api/rows/:id/void', { params: { id: 'x' }, body: { act: 'y', reason: '重复' } })
  await ask('POST /api/sign-out')
  expect(asked).toEqual([
    ['/api/figures/%E7%94%B2%2F%E4%B9%99?year=2025', { method: 'GET' }],
    [
      '/api/rows/x/void',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"act":"y","reason":"重复"}' },
    ],
    ['/api/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }],
  ])
})

test('a file is sent as it is', async () => {
  const asked = answering({})
  const body = new Blob(['新识别3户。'])
  await ask('POST /api/proofread/file', { query: { name: '总结.txt' }, body })
  expect(asked).toEqual([
    [
      '/api/proofread/file?name=%E6%80%BB%E7%BB%93.txt',
      { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body },
    ],
  ])
})

test('a refusal comes as words, and so does a server that is not there', async () => {
  answering({ status: 422, title: '有内容需要改正', detail: '请写明原因。', code: 'x', problems: [] }, 422)
  await expect(ask('GET /api/me')).rejects.toMatchObject({ message: '请写明原因。', status: 422 })
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('fetch failed')
  })
  await expect(ask('GET /api/me')).rejects.toThrow(Trouble)
})
