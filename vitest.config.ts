// One suite for the whole workspace; every package's tests run against the sources, unbuilt.
import { defineConfig } from 'vitest/config'

// Tests run against the sources: `@x/source` is the export condition that leads there.
const conditions = ['@x/source', 'node', 'import', 'module', 'default']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    pool: 'forks',
    // Every core: the default leaves one idle, which on two cores doubles the time.
    maxWorkers: '100%',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    restoreMocks: true,
    unstubEnvs: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: [
            'packages/*/src/**/*.test.ts',
            'packages/*/test/**/*.test.ts',
            'tools/**/*.test.ts',
            'examples/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/dist/**'],
        },
      },
      // The signer once more, over WebCrypto alone.
      'packages/signer/vitest.web.config.ts',
    ],
  },
})
