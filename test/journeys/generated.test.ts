import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { all } from '#cli/run.ts'
import { withCommandTable } from '#cli/usage.ts'
import { commandsPage, folder, generated } from '../../scripts/gen.ts'

const files = generated()

describe('generated files', () => {
  test.each([
    ...files.keys(),
  ])('%s is what the declarations say; if not, run npm run gen and read the difference', async (name) => {
    expect(await readFile(join(folder, name), 'utf8')).toBe(files.get(name))
  })

  test('the manual lists the commands as they are declared; if not, run npm run gen', async () => {
    const page = await readFile(commandsPage, 'utf8')
    expect(page).toBe(withCommandTable(page, all))
  })

  test('every reference in the API leads to a schema that is there, and no schema is left without one', () => {
    const text = files.get('openapi.json')!
    const { components } = JSON.parse(text)
    const named = new Set(Object.keys(components.schemas))
    const referred = new Set([...text.matchAll(/"\$ref": "#\/components\/schemas\/(\w+)"/g)].map((match) => match[1]!))
    expect([...referred].filter((name) => !named.has(name))).toEqual([])
    expect([...named].filter((name) => !referred.has(name) && !name.startsWith('Ledger_'))).toEqual([])
  })
})
