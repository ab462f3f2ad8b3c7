/** LibreOffice and poppler as readers and writers of real files. Tests that need them say so and skip where they are missing. */
import { execFile, execFileSync } from 'node:child_process'
import { readdirSync, realpathSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

function found(command: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** True where it cannot be told by files. */
function hasPart(name: string): boolean {
  const soffice = execFileSync('sh', ['-c', 'command -v soffice'], { encoding: 'utf8' }).trim()
  const libraries = readdirSync(dirname(realpathSync(soffice))).filter((file) => file.endsWith('lo.so'))
  return libraries.length === 0 || libraries.includes(`lib${name}lo.so`)
}

export const hasLibreOffice = found('soffice')
/** Reads Word files: distributions package each part of LibreOffice by itself. */
export const hasWriter = hasLibreOffice && hasPart('sw')
export const hasPoppler = found('pdftotext')

/** Prints why a test does nothing. */
export function sayMissing(what: string): void {
  console.log(`这台机器没有 ${what}，跳过用它核对的测试。`)
}

/** Converts a file as a person would by “另存为”; `to` is an extension, or `extension:filter:options`. Each call has its own profile. */
export async function convert(bytes: Uint8Array, name: string, to: string): Promise<Uint8Array> {
  return inFolder(async (folder) => {
    await writeFile(join(folder, name), bytes)
    const profile = `-env:UserInstallation=file://${folder}/profile`
    const out = join(folder, 'out')
    await run('soffice', [profile, '--headless', '--convert-to', to, '--outdir', out, join(folder, name)], {
      timeout: 120_000,
    })
    const [written] = await readdir(out)
    if (!written) throw new Error(`LibreOffice 没有写出 ${name} 的 ${to}。`)
    return readFile(join(out, written))
  })
}

/** Lines of each page of a PDF, without the spaces that printing puts between words and figures. */
export async function pdfLines(pdf: Uint8Array): Promise<string[][]> {
  return inFolder(async (folder) => {
    const file = join(folder, 'a.pdf')
    await writeFile(file, pdf)
    const { stdout } = await run('pdftotext', ['-layout', file, '-'], { maxBuffer: 1 << 26 })
    const pages = stdout.split('\f').map((page) =>
      page
        .split('\n')
        .map((line) => line.replace(/\s/g, ''))
        .filter(Boolean),
    )
    return pages.filter((page) => page.length > 0)
  })
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'office-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
