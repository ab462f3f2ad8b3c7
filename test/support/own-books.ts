import { afterAll } from 'vitest'
import { type Books, openBooks } from './books.ts'
import { testEngine } from './engine.ts'

/** Books of a test file's own, shared by its tests and closed after the last. */
export async function ownBooks(): Promise<Books> {
  const engine = await testEngine()
  afterAll(() => engine.close())
  return openBooks(engine)
}
