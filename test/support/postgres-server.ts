import { execFile, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { rolesSql } from '#store/tables/schema.ts'

const run = promisify(execFile)

const OLDEST = 15

export interface PostgresServer {
  /**
   * Maintenance database, as an ordinary user who may create databases and nothing more, as managed servers have it. The roles were
   * made for it by an administrator, in the words of the manual.
   */
  url: string
  /** The same as a superuser. */
  adminUrl: string
  version: string
  /** Kills the server's every process outright and starts it again on the same port. */
  restartAfterKill(): Promise<void>
  stop(): Promise<void>
}

/** The folder with `initdb` and `postgres` of version 15 or newer, the newest found, or undefined. */
export async function postgresBinaries(): Promise<string | undefined> {
  const packaged = existsSync('/usr/lib/postgresql')
    ? readdirSync('/usr/lib/postgresql').map((version) => join('/usr/lib/postgresql', version, 'bin'))
    : []
  const folders = [...packaged, ...(process.env.PATH ?? '').split(delimiter)]
  let best: { folder: string; version: number } | undefined
  for (const folder of new Set(folders)) {
    if (!existsSync(join(folder, 'initdb')) || !existsSync(join(folder, 'postgres'))) continue
    const { stdout } = await run(join(folder, 'postgres'), ['--version'])
    const version = Number(/ (\d+)/.exec(stdout)?.[1])
    if (version >= OLDEST && version > (best?.version ?? 0)) best = { folder, version }
  }
  return best?.folder
}

/** PostgreSQL refuses to run as root. Throws a sentence where there is no other user to run it as. */
async function unprivileged(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all(
        ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, name])).stdout.trim())),
      )
      return { uid: uid!, gid: gid! }
    } catch {
      // No such user: try the next.
    }
  }
  throw new Error(
    'PostgreSQL 不能以 root 身份运行，这台机器上也没有 postgres 或 nobody 用户，无法启动测试用的数据库服务。',
  )
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

/**
 * Starts a server of its own in a temporary folder, on a free port of 127.0.0.1 and a socket in that folder. `more`: further settings,
 * such as `fsync: 'off'` where the machine itself will not be cut off.
 */
export async function startPostgres(binaries: string, more: Record<string, string> = {}): Promise<PostgresServer> {
  const user = await unprivileged()
  const folder = await mkdtemp(join(tmpdir(), 'shouwang-pg-'))
  if (user.uid !== undefined) await chown(folder, user.uid, user.gid!)
  const data = join(folder, 'data')
  const options = { ...user, cwd: folder }
  await run(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
    options,
  )
  // A login that needs a password, so that refusing a wrong one can be tested.
  await writeFile(
    join(data, 'pg_hba.conf'),
    'host all needs_password 127.0.0.1/32 scram-sha-256\nlocal all all trust\nhost all all 127.0.0.1/32 trust\n',
  )
  const port = await freePort()
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    max_connections: 60,
    ...more,
  }
  const adminUrl = `postgresql://postgres@127.0.0.1:${port}/postgres`
  const url = `postgresql://${owner}@127.0.0.1:${port}/postgres`
  const start = () => running(binaries, data, settings, options)
  let server = start()
  const killOnExit = () => server.kill('SIGKILL')
  process.once('exit', killOnExit)
  const stop = async () => {
    await server.end('SIGINT')
    process.off('exit', killOnExit)
    await rm(folder, { recursive: true, force: true })
  }
  let version: string
  try {
    version = await answering(adminUrl, server)
    await prepare(adminUrl)
  } catch (error) {
    await stop()
    throw new Error(`测试用的数据库服务没有启动：${(error as Error).message}\n${server.log()}`)
  }
  return {
    url,
    adminUrl,
    version,
    stop,
    async restartAfterKill() {
      await server.end('SIGKILL')
      server = start()
      await answering(adminUrl, server)
    },
  }
}

const owner = 'office_owner'

/** What the administrator of a managed server does once. */
async function prepare(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query(`CREATE ROLE ${owner} LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS; ${rolesSql(owner)}`)
  } finally {
    await client.end()
  }
}

interface Running {
  log(): string
  over(): boolean
  kill(signal: NodeJS.Signals): void
  /** Sends the signal and waits until the server is gone. */
  end(signal: NodeJS.Signals): Promise<void>
}

function running(binaries: string, data: string, settings: Record<string, string | number>, options: object): Running {
  const set = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(join(binaries, 'postgres'), ['-D', data, ...set], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  child.stderr!.on('data', (text) => {
    log = (log + text).slice(-4_000)
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    log: () => log,
    over: () => child.exitCode !== null || child.signalCode !== null,
    kill: (signal) => void child.kill(signal),
    async end(signal) {
      child.kill(signal)
      await ended
    },
  }
}

async function answering(url: string, server: Running): Promise<string> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      const { rows } = await client.query('SHOW server_version')
      await client.end()
      return rows[0].server_version
    } catch (error) {
      if (server.over() || tries > 150) throw error
      await wait(200)
    }
  }
}
