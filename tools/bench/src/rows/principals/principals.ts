// The principals that are measured: where each runs, and what its first token may cost. The children know how each is made.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { EmulatorProcess } from '../../loopback.ts'

/** What many first signatures at once cost in all, where callers share what one of them has begun. */
interface Cost {
  /** RSA keys made. */
  readonly keys: number
  /** How often the document of the metadata service was asked for that was asked for most. */
  readonly metadata: number
  /** Requests to all other services, none of which is the signed call. */
  readonly calls: number
  /** In a few words. */
  readonly why: string
}

export interface MeasuredPrincipal {
  /** The name of the children's entry. */
  readonly name: string
  readonly label: string
  /** A place of the emulator, see `Emulator.environment`. */
  readonly place: string
  readonly cost: Cost
  /** Whether oci-common has it, too. */
  readonly hasPeer?: boolean
}

const ONE_EXCHANGE = { keys: 1, metadata: 0, calls: 1, why: 'one key, one exchange' }
const OWN_KEY = { keys: 0, metadata: 0, calls: 2, why: 'a key of its own; an exchange of two steps' }
const AT_HAND = { keys: 0, metadata: 0, calls: 0, why: 'key and token are there' }
const OF_INSTANCE = { keys: 1, metadata: 1, calls: 1, why: 'one key, one look at the metadata, one exchange' }

const resource = (version: string, cost: Cost): MeasuredPrincipal => ({
  name: `resource-${version}`,
  label: `resource principal ${version}`,
  place: `resource-${version}`,
  cost,
  hasPeer: version === '2.2',
})

export const INSTANCE: MeasuredPrincipal = {
  name: 'instance',
  label: 'instance principal',
  place: 'instance',
  cost: OF_INSTANCE,
}

export const OTHERS: readonly MeasuredPrincipal[] = [
  { ...INSTANCE, name: 'delegation', label: 'instance principal with a delegation token' },
  resource('1.1', { keys: 2, metadata: 1, calls: 3, why: 'the instance’s, then a key and an exchange of two steps' }),
  resource('2.1', OWN_KEY),
  resource('2.1.1', OWN_KEY),
  resource('2.1.2', OWN_KEY),
  resource('2.2', AT_HAND),
  resource('3.0', { keys: 1, metadata: 0, calls: 2, why: 'one key, an exchange of two steps for the one parent' }),
  { name: 'oke', label: 'pod of an OKE cluster', place: 'oke', cost: ONE_EXCHANGE, hasPeer: true },
  { name: 'token-exchange', label: 'token exchange', place: 'token-exchange', cost: ONE_EXCHANGE },
  { name: 'oauth', label: 'scoped exchange by an API key', place: 'user', cost: ONE_EXCHANGE },
  {
    name: 'user',
    label: 'API key of a profile',
    place: 'user',
    cost: { ...AT_HAND, why: 'the key is there' },
    hasPeer: true,
  },
  { name: 'session', label: 'session of a profile', place: 'user', cost: AT_HAND, hasPeer: true },
]

export const PLACES: readonly string[] = [...new Set([INSTANCE, ...OTHERS].map(({ place }) => place))]

const CWD = fileURLToPath(new URL('../../..', import.meta.url))

/** Runs a child in a fresh process, as a program in one of the emulator's places, and yields what it prints. */
export function runIn<Printed>(
  { environments }: EmulatorProcess,
  { place }: MeasuredPrincipal,
  command: readonly string[],
): Printed {
  const env = { ...process.env, ...environments[place] }
  return JSON.parse(execFileSync(process.execPath, command, { cwd: CWD, env, encoding: 'utf8' })) as Printed
}
