import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The folder that holds package.json, whether this runs from `src/` or from the bundle in `dist/`. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder)
    if (above === folder) throw new Error('package.json not found above this file')
    folder = above
  }
  return folder
}

/** The version in package.json, such as 0.1.0. */
export function programVersion(): string {
  return (JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string }).version
}

/** The built worker `name` (such as 'pglite-worker'), made by `npm run build` out of `<name>.ts`. */
export function workerFile(name: string): URL {
  const file = join(packageRoot(), 'dist', 'workers', `${name}.js`)
  if (!existsSync(file)) throw new Error(`${file} is missing: run npm run build`)
  return pathToFileURL(file)
}
