// First signed calls in fresh processes: what is loaded when first used is loaded then, and counts.
import { fileURLToPath } from 'node:url'
import type { EmulatorProcess } from '../../loopback.ts'
import { peerFolder } from '../../peers.ts'
import { runIn, type MeasuredPrincipal } from './principals.ts'

export interface FirstCall {
  /** Milliseconds from the constructor to the end of the answer. */
  readonly callMs: number
  readonly importMs: number
  /** What an instance's call went into; the same parts, in the same order, for both contenders. */
  readonly phasesMs: Readonly<Record<string, number>>
}

export type Contender = 'ours' | 'peer'

const CHILD = fileURLToPath(new URL('../../children/first-call.mjs', import.meta.url))

interface Asked {
  readonly contender: Contender
  /** Whether the key of its token is there already. @defaultValue 'new' */
  readonly key?: 'new' | 'given'
}

/** @returns what oci-common fails with, where it does */
export function firstCall(
  emulator: EmulatorProcess,
  principal: MeasuredPrincipal,
  { contender, key = 'new' }: Asked,
): FirstCall | { readonly failure: string } {
  const { url, tenancy } = emulator
  return runIn(emulator, principal, [CHILD, contender, principal.name, key, url, peerFolder('oci-common'), tenancy])
}

/** @throws Error when it fails */
export function successfulCall(emulator: EmulatorProcess, principal: MeasuredPrincipal, asked: Asked): FirstCall {
  const call = firstCall(emulator, principal, asked)
  if ('failure' in call) throw new Error(`oci-common could not call as ${principal.label}: ${call.failure}.`)
  return call
}

/** In turns; which of them is first changes from round to round. The first round, not counted, warms the disk's cache. */
export function inTurns<Name extends string>(
  contenders: Readonly<Record<Name, () => FirstCall>>,
  rounds: number,
): Record<Name, readonly FirstCall[]> {
  const turns = Object.entries(contenders) as [Name, () => FirstCall][]
  const calls = Object.fromEntries(turns.map(([name]) => [name, [] as FirstCall[]])) as Record<Name, FirstCall[]>
  for (let round = 0; round <= rounds; round++) {
    for (const [name, run] of round % 2 === 0 ? turns : turns.toReversed()) {
      const call = run()
      if (round > 0) calls[name].push(call)
    }
  }
  return calls
}
