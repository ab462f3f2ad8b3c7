/** A lock file that names only what this machine needs installs nowhere: `npm ci` refuses it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../src/worker-file.ts'

interface Locked {
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

test.each(['.', 'bench/duckdb'])('the lock file of %s holds everything that its packages ask for', (folder) => {
  const read = (name: string) => JSON.parse(readFileSync(join(packageRoot(), folder, name), 'utf8'))
  const packages: Record<string, Locked> = read('package-lock.json').packages
  const { dependencies, devDependencies }: Locked = read('package.json')
  expect([packages['']?.dependencies, packages['']?.devDependencies]).toEqual([dependencies, devDependencies])
  const there = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)))
  const missing = Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !there.has(name))
      .map((name) => `${path} asks for ${name}`),
  )
  expect(missing).toEqual([])
})
