// Runs the two runners below as a reader does, each in a process of its own.
import { defineConfig } from 'vitest/config'

export default defineConfig({ test: { root: import.meta.dirname, include: ['*.test.ts'], testTimeout: 120_000 } })
