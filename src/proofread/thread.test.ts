import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { problem, Refusal } from '#problem.ts'
import { pack, writeZip } from '#zip.ts'
import { readDocument } from './document.ts'
import { proofread } from './proofread.ts'
import { perText, proofreadInThread, type Source } from './thread.ts'

const line = '发放奖补1574人，其中县内411人、县外1059人、车间7人；产茧由7.2万公斤增加到7.7万公斤，增长6.94%。\n'
const heavy = { text: line.repeat(6000) }

const check = (source: Source, allowed = perText, signal = new AbortController().signal) =>
  proofreadInThread({ do: 'proofread', source, options: { year: 2025 } }, { allowed, signal })

async function refusalOf(work: Promise<unknown>): Promise<string | undefined> {
  const error = await work.then(
    () => undefined,
    (error) => error,
  )
  expect(error).toBeInstanceOf(Refusal)
  const [refused] = (error as Refusal).problems
  expect(refused?.message).toMatch(/\p{Script=Han}/u)
  expect(refused?.remedy).toMatch(/\p{Script=Han}/u)
  return refused?.code
}

test('a thread says of a text and of a file what is said without one, and writes the same comments', async () => {
  const direct = proofread(line, { year: 2025 })
  expect(direct.findings.length).toBeGreaterThan(0)
  const { document, ...read } = await check({ text: line })
  expect(read).toEqual(direct)
  const xml = `<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>${line.trim()}</w:t></w:r></w:p></w:body></w:document>`
  const bytes = writeZip([pack('word/document.xml', new TextEncoder().encode(xml))])
  const ofFile = await check({ bytes, name: '汇报.docx' })
  expect(ofFile.document).toEqual(await readDocument(bytes, '汇报.docx'))
  expect(ofFile.document.text).toBe(document.text.trim())
  const limits = { allowed: perText, signal: new AbortController().signal }
  const copy = await proofreadInThread({ do: 'comment', bytes, findings: ofFile.findings }, limits)
  expect((await readDocument(copy, '汇报.docx')).text).toBe(line.trim())
  expect(Buffer.from(copy).includes('comments.xml')).toBe(true)
})

test('what takes too long or too much memory is refused, and the next text is read', async () => {
  expect(await refusalOf(check(heavy, { seconds: 0.05, megabytes: 512 }))).toBe('proofread.exhausted')
  expect(await refusalOf(check(heavy, { seconds: 60, megabytes: 12 }))).toBe('proofread.exhausted')
  expect((await check({ text: line })).findings.length).toBeGreaterThan(0)
})

test('what is too long, or damaged, is refused in the words of the reader', async () => {
  expect(await refusalOf(check({ text: '长'.repeat(500_001) }))).toBe('proofread.too_long')
  expect(await refusalOf(check({ text: '\n'.repeat(100_001) }))).toBe('proofread.too_long')
  expect(await refusalOf(check({ text: `1${'\t'.repeat(999)}1\n`.repeat(101) }))).toBe('proofread.too_long')
  const bytes = new TextEncoder().encode(line)
  expect(await refusalOf(check({ bytes, name: '汇报.docx' }))).toBe('file.damaged')
})

test('the thread ends before its answer when nobody waits for it', async () => {
  const client = new AbortController()
  const begun = once(process, 'worker')
  const refused = refusalOf(check(heavy, perText, client.signal))
  const [thread] = (await begun) as [Worker]
  let answered = false
  thread.once('message', () => {
    answered = true
  })
  const ended = once(thread, 'exit')
  await once(thread, 'online')
  client.abort(new Refusal(problem('request.left', '走了。', { remedy: '再来。' })))
  await ended
  expect(await refused).toBe('request.left')
  expect(answered).toBe(false)
})
