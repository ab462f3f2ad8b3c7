import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { refuse } from '#problem.ts'

export async function readInput(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch {
    return refuse('file.unreadable', `打不开文件 ${path}。`, { remedy: '请检查文件名和路径。' })
  }
}

/** Writes the file whole, over what is there, or leaves that as it was: a full disk would else have cut it off. Throws a Refusal that says why. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.${process.pid}.part`
  try {
    await writeFile(part, bytes)
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined)
    unwritten(path, error)
  }
}

/** Writes beside what is there already: 退回.xlsx, 退回（2）.xlsx … Returns the path that was written; throws as `writeWhole` does. */
export async function writeBeside(path: string, bytes: Uint8Array): Promise<string> {
  for (let n = 1; ; n++) {
    const free = n === 1 ? path : path.replace(/(\.[^./\\]+)?$/, `（${n}）$1`)
    try {
      await writeFile(free, bytes, { flag: 'wx' })
      return free
    } catch (error) {
      const { code, syscall } = error as NodeJS.ErrnoException
      if (code === 'EEXIST') continue
      // What could not be opened is not ours; what was begun is.
      if (syscall !== 'open') await rm(free, { force: true }).catch(() => undefined)
      unwritten(path, error)
    }
  }
}

/** Whether the disk, or what somebody may have of it, is full. */
export const isFull = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException)?.code ?? '')

function unwritten(path: string, error: unknown): never {
  refuse('file.unwritten', isFull(error) ? `磁盘满了，${path} 没有写成。` : `${path} 没有写成。`, {
    remedy: isFull(error)
      ? '请清出磁盘空间，或用 --out 换一个地方。'
      : '请检查文件夹还在不在、能不能写，文件是不是正开着，或用 --out 换一个地方。',
  })
}
