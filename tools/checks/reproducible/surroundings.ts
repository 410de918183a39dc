// Two places to pack in that differ in all that must not matter.
import { executableOf } from '../../conformance/src/install/installed.ts'
import { PINNED } from '../../conformance/src/runtimes.ts'

export interface Surroundings {
  /** Below a temporary folder; the longer one shows what depends on where it lies. */
  readonly folder: string
  readonly umask: number
  readonly variables: Readonly<Record<string, string>>
  /** Name of the runtime. */
  readonly node: 'node20' | 'node24'
  /** For faketime, where it is installed. */
  readonly clock: string | undefined
}

export const SURROUNDINGS: readonly [Surroundings, Surroundings] = [
  {
    folder: 'a/clone',
    umask: 0o022,
    variables: { TZ: 'UTC', LC_ALL: 'C', LANG: 'C' },
    node: 'node20',
    clock: undefined,
  },
  {
    folder: 'b/a folder elsewhere/and deeper',
    umask: 0o077,
    variables: { TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' },
    node: 'node24',
    clock: '+400d',
  },
]

export const nodeOf = ({ node }: Surroundings): string => executableOf(node)

export const describeSurroundings = ({ umask, variables, node, clock }: Surroundings, hasFaketime: boolean): string =>
  [
    `Node ${PINNED[node]}`,
    `umask ${umask.toString(8).padStart(3, '0')}`,
    variables['TZ'],
    variables['LC_ALL'],
    ...(clock === undefined
      ? []
      : [hasFaketime ? `clock ${clock}` : 'the same clock, since faketime is not installed']),
  ].join(', ')
