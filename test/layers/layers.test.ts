/** Who may import whom, and where SQL may stand: every offence is named in a sentence. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { kindNames } from '#kinds/index.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** Data flows right, imports point left. Stages in one place may not import each other. */
const stages: readonly (readonly string[])[] = [
  ['problem.codes.ts'],
  ['problem.ts', 'worker-file.ts'],
  ['kinds'],
  ['define'],
  ['zip.ts', 'xml.ts', 'thread.ts', 'turns.ts'],
  ['capture'],
  ['store'],
  ['access'],
  ['measure'],
  // What wakes whom is said in flow.ts alone, so these three stay strangers.
  ['notice', 'cases', 'work'],
  ['reports'],
  ['proofread'],
  ['flow.ts'],
  ['http', 'cli'],
  ['main.ts'],
]

/** Inside the store it is the same: ground, engine, tables, the door, then the rooms that it opens to, then what uses several. */
const rooms: readonly (readonly string[])[] = [
  ['actor.ts', 'engine.ts', 'home.ts', 'keys.ts', 'moment.ts'],
  ['act.ts', 'sql.ts', 'sees.ts'],
  ['shelf-chain.ts'],
  ['engine'],
  ['tables'],
  ['version-seal.ts'],
  ['adopt.ts'],
  ['store.ts'],
  ['read'],
  ['write', 'shelf'],
  ['carry.ts', 'reseal.ts'],
  ['proof'],
  ['backup.ts', 'import.ts', 'move.ts', 'verify.ts'],
]

/** Data and plain functions only: they also run in a browser. */
const pure = new Set(['kinds', 'define'])

/** What may stand in a row is judged on the phone and by the made-up township too: these know declarations only. */
const pureFiles = new Set(['src/capture/judge.ts', 'src/capture/typed.ts'])

const holdsSql = new Set(['store', 'measure'])

/** What runs in an office. */
const house = ['src', 'township', 'demo', 'web']

interface Import {
  /** As written: `#store/acts.ts`, `./row.ts`, `kysely`. */
  from: string
  /** Nothing of it is left when the program runs. */
  typeOnly: boolean
}

interface Source {
  imports: Import[]
  /** Each piece of SQL text, shortened. */
  sql: string[]
  /** Where a kind is asked by its name, shortened. */
  asked: string[]
}

/** What a file imports and the SQL it holds. Of a Vue component only the script is read. */
function readSource(path: string, text: string): Source {
  const script = path.endsWith('.vue')
    ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((m) => m[1]).join('\n')
    : text
  const file = ts.createSourceFile(path, script, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS)
  const found: Source = { imports: [], sql: [], asked: [] }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      found.imports.push({ from: literal(node.moduleSpecifier), typeOnly: onlyTypes(node.importClause) })
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      found.imports.push({ from: literal(node.moduleSpecifier), typeOnly: node.isTypeOnly })
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && node.arguments[0]) {
      found.imports.push({ from: literal(node.arguments[0]), typeOnly: false })
    } else if (ts.isTaggedTemplateExpression(node) && node.tag.getText().split(/[.<]/)[0] === 'sql') {
      found.sql.push(short(node.getText()))
    } else if (isStatement(node)) {
      found.sql.push(short(node.getText()))
    }
    if (asksKindByName(node)) found.asked.push(short(node.parent.getText()))
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

/** `field.kind.name` anywhere but where it is sent on: as a value of an object or an element of a list. */
function asksKindByName(node: ts.Node): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === 'name' &&
    /\bkind[!?]?$/.test(node.expression.getText()) &&
    !(ts.isPropertyAssignment(node.parent) || ts.isArrayLiteralExpression(node.parent))
  )
}

// `text` is also what pieces of Word files are called.
const namedKinds = kindNames.filter((name) => name !== 'text').join('|')
const kindByWord = new RegExp(`\\bkind\\s*[!=]==?\\s*'(?:${namedKinds})'`, 'g')

function literal(node: ts.Node): string {
  return ts.isStringLiteralLike(node) ? node.text : node.getText()
}

function onlyTypes(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const named = clause.namedBindings
  return !clause.name && !!named && ts.isNamedImports(named) && named.elements.every((one) => one.isTypeOnly)
}

