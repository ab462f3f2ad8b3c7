/** The keys of one installation: what encrypts ID numbers at rest and what finds them again. */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { refuse } from '#problem.ts'

export interface Cipher {
  /** Names the keys without giving them away. */
  key: string
  /** Nothing, sealed, which the same keys always seal to the same: kept with what they seal, it tells whether keys are the right ones. */
  mark: string
  /** Encrypts a value for one place (`ledger.field`). The same value in the same place seals the same. */
  seal(value: string, place: string): string
  /** Throws a Refusal where the key is another one or the text was altered. */
  open(sealed: string, place: string): string
  /** Keyed fingerprint that equal values share wherever they stand. */
  blind(value: string): string
  /** Keyed digest (hex) of a text for one purpose: who has the database alone can neither make nor renew it. */
  prove(purpose: string, text: string): string
  /** Secret under which ids of imported rows are made. */
  secret: Uint8Array
}

/** All keys of an installation. As a cipher it is the newest of them; `open` opens what any of them sealed. */
export interface Keys extends Cipher {
  /** The newest first. */
  all(): readonly Cipher[]
  /** The one of this mark or name, also where another program has just added it. Throws a Refusal where it is not there, or is not the right one. */
  of(mark: string): Cipher
  /** Reads the keys anew, and makes the first where there is none, unless something was sealed already. Throws as `of` does for each of the marks. */
  begin(marks: readonly string[]): Promise<void>
  /** Makes one more, which is the newest from now on; the others stay. */
  add(): Promise<void>
  /**
   * Only where these keys never opened books that prove themselves: older ones may then be taken as they stand. Called once they are
   * opened; from then on nobody passes books off as older ones by taking their proofs away.
   */
  settle: (() => Promise<void>) | undefined
}

interface Key {
  id: string
  cipher: Buffer
  hmac: Buffer
}

/** Makes a cipher of 32-byte keys. AES-256-GCM; the nonce is a keyed hash of place and value, so an act sent twice is the same act. */
export function cipherOf({ id, cipher, hmac }: Key): Cipher {
  const keyed = (label: string, text: string) => createHmac('sha256', hmac).update(`${label}\0${text}`).digest()
  const seal: Cipher['seal'] = (value, place) => {
    const nonce = keyed('nonce', `${place}\0${value}`).subarray(0, 12)
    const sealing = createCipheriv('aes-256-gcm', cipher, nonce).setAAD(Buffer.from(place))
    const body = Buffer.concat([sealing.update(value, 'utf8'), sealing.final()])
    return `${id}.${Buffer.concat([nonce, body, sealing.getAuthTag()]).toString('base64url')}`
  }
  return {
    key: id,
    mark: seal('', MARK),
    seal,
    open(sealed, place) {
      const [keyId, text = ''] = sealed.split('.')
      if (keyId !== id) {
        refuse('keys.other_key', '这个号码是用另一把密钥加密的，现在的密钥打不开。', {
          remedy: '请把原来数据文件夹里的 keys.json 放回来。',
        })
      }
      const bytes = Buffer.from(text, 'base64url')
      try {
        const opening = createDecipheriv('aes-256-gcm', cipher, bytes.subarray(0, 12))
        opening.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-16))
        return Buffer.concat([opening.update(bytes.subarray(12, -16)), opening.final()]).toString('utf8')
      } catch {
        return refuse('keys.altered', '这个号码的密文被改动过，打不开。', {
          remedy: '请从备份里找回这一行，并查明原因。',
        })
      }
    },
    blind: (value) => keyed('blind', value).toString('base64url').slice(0, 32),
    prove: (purpose, text) => keyed(`prove ${purpose}`, text).toString('hex'),
    secret: keyed('ids', ''),
  }
}

/** Keys that are gone with the process: for tests and demonstrations. */
export function passingCipher(): Keys {
  passing ??= keysOf({ keys: [newKey('k0')], proves: true })
  return passing
}
let passing: Keys | undefined

