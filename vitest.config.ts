import { defineConfig } from 'vitest/config'

// Tests run against the sources: `@x/source` is the export condition that leads there.
const conditions = ['@x/source', 'node', 'import', 'module', 'default']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'packages/*/test/**/*.test.ts', 'tools/**/*.test.ts', 'examples/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    pool: 'forks',
    testTimeout: 30_000,
    restoreMocks: true,
    unstubEnvs: true,
  },
})
