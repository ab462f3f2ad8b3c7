import { build } from 'esbuild'
import { buildAll, bundle, fromRoot } from '../../scripts/build.mjs'

/** What tests start as processes of their own: read as TypeScript, each would take seconds of work before its first line. */
const programs = ['test/support/tenant-program.ts', 'test/support/demo-program.ts', 'test/crash/acts-writer.ts']

export const buildPrograms = () =>
  build({ ...bundle, entryPoints: programs, outdir: fromRoot('dist', 'test'), outbase: fromRoot('test') })

/** Vitest calls this once before the first test: the threads, program and pages under test are bundles, and must be today's. */
export default async () => {
  await buildAll()
  await buildPrograms()
}
