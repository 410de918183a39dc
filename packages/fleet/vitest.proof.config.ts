// A fleet of many processes on one redis-server, which takes minutes: `npm run fleet`, and no part of `npm test`.
import { defineConfig } from 'vitest/config'

// Tests run against the sources, as in the workspace's own configuration.
const conditions = ['@x/source', 'node', 'import', 'module', 'default']
const nodeConditions = ['@x/source', 'node']

export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions: nodeConditions, externalConditions: nodeConditions } },
  test: { include: ['test/**/*.proof.ts'], pool: 'forks' },
})
