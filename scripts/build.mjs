/**
 * Builds what runs: the server and its worker threads (esbuild), the web apps (vite), and the packed empty database
 * a new office starts from. `--force` rebuilds the web apps even when nothing changed; `--quiet` says nothing.
 */
import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
export const fromRoot = (...parts) => join(root, ...parts)

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

export const bundle = {
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

/**
 * Packs an empty database once per version of PGlite, because making one takes seconds and unpacking it does not.
 * The name and the thread's messages are src/store/engine/template.ts's and pglite-messages.ts's. Returns whether it was made.
 */
export async function packEmptyDatabase() {
  const pglite = dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'))
  const { version } = JSON.parse(readFileSync(join(pglite, '..', 'package.json'), 'utf8'))
  const file = fromRoot('dist', `bare-database-${version}.tar.gz`)
  if (existsSync(file)) return false
  const wasm = await WebAssembly.compile(readFileSync(join(pglite, 'pglite.wasm')))
  const thread = new Worker(fromRoot('dist', 'workers', 'pglite-worker.js'), { workerData: { wasm } })
  thread.postMessage({ id: 1, task: { kind: 'dump' } })
  const packed = await new Promise((resolve, reject) => {
    thread.on('error', reject)
    thread.on('message', ({ id, ok, error }) => {
      if (error) reject(new Error(error.message))
      else if (id === 1) resolve(ok)
    })
  })
  await thread.terminate()
  const half = `${file}.${process.pid}`
  writeFileSync(half, packed)
  renameSync(half, file)
  return true
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

/** Everything; what is made is told to `say`, in words. `force` rebuilds the web apps even when nothing changed. */
export async function buildAll({ say = () => {}, force = false } = {}) {
  await buildWorkers()
  if (await packEmptyDatabase()) say('空数据库已打包，第一次启动会快一些。')
  if (await buildServer()) say('服务程序已生成：dist/shouwang.js')
  for (const app of await buildWeb(force)) say(`网页已生成：dist/web/${app}`)
  say('构建完成。')
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await buildAll({
    force: process.argv.includes('--force'),
    say: process.argv.includes('--quiet') ? undefined : (text) => console.log(text),
  })
}
