// The runtimes of the matrix, one row each: what they are called, where their binary comes from, how they start the suite.
import type { Trait } from '../suite/traits.ts'

export interface Runtime {
  readonly id: string
  readonly label: string
  /** How the packages are loaded. */
  readonly loads: 'ESM' | 'CommonJS' | 'bundle'
  /** Name in {@link PINNED} of what npm installs; Chromium comes from the system. */
  readonly binary: string | undefined
  readonly traits: readonly Trait[]
  /** In `launchers/`. */
  readonly launcher: string
}

/** Where the binary of a runtime is, or why it is not there. */
export type Found = { readonly executable: string } | { readonly missing: string }

/** What the registry has of each binary, pinned. */
export const PINNED: Readonly<Record<string, string>> = {
  /** The oldest that the packages promise: what they need of it is tried there, not in the newest of its line. */
  'node20.19': '20.19.0',
  node20: '20.20.2',
  node22: '22.23.3',
  node24: '24.21.0',
  node26: '26.10.0',
  bun: '1.4.5',
  deno: '2.9.6',
  workerd: '1.20261117.1',
}

const NODES = ['20', '22', '24', '26']

const node = (major: string): readonly Runtime[] => {
  const common = { binary: `node${major}`, label: `Node ${major}` }
  return [
    { ...common, id: `node${major}`, loads: 'ESM', traits: ['node'], launcher: 'node.mjs' },
    { ...common, id: `node${major}-cjs`, loads: 'CommonJS', traits: ['node', 'cjs'], launcher: 'node.cjs' },
  ]
}

export const RUNTIMES: readonly Runtime[] = [
  ...NODES.flatMap(node),
  { id: 'bun', label: 'Bun', loads: 'ESM', binary: 'bun', traits: ['bun'], launcher: 'bun.mjs' },
  { id: 'deno', label: 'Deno', loads: 'ESM', binary: 'deno', traits: ['deno'], launcher: 'deno.mjs' },
  {
    id: 'workerd',
    label: 'workerd',
    loads: 'bundle',
    binary: 'workerd',
    traits: ['workerd', 'web'],
    launcher: 'workerd.mjs',
  },
  {
    id: 'chromium',
    label: 'Chromium',
    loads: 'bundle',
    binary: undefined,
    traits: ['chromium', 'web'],
    launcher: 'chromium.mjs',
  },
]
