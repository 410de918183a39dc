// Which builds the runtime's own export conditions have chosen, and what they leave to the runtime.
import type { Case } from '../case.ts'

const group = 'builds'

export const buildCases: readonly Case[] = [
  {
    group,
    name: 'the entry of @x/signer',
    observe: async ({ host, input }) => (await host.chosenBuilds(input.bundled)).entry,
    expected: '@x/signer/dist/index.js',
  },
  {
    group,
    name: 'the runtime modules',
    observe: async ({ host, input }) =>
      (await host.chosenBuilds(input.bundled)).runtime.map((file) => file.replace(/\.c?js$/, '')),
    expected: ['@x/http/dist/runtime/node', '@x/signer/dist/runtime/node-keys', '@x/signer/dist/runtime/node'],
  },
  {
    group,
    name: 'modules that a bundle leaves to the runtime',
    observe: ({ input }) => input.external,
    expected: [],
  },
]