/** A call `….query('SELECT …')`. */
function isStatement(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false
  const [first] = node.arguments
  return (
    node.expression.name.text === 'query' &&
    first !== undefined &&
    (ts.isStringLiteralLike(first) || ts.isTemplateExpression(first)) &&
    /^[`'"]\s*(select|insert|update|delete|with|create|alter|drop|grant|set|begin|commit|analyze)\b/i.test(
      first.getText(),
    )
  )
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 60)}…` : line
}

/** A path from the root of the repository; undefined for a package. */
function target(path: string, { from }: Import): string | undefined {
  if (/^#(township|demo|web)\//.test(from)) return from.slice(1)
  if (from.startsWith('#')) return `src/${from.slice(1)}`
  if (from.startsWith('.')) return posix.join(posix.dirname(path), from)
  return undefined
}

/** `store` of src/store/acts.ts, `problem.ts` of src/problem.ts. */
const stageOf = (path: string): string => path.split('/')[1] ?? ''
const folderOf = (path: string): string => path.split('/')[0] ?? ''
const isTest = (path: string): boolean => path.endsWith('.test.ts')
const placeOf = (stage: string): number => stages.findIndex((names) => names.includes(stage))

/** All that one file does against the house, in sentences. Tests, benches and scripts may ask any part of it, SQL included. */
function offences(path: string, text: string): string[] {
  const found: string[] = []
  const vague = path.split('/').find((name) => /^(utils?|helpers?|common)(\.\w+)?$/.test(name))
  if (vague) found.push(`${path}: nothing may be called “${vague}”; name it after what it does.`)
  if (isTest(path) || !house.includes(folderOf(path))) return found
  const { imports, sql, asked } = readSource(path, text)
  if (!path.startsWith('src/kinds/')) {
    for (const piece of [...asked, ...(text.match(kindByWord) ?? [])])
      found.push(`${path} asks a kind by its name (${piece}): what a kind is like is one of its facets, in src/kinds.`)
  }
  for (const one of imports) {
    const said = offenceOf(path, one)
    if (said) found.push(`${path} imports ${one.from}: ${said}`)
  }
  if (!(folderOf(path) === 'src' && holdsSql.has(stageOf(path)))) {
    for (const piece of sql) found.push(`${path} holds SQL (${piece}): SQL belongs in src/store or src/measure.`)
  }
  return found
}

function offenceOf(path: string, one: Import): string | undefined {
  const to = target(path, one)
  if (to && isTest(to)) return 'only the test runner reads tests.'
  switch (folderOf(path)) {
    case 'src':
      return fromSource(path, to, one.from)
    case 'township':
      if (to === undefined) return 'declarations need no packages.'
      return ['src/define', 'src/kinds', 'township'].some((place) => to.startsWith(`${place}/`))
        ? undefined
        : 'a township declares with #define and #kinds only.'
    case 'demo':
      if (to === undefined) return 'the made-up township needs no packages.'
      if (['src/define', 'src/kinds', 'township', 'demo'].some((place) => to.startsWith(`${place}/`))) return undefined
      if (to === 'src/capture/judge.ts') return undefined
      return one.typeOnly
        ? undefined
        : 'the made-up township knows the platform by its declarations and by types of acts.'
    case 'web':
      if (to === undefined) return undefined
      if (to.startsWith('web/')) return betweenPages(stageOf(path), stageOf(to))
      if (['src/problem.ts', 'src/kinds/', 'src/define/', 'src/capture/'].some((place) => to.startsWith(place)))
        return undefined
      return one.typeOnly
        ? undefined
        : 'a page takes running code from problem.ts, kinds, define and capture only; of the rest, types.'
    default:
      return undefined
  }
}

/** What the pages share, by folder of `web/`; every other folder there is pages of their own, as the office's. */
const sharedByPages = new Set(['parts', 'inputs', 'style'])

function betweenPages(here: string, there: string): string | undefined {
  if (here === there || sharedByPages.has(there)) return undefined
  return sharedByPages.has(here)
    ? 'what all pages share knows none of them.'
    : 'pages for different people do not know each other; what they share lies in web/parts, web/inputs and web/style.'
}

function fromSource(path: string, to: string | undefined, from: string): string | undefined {
  const stage = stageOf(path)
  if (from.startsWith('../') && to?.startsWith('src/')) return `another folder is written #${to.slice(4)}.`
  const onPhone = pureFiles.has(path)
  if (to === undefined) {
    return pure.has(stage) || onPhone ? `${onPhone ? path : stage} is pure: no packages, nothing of Node.` : undefined
  }
  if (onPhone && !/^src\/(kinds|define)\//.test(to) && to !== 'src/problem.ts' && !pureFiles.has(to)) {
    return `${path} also runs on the phone: it takes kinds, define and problem.ts only.`
  }
  const folder = folderOf(to)
  if (folder === 'township' || folder === 'demo') {
    return stage === 'main.ts' ? undefined : 'the platform knows no township; only src/main.ts brings them together.'
  }
  if (folder !== 'src') return `the platform imports nothing from ${folder}/.`
  const other = stageOf(to)
  if (other === stage) return stage === 'store' ? betweenRooms(path, to) : undefined
  const [here, there] = [placeOf(stage), placeOf(other)]
  if (here < 0)
    return `“${stage}” has no place in the order of stages; give it one in this test and in CONTRIBUTING.md.`
  if (there < 0)
    return `“${other}” has no place in the order of stages; give it one in this test and in CONTRIBUTING.md.`
  if (there === here) return `${stage} and ${other} stand side by side and do not know each other.`
  return there < here ? undefined : `imports point left, and ${other} stands right of ${stage}.`
}

function betweenRooms(path: string, to: string): string | undefined {
  const [here, there] = [path, to].map((file) => file.split('/')[2] ?? '')
  if (here === there) return undefined
  const [mine, other] = [here!, there!].map((name) => rooms.findIndex((names) => names.includes(name)))
  const lost = mine! < 0 ? here : other! < 0 ? there : undefined
  if (lost !== undefined) return `“${lost}” has no place among the rooms of the store; give it one in this test.`
  if (mine === other) return `${here} and ${there} stand side by side in the store and do not know each other.`
  return other! < mine! ? undefined : `in the store imports point to the ground, and ${there} stands above ${here}.`
}

/** Paths with slashes, from the root of the repository. */
function sources(): string[] {
  return [...house, 'test', 'bench', 'scripts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|vue|mjs)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .filter((path) => !/(^|\/)(node_modules|dist)\//.test(path)),
  )
}

describe('the house', () => {
  const all = sources()

  it('has files in every part, or this test would see nothing', () => {
    for (const part of [
      'src/kinds',
      'src/define',
      'src/capture',
      'src/store',
      'src/measure',
      'township',
      'demo',
      'web',
    ]) {
      expect(
        all.some((path) => path.startsWith(`${part}/`)),
        part,
      ).toBe(true)
    }
    const read = all.flatMap((path) => readSource(path, readFileSync(join(root, path), 'utf8')).imports)
    expect(read.length).toBeGreaterThan(500)
  })

  it('keeps to its layers: every import points left, SQL stays in two places, nothing is called utils', () => {
    expect(all.flatMap((path) => offences(path, readFileSync(join(root, path), 'utf8')))).toEqual([])
  })
})

describe('the reader of layers', () => {
  it.each([
    ['src/store/acts.ts', "import { figures } from '#measure/figures.ts'", 'measure stands right of store'],
    ['src/store/read/rows.ts', "import { areaCodes } from '#store/write/sight.ts'", 'write stands above read'],
    ['src/store/tables/schema.ts', "import { scoped } from '#store/store.ts'", 'store.ts stands above tables'],
    ['src/store/write/acts.ts', "import { decide } from '#store/shelf/decisions.ts'", 'side by side in the store'],
    ['src/store/cellar/old.ts', "import { scoped } from '#store/store.ts'", '“cellar” has no place among the rooms'],
    ['src/define/field.ts', "import type { Store } from '#store/store.ts'", 'store stands right of define'],
    ['src/kinds/day.ts', "import { createHash } from 'node:crypto'", 'kinds is pure'],
    ['src/capture/judge.ts', "import { createHash } from 'node:crypto'", 'judge.ts is pure'],
    ['src/capture/typed.ts', "import { textOf } from './table.ts'", 'runs on the phone'],
    ['src/http/rows.ts', "import { run } from '#cli/run.ts'", 'side by side'],
    ['src/reports/word.ts', "const more = await import('#township/index.ts')", 'only src/main.ts'],
    ['src/cli/run.ts', "export { generate } from '#demo/generate.ts'", 'only src/main.ts'],
    ['src/store/acts.ts', "import { books } from '../../test/support/books.ts'", 'nothing from test/'],
    ['src/capture/gate.ts', "import { refuse } from '../problem.ts'", 'written #problem.ts'],
    ['src/letters/send.ts', "import { refuse } from '#problem.ts'", '“letters” has no place'],
    ['src/reports/issue.ts', 'tx.run(sql`SELECT 1`)', 'holds SQL'],
    ['src/notice/signals.ts', "import { fold } from '#cases/fold.ts'", 'notice and cases stand side by side'],
    ['src/cases/take.ts', "import { items } from '#work/list.ts'", 'cases and work stand side by side'],
    ['src/work/list.ts', "import type { Lead } from '#notice/leads.ts'", 'work and notice stand side by side'],
    ['src/cases/papers.ts', "import { routes } from '#http/routes.ts'", 'http stands right of cases'],
    ['src/flow.ts', "import { serve } from '#http/serve.ts'", 'http stands right of flow.ts'],
    ['src/work/list.ts', 'tx.run(sql`SELECT 1 FROM work`)', 'holds SQL'],
    ['src/measure/figures.ts', "import { wake } from '#flow.ts'", 'flow.ts stands right of measure'],
    ['src/access/accounts.ts', "db.query<{ n: number }>('UPDATE account SET failed = 0')", 'holds SQL'],
    ['township/water/line.ts', "import { record } from '#store/write/acts.ts'", 'with #define and #kinds only'],
    ['township/water/line.ts', "import { z } from 'zod'", 'no packages'],
    ['demo/book.ts', "import { readTyped } from '#capture/typed.ts'", 'by types of acts'],
    ['demo/acts.ts', "import { record } from '#store/write/acts.ts'", 'by types of acts'],
    [
      'web/console/App.vue',
      '<script setup lang="ts">\nimport { routes } from \'#http/routes.ts\'\n</script>',
      'of the rest, types',
    ],
    [
      'web/parts/TroubleNote.vue',
      "<script>\nimport { router } from '../console/router.ts'\n</script>",
      'knows none of them',
    ],
    ['web/phone/main.ts', "import { useMe } from '#web/console/asking.ts'", 'do not know each other'],
    ['src/reports/word.ts', "import { momentSaid } from '#web/parts/words.ts'", 'nothing from web/'],
    ['src/store/utils.ts', '', 'utils.ts'],
    ['township/common/words.ts', '', 'common'],
    ['src/cli/run.ts', "import './run.test.ts'", 'reads tests'],
    ['src/store/write/write.ts', "if (field?.kind.name === 'id_number') seal()", 'asks a kind by its name'],
    ['src/capture/template.ts', 'switch (kind.name) {}', 'asks a kind by its name'],
    ['web/console/App.vue', `<template><b v-if="field.kind === 'day'" /></template>`, 'asks a kind by its name'],
  ])('sees what is wrong in %s: %s', (path, text, said) => {
    expect(offences(path, text).join('\n')).toContain(said)
  })

  it.each([
    [
      'src/measure/figures.ts',
      "import { tick } from '#store/write/acts.ts'\nimport { sql } from 'kysely'\nsql`SELECT 1`",
    ],
    ['src/main.ts', "import { township } from '#township/index.ts'\nimport { generateMany } from '#demo/generate.ts'"],
    [
      'src/capture/thread.ts',
      "import { workerFile } from '#worker-file.ts'\nimport { Worker } from 'node:worker_threads'",
    ],
    ['demo/acts.ts', "import type { Act } from '#store/act.ts'\nimport { addDays } from '#kinds/day.ts'"],
    ['web/console/App.vue', "<script>\nimport WaitLines from '#web/parts/WaitLines.vue'\n</script>"],
    ['web/parts/api.ts', "import { type Route, type Call } from '#http/route.ts'\nimport { ref } from 'vue'"],
    ['township/water/water.test.ts', "import { check } from '#measure/check.ts'"],
    [
      'src/flow.ts',
      "import { signals } from '#notice/signals.ts'\nimport { fold } from '#cases/fold.ts'\nimport { catchUp } from '#work/list.ts'",
    ],
    ['src/http/rows/routes.ts', 'const sent = { kind: field.kind.name, digest: [kind.name] }'],
    ['src/proofread/word.ts', "if (token.kind === 'text') continue"],
    ['src/cli/files.ts', "// import { township } from '#township/index.ts'\nconst said = 'SELECT is a word'"],
  ])('has nothing against %s: %s', (path, text) => {
    expect(offences(path, text)).toEqual([])
  })
})
