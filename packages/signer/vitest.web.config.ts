// The same tests over the WebCrypto runtime, which Node has too: the condition `browser` chooses it in package.json's imports.
import { defineConfig } from 'vitest/config'

const conditions = ['@x/source', 'browser', 'import', 'module', 'default']

/** As in the workspace's own configuration. */
const timeLimitMs = 30_000 + 30 * Number(process.env['FUZZ_RUNS'] ?? 0)

export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    name: 'signer-web',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // What is of Node, and what changes modules.
    exclude: ['test/readme.test.ts', 'test/packed.test.ts', 'test/dropped-renewals.test.ts'],
    pool: 'forks',
    isolate: false,
    testTimeout: timeLimitMs,
    hookTimeout: timeLimitMs,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
  },
})
