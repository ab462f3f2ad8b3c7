import { readFile } from 'node:fs/promises'
import { refuse } from '#problem.ts'

export async function readInput(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch {
    return refuse('file.unreadable', `打不开文件 ${path}。`, { remedy: '请检查文件名和路径。' })
  }
}
