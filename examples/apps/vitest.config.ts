// The examples by themselves, against the built packages, as a reader of theirs has them.
import { defineConfig } from 'vitest/config'

export default defineConfig({ test: { root: import.meta.dirname, include: ['**/*.test.ts'], testTimeout: 30_000 } })
