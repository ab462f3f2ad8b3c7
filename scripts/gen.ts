/**
 * `npm run gen`: writes what follows from the declarations into `generated/`: the tables, the API and the handbooks of ledgers and
 * indicators; and into the manual the table of commands.
 * Read the difference after a change: it is what the change means.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { accessPage } from '#access/handbook.ts'
import { all } from '#cli/run.ts'
import { withCommandTable } from '#cli/usage.ts'
import { gather } from '#define/catalog.ts'
import { handbook } from '#define/handbook.ts'
import { openapi } from '#http/openapi.ts'
import { routes } from '#http/routes.ts'
import { indicatorHandbook } from '#measure/handbook.ts'
import { schemaSql } from '#store/tables/schema.ts'
import { township } from '#township/index.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
export const folder = join(root, 'generated')
/** The page of the manual that lists the commands. */
export const commandsPage = join(root, 'docs', 'manual', 'commands.md')

/** File name → text. */
export function generated(): Map<string, string> {
  const catalog = gather(township)
  return new Map([
    ['openapi.json', `${JSON.stringify(openapi(catalog, routes), null, 2)}\n`],
    ['schema.sql', `${schemaSql(catalog).join(';\n\n')};\n`],
    ['access.md', accessPage(catalog)],
    ['ledgers.md', handbook(catalog)],
    ['indicators.md', indicatorHandbook(catalog)],
  ])
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await mkdir(folder, { recursive: true })
  for (const [name, text] of generated()) {
    await writeFile(join(folder, name), text)
    console.log(`generated/${name}`)
  }
  await writeFile(commandsPage, withCommandTable(await readFile(commandsPage, 'utf8'), all))
  console.log('docs/manual/commands.md')
}
