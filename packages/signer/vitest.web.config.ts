// The same tests over the WebCrypto runtime, which Node has too: the condition `browser` chooses it in package.json's imports.
import { defineConfig } from 'vitest/config'

const conditions = ['@x/source', 'browser', 'import', 'module', 'default']

export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    name: 'signer-web',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['test/readme.test.ts', 'test/packed.test.ts'],
    pool: 'forks',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    unstubEnvs: true,
  },
})
