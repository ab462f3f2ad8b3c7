/**
 * Builds what runs: the server and its worker threads (esbuild), the web apps (vite), and the packed empty database
 * a new office starts from. `--force` rebuilds the web apps even when nothing changed; `--quiet` says nothing.
 */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const fromRoot = (...parts) => join(root, ...parts)

function* filesUnder(path) {
  if (!existsSync(path)) return
  if (!statSync(path).isDirectory()) {
    yield path
    return
  }
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'dist') continue
    yield* filesUnder(join(path, entry.name))
  }
}

function newest(...paths) {
  let time = 0
  for (const path of paths) for (const file of filesUnder(path)) time = Math.max(time, statSync(file).mtimeMs)
  return time
}

const bundle = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
}

/** Every file under `src/` named x-worker.ts, as `dist/workers/x-worker.js`. */
export async function buildWorkers() {
  const entries = [...filesUnder(fromRoot('src'))].filter((file) => file.endsWith('-worker.ts'))
  await build({
    ...bundle,
    entryPoints: entries.map((file) => ({ in: file, out: basename(file, '.ts') })),
    outdir: fromRoot('dist', 'workers'),
  })
}

async function buildServer() {
  const entry = fromRoot('src', 'main.ts')
  if (!existsSync(entry)) return false
  await build({
    ...bundle,
    entryPoints: [entry],
    outfile: fromRoot('dist', 'shouwang.js'),
    banner: { js: '#!/usr/bin/env node' },
  })
  return true
}

/** Apps under `web/` that have an index.html, each into `dist/web/<app>`. Returns the names built. */
async function buildWeb(force) {
  const apps = existsSync(fromRoot('web'))
    ? readdirSync(fromRoot('web')).filter((app) => existsSync(fromRoot('web', app, 'index.html')))
    : []
  const sources = newest(
    ...['web', 'src/define', 'src/kinds', 'src/capture', 'package-lock.json'].map((path) => fromRoot(path)),
  )
  const stale = apps.filter((app) => force || newest(fromRoot('dist', 'web', app, 'index.html')) < sources)
  if (stale.length === 0) return []
  const vite = await import('vite')
  for (const app of stale) {
    await vite.build({
      root: fromRoot('web', app),
      logLevel: 'warn',
      build: { outDir: fromRoot('dist', 'web', app), emptyOutDir: true },
    })
  }
  return stale
}

async function main() {
  const force = process.argv.includes('--force')
  const say = process.argv.includes('--quiet') ? () => {} : (text) => console.log(text)
  await buildWorkers()
  if (await buildServer()) say('服务程序已生成：dist/shouwang.js')
  for (const app of await buildWeb(force)) say(`网页已生成：dist/web/${app}`)
  say('构建完成。')
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main()