/** The place of what a mark says, which is nothing. */
const MARK = 'books'

const idOf = (sealed: string): string => sealed.split('.')[0]!

/** Where keys are kept; without it they are gone with the process. */
interface Kept {
  at: string
  again(): File | undefined
  make(): Promise<void>
  add(): Promise<void>
  settle(): Promise<void>
}

interface File {
  keys: Key[]
  /** They have opened books that prove themselves. */
  proves: boolean
}

function keysOf(first: File | undefined, kept?: Kept): Keys {
  let ring = (first?.keys ?? []).map(cipherOf)
  const right = new Map<string, Cipher>()
  const file = kept ? { at: { file: kept.at } } : {}
  const reload = () => {
    const read = kept?.again()
    // A file that went away, or became that of other books, takes no key from a program that has the books open.
    if (read && ring.every(({ key }) => read.keys.some(({ id }) => id === key))) ring = read.keys.map(cipherOf)
  }
  const named = (id: string): Cipher | undefined => {
    const found = ring.find(({ key }) => key === id)
    if (found || !kept) return found
    // Another program may have added it.
    reload()
    return ring.find(({ key }) => key === id)
  }
  const newest = () => ring[0]!
  const of = (mark: string): Cipher => {
    const known = right.get(mark)
    if (known) return known
    const found = named(idOf(mark))
    if (!found || ![found.key, found.mark].includes(mark)) {
      return refuse('keys.not_of_books', `账是用密钥 ${idOf(mark)} 加密的，这个密钥文件里没有它。`, {
        ...file,
        remedy: '请把这份账原来的 keys.json（单独存好的那一份）放到这里，再打开。账和这个文件都没有动过。',
      })
    }
    right.set(mark, found)
    return found
  }
  return {
    get key() {
      return newest().key
    },
    get mark() {
      return newest().mark
    },
    // Rows that are imported again find their ids, whatever key has come since.
    get secret() {
      return ring.at(-1)!.secret
    },
    seal: (value, place) => newest().seal(value, place),
    blind: (value) => newest().blind(value),
    prove: (purpose, text) => newest().prove(purpose, text),
    open: (sealed, place) => (named(idOf(sealed)) ?? newest()).open(sealed, place),
    all: () => ring,
    of,
    async begin(marks) {
      reload()
      if (ring.length === 0) {
        const [mark] = marks
        if (mark !== undefined) {
          refuse('keys.missing', `账是用密钥 ${idOf(mark)} 加密的，密钥文件不在这里，所以没有打开。`, {
            ...file,
            remedy:
              '请把单独存好的 keys.json 放回这个位置，再打开；没有它，身份证号码再也打不开。没有另做新的密钥，账没有动过。',
          })
        }
        await kept?.make()
        reload()
      }
      for (const mark of marks) of(mark)
    },
    async add() {
      await kept?.add()
      reload()
    },
    settle: kept && first && !first.proves ? () => kept.settle() : undefined,
  }
}

/** The keys of a data folder, in `keys.json`, readable by its owner only. Where there are none they are made by `begin`. */
export async function openKeys(folder: string): Promise<Keys> {
  const at = join(folder, 'keys.json')
  const again = () => readNow(at)
  return keysOf(again(), {
    at,
    again,
    async make() {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await create(at, written({ keys: [newKey()], proves: true }))
    },
    add: () => rewrite(at, ({ keys, ...more }) => ({ ...more, keys: [newKey(), ...keys] })),
    settle: () => rewrite(at, (file) => ({ ...file, proves: true })),
  })
}

/** The keys in a file that is there already; undefined where it is not. */
export async function readKeys(path: string): Promise<Keys | undefined> {
  const file = readNow(path)
  return file && keysOf(file)
}

