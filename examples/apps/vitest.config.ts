// The examples by themselves, against the built packages, as a reader of theirs has them.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  logLevel: 'error', // Else each file without its source map is named.
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Node 20 wants an attribute where it imports JSON.
    server: { deps: { inline: ['@actions/workflow-parser'] } },
  },
})
