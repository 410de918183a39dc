// The mechanisms, in the order of the table's rows: which script plays a client there, and what surrounds it.
import { join } from 'node:path'
import type { EmulatedPlace, Emulator, EmulatorOptions } from '@x/emulator'
import { archiveSessions } from './archived-session.ts'
import { shareHome } from './ocix-place.ts'
import { openSessions } from './opened-sessions.ts'
import { writeConfig } from './written-config.ts'

type Variables = Readonly<Record<string, string>>

export interface Mechanism {
  readonly id: string
  readonly title: string
  /** Name of the case script that each client has in its own language. */
  readonly script: string
  readonly emulator?: EmulatorOptions
  /** Whether a client with fixed addresses is led to the emulator from those of the region. */
  readonly hasRegionalAddresses?: boolean
  /** The variables of the place, with its files in `folder`. */
  readonly environment: (oci: Emulator, folder: string) => Promise<Variables>
}

const at =
  (...places: readonly EmulatedPlace[]): Mechanism['environment'] =>
  async (oci, folder) => {
    const variables = await Promise.all(places.map((place) => oci.environment(place, join(folder, place))))
    return Object.assign({}, ...variables) as Variables
  }

/** Of the OKE clusters that OCI makes; the SDKs for Python, Go and Java know no other. */
const PROXYMUX_PORT = 12_250

const resource = (version: '1.1' | '2.1' | '2.1.1' | '2.1.2' | '2.2' | '3.0'): Mechanism => ({
  id: `resource-${version}`,
  title: `resource principal ${version}`,
  script: 'resource',
  environment: at(`resource-${version}`),
})

export const MECHANISMS: readonly Mechanism[] = [
  { id: 'api-key', title: 'API key', script: 'api-key', environment: at('user') },
  { id: 'difficult', title: 'difficult requests', script: 'difficult', environment: at('user') },
  { id: 'first-calls', title: 'first calls', script: 'first-calls', environment: at('user') },
  { id: 'session', title: 'session token', script: 'session', environment: at('user') },
  {
    id: 'written-config',
    title: 'config file that `@x/config` wrote',
    script: 'written-config',
    environment: writeConfig,
  },
  {
    id: 'opened-session',
    title: 'session that `@x/session` opened',
    script: 'opened-session',
    hasRegionalAddresses: true,
    environment: openSessions,
  },
  {
    id: 'cli-session',
    title: 'session that OCI’s CLI opened',
    script: 'cli-session',
    hasRegionalAddresses: true,
    environment: openSessions,
  },
  {
    id: 'session-archive',
    title: 'session archive',
    script: 'session-archive',
    hasRegionalAddresses: true,
    environment: archiveSessions,
  },
  { id: 'ocix', title: '`ocix` beside OCI’s CLI', script: 'ocix', environment: shareHome },
  { id: 'instance', title: 'instance principal', script: 'instance', environment: at('instance') },
  { id: 'delegation', title: 'instance for a user', script: 'delegation', environment: at('instance') },
  ...(['1.1', '2.1', '2.1.1', '2.1.2', '2.2', '3.0'] as const).map(resource),
  {
    id: 'resource-delegation',
    title: 'resource for a user',
    script: 'resource',
    environment: async (oci, folder) => ({ ...(await at('resource-2.2')(oci, folder)), INTEROP_DELEGATION: 'yes' }),
  },
  {
    id: 'oke',
    title: 'OKE workload identity',
    script: 'oke',
    emulator: { proxymuxPort: PROXYMUX_PORT },
    environment: at('oke'),
  },
  { id: 'token-exchange', title: 'token exchange', script: 'token-exchange', environment: at('token-exchange') },
  { id: 'scoped-oauth', title: 'token of one scope', script: 'scoped-oauth', environment: at('instance') },
  { id: 'data-plane', title: 'identity data plane', script: 'data-plane', environment: at('user') },
  {
    id: 'tls',
    title: 'TLS with a CA of its own',
    script: 'tls',
    emulator: { tls: true },
    environment: at('user', 'instance'),
  },
]
