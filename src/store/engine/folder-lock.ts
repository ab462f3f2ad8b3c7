/**
 * One process at a time in a data folder: PGlite has no lock of its own, and two of them in one folder
 * corrupt it silently. Kernel locks are out of reach for Node, so this is a file that names its owner
 * and that the owner touches while it lives.
 */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, open, readFile, readlink, rm, rmdir, stat, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { refuse } from '#problem.ts'
import { addressFor } from './beside.ts'

export interface FolderLock {
  owner: Owner
  release(): Promise<void>
}

export interface Owner {
  /** Known to whoever may read the folder, and to nobody else. */
  token: string
  /** Where the owner can be reached by other programs on its machine. */
  address: string
  pid: number
  /** Clock ticks from boot to the process's start, so that a reused pid is not taken for the owner. Empty where unknown. */
  started: string
  /** Where the pid means something: host, boot and pid namespace. */
  place: string
}

const TOUCH_MS = 2_000
/** An owner elsewhere that has not touched its lock for this long is gone. */
const SILENCE_MS = 10_000

/** State letter and start time of a process on Linux, undefined elsewhere or when there is none. Source: proc(5). */
function processStat(pid: number): { state: string; started: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The program's name stands in parentheses and may itself hold spaces and parentheses.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0]!, started: fields[19]! }
  } catch {
    return undefined
  }
}

async function here(): Promise<string> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
  const namespace = await readlink('/proc/self/ns/pid').catch(() => '')
  return [hostname(), boot.trim(), namespace].join(' ')
}

function alive({ pid, started }: Owner): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  const found = processStat(pid)
  if (!found) return true
  // A killed process nobody has waited for still has its pid.
  return found.state !== 'Z' && found.state !== 'X' && (started === '' || found.started === started)
}

function ownerIn(text: string): Owner | undefined {
  try {
    const owner = JSON.parse(text) as Partial<Owner>
    return typeof owner.token === 'string' && typeof owner.pid === 'number' ? (owner as Owner) : undefined
  } catch {
    return undefined
  }
}

async function look(file: string): Promise<{ text: string; touched: number } | undefined> {
  try {
    return { text: await readFile(file, 'utf8'), touched: (await stat(file)).mtimeMs }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function create(file: string, owner: Owner): Promise<boolean> {
  let handle: Awaited<ReturnType<typeof open>>
  try {
    handle = await open(file, 'wx', 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
  try {
    await handle.writeFile(JSON.stringify(owner))
    await handle.sync()
  } finally {
    await handle.close()
  }
  return true
}

/** Whether the owner of this lock still lives. Watches for touches where its pid cannot be asked about. */
async function held(file: string, text: string, touched: number): Promise<boolean> {
  const owner = ownerIn(text)
  if (owner && owner.place === (await here())) return alive(owner)
  for (const end = Date.now() + SILENCE_MS; Date.now() < end; ) {
    await wait(500)
    const now = await look(file)
    if (!now) return false
    if (now.text !== text || now.touched !== touched) return true
  }
  return false
}

/**
 * Takes the folder for this process. Throws the Refusal `store.folder_in_use` while another process holds it; takes
 * over from a dead one. `onLost` is called when another process has taken the folder over from this one.
 */
export async function lockFolder(folder: string, onLost: () => void): Promise<FolderLock> {
  const file = join(folder, 'lock')
  const token = randomUUID()
  const owner: Owner = {
    token,
    address: addressFor(folder, token),
    pid: process.pid,
    started: processStat(process.pid)?.started ?? '',
    place: await here(),
  }
  while (!(await create(file, owner))) {
    const found = await look(file)
    if (!found) continue
    if (await held(file, found.text, found.touched)) inUse(folder, ownerIn((await look(file))?.text ?? found.text))
    await removeDead(file, found.text)
  }

  const touch = async () => {
    const now = await look(file).catch(() => undefined)
    if (now && ownerIn(now.text)?.token === owner.token) {
      const time = new Date()
      await utimes(file, time, time)
    } else {
      clearInterval(timer)
      onLost()
    }
  }
  const timer = setInterval(() => void touch(), TOUCH_MS)
  timer.unref()

  return {
    owner,
    async release() {
      clearInterval(timer)
      const now = await look(file)
      if (now && ownerIn(now.text)?.token === owner.token) await rm(file, { force: true })
    },
  }
}

/** Who holds the folder, undefined where nobody does. */
export async function ownerOf(folder: string): Promise<Owner | undefined> {
  const found = await look(join(folder, 'lock'))
  return found && ownerIn(found.text)
}

/**
 * Of those that saw the dead lock one at a time may remove it: a lock that another has made meanwhile must not be away for a moment, in
 * which a third would find none. Who died while removing leaves a folder that counts as long as an owner's silence.
 */
async function removeDead(file: string, text: string): Promise<void> {
  const turn = `${file}.taking`
  const mine = await mkdir(turn).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false
      throw error
    },
  )
  if (!mine) {
    const since = await stat(turn).catch(() => undefined)
    if (since && Date.now() - since.mtimeMs > SILENCE_MS) await rmdir(turn).catch(() => undefined)
    else await wait(20)
    return
  }
  try {
    if ((await look(file))?.text === text) await rm(file, { force: true })
  } finally {
    // Where this process was held up for long, its turn was already ended by another.
    await rmdir(turn).catch(() => undefined)
  }
}

function inUse(folder: string, owner: Owner | undefined): never {
  const who = owner ? `（进程号 ${owner.pid}，${owner.place.split(' ')[0]}）` : ''
  refuse('store.folder_in_use', `这个数据文件夹正在被另一个守望程序使用${who}，同时打开会损坏数据，所以没有打开。`, {
    at: { file: folder },
    remedy: '请先停止那个程序，再启动这一个；几台电脑要同时用，请在其余电脑上用浏览器访问已启动的那一个。',
  })
}
