/** The keys of one installation: what encrypts ID numbers at rest and what finds them again. */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { refuse } from '#problem.ts'

export interface Cipher {
  /** Names the keys without giving them away. */
  key: string
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
  /**
   * Only where these keys never opened books that prove themselves: older ones may then be taken as they stand. Called once they are
   * opened; from then on nobody passes books off as older ones by taking their proofs away.
   */
  settle?: () => Promise<void>
}

interface Keys {
  id: string
  cipher: Buffer
  hmac: Buffer
}

/** Makes a cipher of 32-byte keys. AES-256-GCM; the nonce is a keyed hash of place and value, so an act sent twice is the same act. */
export function cipherOf({ id, cipher, hmac }: Keys): Cipher {
  const keyed = (label: string, text: string) => createHmac('sha256', hmac).update(`${label}\0${text}`).digest()
  return {
    key: id,
    seal(value, place) {
      const nonce = keyed('nonce', `${place}\0${value}`).subarray(0, 12)
      const sealing = createCipheriv('aes-256-gcm', cipher, nonce).setAAD(Buffer.from(place))
      const body = Buffer.concat([sealing.update(value, 'utf8'), sealing.final()])
      return `${id}.${Buffer.concat([nonce, body, sealing.getAuthTag()]).toString('base64url')}`
    },
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

/** A cipher whose keys are gone with the process: for tests and demonstrations. */
export function passingCipher(): Cipher {
  return cipherOf({ id: 'k0', cipher: randomBytes(32), hmac: randomBytes(32) })
}

/** Reads `keys.json` of a data folder, or makes it, readable by its owner only, where there is none. */
export async function openKeys(folder: string): Promise<Cipher> {
  const path = join(folder, 'keys.json')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await create(path, newKeys())
  const text = await readFile(path, 'utf8')
  const cipher = cipherOf(read(text, path))
  const kept = JSON.parse(text) as { proves?: boolean }
  if (kept.proves) return cipher
  return { ...cipher, settle: () => replace(path, written({ ...kept, proves: true })) }
}

/** The keys in a file that is there already; undefined where it is not. */
export async function readKeys(path: string): Promise<Cipher | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    return refuse('file.unreadable', `打不开密钥文件（${error.code}）。`, {
      at: { file: path },
      remedy: '请检查文件名和路径。',
    })
  })
  return text === undefined ? undefined : cipherOf(read(text, path))
}

/** Brings the keys of the file `from` into a data folder, readable by its owner only. Throws a Refusal where others are there already. */
export async function bringKeys(from: string, folder: string): Promise<void> {
  const path = join(folder, 'keys.json')
  const text = await readFile(from, 'utf8')
  const { id } = read(text, from)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await create(path, text)
  if ((await readKeys(path))?.key === id) return
  refuse('keys.others_there', '这个文件夹里已经有另一把密钥，没有覆盖它。', {
    at: { file: path },
    remedy: '请换一个新的文件夹。什么也没有写进去。',
  })
}

function newKeys(): string {
  const keys = {
    id: `k${randomBytes(4).toString('hex')}`,
    cipher: randomBytes(32).toString('base64'),
    hmac: randomBytes(32).toString('base64'),
    proves: true,
  }
  return written(keys)
}

const written = (keys: object): string => `${JSON.stringify(keys, null, 2)}\n`

/** Whole or not at all: without it the ID numbers are lost. */
async function replace(path: string, text: string): Promise<void> {
  const beside = `${path}.${process.pid}`
  await create(beside, text)
  await rename(beside, path)
}

/** Where a file is there already, it stays. */
async function create(path: string, text: string): Promise<void> {
  try {
    const file = await open(path, 'wx', 0o600)
    await file.writeFile(text)
    await file.sync()
    await file.close()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function read(text: string, path: string): Keys {
  try {
    const { id, cipher, hmac } = JSON.parse(text) as Record<string, string>
    const keys = { id: id!, cipher: Buffer.from(cipher!, 'base64'), hmac: Buffer.from(hmac!, 'base64') }
    if (/^k[0-9a-f]+$/.test(keys.id) && keys.cipher.length === 32 && keys.hmac.length === 32) return keys
  } catch {
    // Told below, with what is malformed in any other way.
  }
  return refuse('keys.malformed', '密钥文件 keys.json 损坏了。', {
    at: { file: path },
    remedy: '请从备份里恢复这个文件；没有它，身份证号码打不开。不要删除它重新生成。',
  })
}
