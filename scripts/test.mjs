/**
 * `npm test`: everything on PGlite, then what touches the database again on a real PostgreSQL server where one is
 * installed. Arguments go to vitest, such as a path. The last line adds up both runs; the exit code is honest.
 */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tsImport } from 'tsx/esm/api'
import { buildPrograms } from '../test/support/build.mjs'
import { buildAll } from './build.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const { chromiumPath } = await tsImport('../test/support/chromium.ts', import.meta.url)
const { postgresBinaries, startPostgres } = await tsImport('../test/support/postgres-server.ts', import.meta.url)

const inCi = process.env.CI === 'true'

/** The made-up year takes a minute to generate; the files that use it come last. */
async function makeDemonstration() {
  await buildAll()
  await buildPrograms()
  const program = join(root, 'dist', 'test', 'support', 'demo-program.js')
  spawn(process.execPath, [program], { cwd: root, stdio: 'inherit', env: process.env })
}

/** Only in CI or in a container does nobody mind a package being installed for a test. */
function installChromium() {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return
  console.log('没有找到 Chromium，正在安装系统软件包 chromium……')
  spawnSync('apt-get', ['update'], { stdio: 'ignore' })
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** True when the browser tests can run, or may be left out. */
function findChromium() {
  if (!chromiumPath()) installChromium()
  const path = chromiumPath()
  if (path) {
    console.log(`浏览器测试使用：${path}`)
    process.env.CHROMIUM = path
    return true
  }
  console.log('没有找到 Chromium，浏览器测试会跳过。安装 Chromium，或用环境变量 CHROMIUM 指明它的位置，就会运行。')
  return !inCi
}

/** Runs one vitest project. Returns what it counted; a run that could not even report counts as one failure. */
async function vitest(project, env) {
  const folder = await mkdtemp(join(tmpdir(), 'shouwang-test-'))
  const report = join(folder, 'report.json')
  const vitestFile = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const child = spawn(
    process.execPath,
    [
      ...[
        vitestFile,
        'run',
        '--project',
        project,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ],
      ...process.argv.slice(2),
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } },
  )
  const code = await new Promise((resolve) => child.once('exit', resolve))
  const result = await readFile(report, 'utf8').then(JSON.parse, () => undefined)
  await rm(folder, { recursive: true, force: true })
  const passed = result?.numPassedTests ?? 0
  let failed = result?.numFailedTests ?? 1
  // A file that does not load has no tests to fail, and an error outside the tests belongs to none.
  const unloaded = (result?.testResults ?? []).filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  failed += unloaded.length
  if (code !== 0 && failed === 0) failed = 1
  return { passed, failed }
}

async function onPostgres() {
  const binaries = await postgresBinaries()
  if (!binaries) {
    console.log('没有找到 PostgreSQL 15 以上的程序（initdb、postgres），只在 PGlite 上测试。')
    return { passed: 0, failed: inCi ? 1 : 0 }
  }
  let server
  try {
    // Nobody cuts off the power here; what a killed server keeps, postgres.test asks of one of its own.
    server = await startPostgres(binaries, { fsync: 'off' })
  } catch (error) {
    console.log(error.message)
    return { passed: 0, failed: 1 }
  }
  console.log(`\n在 PostgreSQL ${server.version} 上再测一遍数据库部分：`)
  try {
    return await vitest('postgres', { SHOUWANG_TEST_PG: server.url, SHOUWANG_TEST_PG_ADMIN: server.adminUrl })
  } finally {
    await server.stop()
  }
}

const browser = findChromium()
delete process.env.SHOUWANG_TEST_PG
if (process.argv.length === 2) await makeDemonstration()
const runs = [await vitest('pglite', {}), await onPostgres(), { passed: 0, failed: browser ? 0 : 1 }]
const passed = runs.reduce((sum, run) => sum + run.passed, 0)
const failed = runs.reduce((sum, run) => sum + run.failed, 0)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
