import { expect, test } from 'vitest'
import { problem, Refusal } from '#problem.ts'
import { takingTurns } from './turns.ts'

const busy = problem('proofread.busy', '忙。')

/** Work that ends when told to, and tells when it begins. */
function piece() {
  let end = () => {}
  let begun = false
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  const work = async () => {
    begun = true
    await ended
  }
  return { work, end: () => end(), begun: () => begun }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))
const codeOf = (work: Promise<unknown>) => work.then(undefined, (error) => (error as Refusal).problems?.[0]?.code)

test('two work at once, the others follow in the order in which they came', async () => {
  const inTurn = takingTurns({ atOnce: 2, waiting: 5, seconds: 60, busy })
  const pieces = [piece(), piece(), piece(), piece()]
  const all = pieces.map(({ work }) => inTurn(work))
  const begun = () => pieces.map((one) => one.begun())
  await settled()
  expect(begun()).toEqual([true, true, false, false])
  pieces[1]!.end()
  await settled()
  expect(begun()).toEqual([true, true, true, false])
  for (const one of pieces) one.end()
  await Promise.all(all)
  const last = piece()
  last.end()
  await inTurn(last.work)
  expect(last.begun()).toBe(true)
})

test('work that fails gives its turn away', async () => {
  const inTurn = takingTurns({ atOnce: 1, waiting: 1, seconds: 60, busy })
  const failing = inTurn(() => Promise.reject(new Error('broken')))
  const next = inTurn(async () => 'done')
  await expect(failing).rejects.toThrow('broken')
  expect(await next).toBe('done')
})

test('who cannot wait, has waited too long or goes away does not work, and keeps nobody from it', async () => {
  const inTurn = takingTurns({ atOnce: 1, waiting: 2, seconds: 0.05, busy })
  const [first, late, gone, last] = [piece(), piece(), piece(), piece()]
  const client = new AbortController()
  const working = inTurn(first.work)
  const leaving = codeOf(inTurn(gone.work, client.signal))
  const waiting = codeOf(inTurn(late.work))
  expect(await codeOf(inTurn(last.work))).toBe('proofread.busy')
  client.abort(new Refusal(problem('request.left', '走了。')))
  expect(await leaving).toBe('request.left')
  expect(await waiting).toBe('proofread.busy')
  first.end()
  await working
  last.end()
  await inTurn(last.work)
  expect([late, gone, last].map((one) => one.begun())).toEqual([false, false, true])
})
