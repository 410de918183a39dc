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
    expected: [
      '@x/http/dist/runtime/node',
      '@x/signer/dist/runtime/node-keys',
      '@x/signer/dist/runtime/node-public-keys',
      '@x/signer/dist/runtime/node',
    ],
  },
  {
    group,
    name: 'the sub-paths of @x/sdk hand on what their libraries have',
    observe: ({ libraries }) =>
      [
        [libraries.umbrellaSigner, libraries.signer],
        [libraries.umbrellaFetch, libraries.signedFetch],
        [libraries.umbrellaRetry, libraries.retry],
      ].map(([mirror, library]) => isSame(mirror, library)),
    expected: [true, true, true],
  },
  {
    group,
    name: 'modules that a bundle leaves to the runtime',
    observe: ({ input }) => input.external,
    expected: [],
  },
]

/** The same names, and the very same objects. */
const isSame = (mirror: object = {}, library: object = {}): boolean => {
  const values = new Map(Object.entries(mirror))
  const originals = Object.entries(library)
  return values.size === originals.length && originals.every(([name, value]) => values.get(name) === value)
}
