import { readFile, writeFile } from 'node:fs/promises'
import { refuse } from '#problem.ts'

export async function readInput(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch {
    return refuse('file.unreadable', `打不开文件 ${path}。`, { remedy: '请检查文件名和路径。' })
  }
}

/** Writes beside what is there already: 退回.xlsx, 退回（2）.xlsx … Returns the path that was written. */
export async function writeBeside(path: string, bytes: Uint8Array): Promise<string> {
  for (let n = 1; ; n++) {
    const free = n === 1 ? path : path.replace(/(\.[^./\\]+)?$/, `（${n}）$1`)
    try {
      await writeFile(free, bytes, { flag: 'wx' })
      return free
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}
