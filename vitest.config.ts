// One suite for the whole workspace; every package's tests run against the sources, unbuilt.
import { defineConfig } from 'vitest/config'

// Tests run against the sources: `@x/source` is the export condition that leads there.
const conditions = ['@x/source', 'node', 'import', 'module', 'default']
/** These become Node's own, for `require` too: with `import` among them it would get modules that are not made for it. */
const nodeConditions = ['@x/source', 'node']

/**
 * In less than this every test is done, hung ones fail: the slowest takes 6 s, and 9 s on a busy machine. Files whose
 * tests take longer, such as those with processes of their own, say so. A deep run of the property tests takes what its cases take.
 */
const timeLimitMs = 30_000 + 30 * Number(process.env['FUZZ_RUNS'] ?? 0)

/** Thousands of RSA keys are asked for: these come from a stock. No test needs a network. */
const surroundings = {
  globalSetup: 'tools/testkit/src/key-stock/make-stock.ts',
  setupFiles: ['tools/testkit/src/key-stock/use-stock.ts', 'tools/testkit/src/stay-here.ts'],
}

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions: nodeConditions, externalConditions: nodeConditions } },
  test: {
    pool: 'forks',
    // Every core: the default leaves one idle, which on two cores doubles the time.
    maxWorkers: '100%',
    testTimeout: timeLimitMs,
    hookTimeout: timeLimitMs,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    projects: [
      // Rules, each beside what it tests: one process for many files, which takes a third of the time. What changes modules or the
      // process for good is tested in test/.
      {
        extends: true,
        test: { ...surroundings, name: 'rules', include: ['packages/*/src/**/*.test.ts'], isolate: false },
      },
      {
        extends: true,
        test: {
          ...surroundings,
          name: 'flows',
          include: ['packages/*/test/**/*.test.ts', 'tools/**/*.test.ts', 'examples/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
        },
      },
      // The signer once more, over WebCrypto alone.
      'packages/signer/vitest.web.config.ts',
    ],
  },
})