/** At once: what is sealed with a key that another program has just added is opened without waiting. */
function readNow(path: string): File | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    return refuse('file.unreadable', `打不开密钥文件（${code}）。`, {
      at: { file: path },
      remedy: '请检查文件名和路径。',
    })
  }
  return read(text, path)
}

/** So long a program may take to write a file that another waits for. */
const TURN_MS = 10_000

/**
 * Puts a changed file in the place of the one that is there: whole or not at all, and of several programs one after the other, because
 * what either has sealed with must never be gone from it.
 */
async function rewrite(path: string, change: (file: File) => File): Promise<void> {
  const next = `${path}.next`
  // Made before the file is read, and gone when it is renamed: who has made it is alone.
  while (!(await isMade(next))) {
    const since = await stat(next).catch(() => undefined)
    // Left by a program that was stopped before it renamed it: nothing was sealed with what is in it.
    if (since && Date.now() - since.mtimeMs > TURN_MS) await rm(next, { force: true })
    else await wait(50)
  }
  try {
    const file = await open(next, 'w', 0o600)
    try {
      await file.writeFile(written(change(read(await readFile(path, 'utf8'), path))))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(next, path)
  } catch (error) {
    await rm(next, { force: true })
    throw error
  }
  await keepNames(path)
}

async function isMade(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx', 0o600)).close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Brings the keys of the file `from` into a data folder, readable by its owner only. Throws a Refusal where others are there already. */
export async function bringKeys(from: string, folder: string): Promise<void> {
  const path = join(folder, 'keys.json')
  const text = await readFile(from, 'utf8')
  const { id } = read(text, from).keys[0]!
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await create(path, text)
  if ((await readKeys(path))?.all().some(({ key }) => key === id)) return
  refuse('keys.others_there', '这个文件夹里已经有另一把密钥，没有覆盖它。', {
    at: { file: path },
    remedy: '请换一个新的文件夹。什么也没有写进去。',
  })
}

const newKey = (id = `k${randomBytes(4).toString('hex')}`): Key => ({
  id,
  cipher: randomBytes(32),
  hmac: randomBytes(32),
})

/** The newest stands where a program that knows of one alone looks for it. */
function written({ keys: [newest, ...former], proves }: File): string {
  const text = ({ id, cipher, hmac }: Key) => ({ id, cipher: cipher.toString('base64'), hmac: hmac.toString('base64') })
  const all = { ...text(newest!), proves, ...(former.length > 0 && { former: former.map(text) }) }
  return `${JSON.stringify(all, null, 2)}\n`
}

/** Where a file is there already, it stays. Whole or not at all: half a key file would lock the books. */
async function create(path: string, text: string): Promise<void> {
  const beside = `${path}.${randomBytes(4).toString('hex')}`
  await writeWhole(beside, text)
  try {
    await link(beside, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(beside, { force: true })
  }
  await keepNames(path)
}

/** A file's name is on the disk only when its folder is. */
async function keepNames(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

function read(text: string, path: string): File {
  type Texts = Record<'id' | 'cipher' | 'hmac', string>
  try {
    const {
      former = [],
      proves = false,
      ...newest
    } = JSON.parse(text) as Texts & { former?: Texts[]; proves?: boolean }
    const keys = [newest, ...former].map(({ id, cipher, hmac }) => ({
      id,
      cipher: Buffer.from(cipher, 'base64'),
      hmac: Buffer.from(hmac, 'base64'),
    }))
    const isKey = ({ id, cipher, hmac }: Key) => /^k[0-9a-f]+$/.test(id) && cipher.length === 32 && hmac.length === 32
    if (keys.every(isKey)) return { keys, proves }
  } catch {
    // Told below, with what is malformed in any other way.
  }
  return refuse('keys.malformed', '密钥文件 keys.json 损坏了。', {
    at: { file: path },
    remedy: '请从备份里恢复这个文件；没有它，身份证号码打不开。不要删除它重新生成。',
  })
}
