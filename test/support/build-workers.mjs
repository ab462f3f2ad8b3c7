import { buildWorkers, packEmptyDatabase } from '../../scripts/build.mjs'

/** Vitest calls this once before the first test: the threads under test are bundles, and must be today's. */
export default async function setup() {
  await buildWorkers()
  await packEmptyDatabase()
}
