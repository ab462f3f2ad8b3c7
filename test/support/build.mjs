import { buildAll } from '../../scripts/build.mjs'

/** Vitest calls this once before the first test: the threads, program and pages under test are bundles, and must be today's. */
export default () => buildAll()
