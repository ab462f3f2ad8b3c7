import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const shared = {
  pool: 'forks' as const,
  // One process after another would read every module and compile the embedded database again: that is a third of all work.
  isolate: false,
  testTimeout: 60_000,
  hookTimeout: 120_000,
}

/** Files that use the made-up year come last: it is being generated meanwhile, and nobody stands waiting for it. */
class DemonstrationLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const waits = (file: TestSpecification) => /demo(Office|Copy)\(/.test(readFileSync(file.moduleId, 'utf8'))
    const sorted = await super.sort(files)
    return [...sorted.filter((file) => !waits(file)), ...sorted.filter(waits)]
  }
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: DemonstrationLast },
    globalSetup: ['test/support/build.mjs'],
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: 'pglite',
          include: ['{src,township,demo,test,bench,web}/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'postgres',
          include: process.env.SHOUWANG_TEST_PG
            ? ['{src/store,src/access,src/measure,src/notice,test/crash,test/load,test/parity,test/security}/**/*.test.ts', 'test/journeys/{year,issue,first-township,empty-township,ledgers}.test.ts']
            : [],
        },
      },
    ],
  },
})
