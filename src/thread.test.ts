import { expect, test } from 'vitest'
import { problem, Refusal } from '#problem.ts'
import { inThread } from './thread.ts'

const worker = (text: string) => new URL(`data:text/javascript,${encodeURIComponent(text)}`)
const options = { allowed: { seconds: 20, megabytes: 64 }, exhausted: problem('import.too_large', '太大。') }
const failure = (text: string) => inThread(worker(text), {}, options).catch((error: Error) => error) as Promise<Error>

test('a thread that breaks is a fault of the program, with what broke it as the cause', async () => {
  const error = await failure(`throw new Error('broken', { cause: new Error('a missing part') })`)
  expect(error).not.toBeInstanceOf(Refusal)
  expect(error).toMatchObject({ cause: { message: 'broken', cause: { message: 'a missing part' } } })
})

test('a thread that ends without a word is one too', async () => {
  expect(await failure('process.exit(0)')).not.toBeInstanceOf(Refusal)
})

test('a refusal of the thread is passed on with what was behind it', async () => {
  const refused = await failure(
    `import { parentPort } from 'node:worker_threads'
     parentPort.postMessage({ problems: [{ code: 'file.damaged', message: '坏了。' }], cause: new Error('no sheet') })`,
  )
  expect(refused).toBeInstanceOf(Refusal)
  expect(refused).toMatchObject({ problems: [{ code: 'file.damaged' }], cause: { message: 'no sheet' } })
})
