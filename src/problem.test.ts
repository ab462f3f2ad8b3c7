import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { codes } from './problem.codes.ts'

const root = fileURLToPath(new URL('.', import.meta.url))
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'problem.codes.ts')
  .map((name) => readFileSync(root + name, 'utf8'))
  .join('\n')

/** Where a code becomes a problem, not where somebody asks for it or gives it a status. */
const made = new Set(
  Array.from(sources.matchAll(/\b(?:problem|refuse|unreadable|unsafe)\(\s*'([^']+)'|\bcode: '([^']+)'/g)).map(
    (match) => match[1] ?? match[2]!,
  ),
)

test('every code of the list is made somewhere', () => {
  expect(codes.filter((code) => !made.has(code))).toEqual([])
})

test('codes stand in order, each once', () => {
  expect([...new Set(codes)].sort()).toEqual(codes)
})
