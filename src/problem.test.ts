import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { codes } from './problem.codes.ts'
import { type Namer, whereSaid } from './problem.ts'

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

const called: Namer = (what, id) =>
  what === 'ledger' && id === 'household' ? '农户' : what === 'field' ? '户主' : undefined

test('a place is said as people say it, and by its ids where nobody names them', () => {
  const row = { ledger: 'household', n: 2, field: 'head' }
  expect(whereSaid(row, called)).toBe('农户第2行“户主”')
  expect(whereSaid(row)).toBe('household第2行“head”')
  expect(whereSaid({ ledger: 'household', sheet: '名册', line: 5, column: 3, field: 'head' }, called)).toBe(
    '工作表“名册” 第5行“户主”',
  )
  expect(whereSaid({ ledger: 'household', row: '0199', field: 'head' }, called)).toBe('户主')
  expect(whereSaid({ ledger: 'household' }, called)).toBe('台账“农户”（household）')
  expect(whereSaid({ file: '来件.xlsx', sheet: '名册' }, called)).toBe('来件.xlsx 工作表“名册”')
  expect(whereSaid({ input: '--year' }, called)).toBe('--year')
  expect(whereSaid({}, called)).toBe('')
})
