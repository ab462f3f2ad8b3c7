import { defineConfig } from 'vitest/config'

const shared = {
  pool: 'forks' as const,
  testTimeout: 60_000,
  hookTimeout: 120_000,
}

export default defineConfig({
  test: {
    maxWorkers: 2,
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
            ? ['{src/store,src/access,src/measure,test/crash,test/parity,test/security}/**/*.test.ts', 'test/journeys/{year,issue,first-township,empty-township}.test.ts']
            : [],
        },
      },
    ],
  },
})
