// How soon every other principal makes its first signed call: beside the instance's in the same run, and oci-common's where it has one.
import type { EmulatorProcess } from '../../loopback.ts'
import { ratios, spreadOf } from '../../measure.ts'
import { MILLISECONDS, show, showSpread, TIMES, type Row } from '../../row.ts'
import { firstCall, inTurns, successfulCall, type FirstCall } from './first-calls.ts'
import { INSTANCE, OTHERS, type MeasuredPrincipal } from './principals.ts'

export function rowsOfOthers(emulator: EmulatorProcess, rounds: number): readonly Row[] {
  const failures = failuresOfPeer(emulator)
  const contenders: Record<string, () => FirstCall> = {}
  for (const principal of [INSTANCE, ...OTHERS]) {
    contenders[principal.name] = () => successfulCall(emulator, principal, { contender: 'ours' })
    // Right beside ours, so that both find the machine in the same state.
    if (principal.hasPeer && !failures.has(principal.name))
      contenders[peerOf(principal)] = () => successfulCall(emulator, principal, { contender: 'peer' })
  }
  const calls = inTurns(contenders, rounds)
  const timesOf = (name: string): readonly number[] => (calls[name] ?? []).map(({ callMs }) => callMs)
  return OTHERS.flatMap((principal) => {
    const oursMs = timesOf(principal.name)
    const row = besideInstance(principal, oursMs, timesOf(INSTANCE.name))
    if (!principal.hasPeer) return [row]
    const failure = failures.get(principal.name)
    return [row, failure === undefined ? besidePeer(oursMs, timesOf(peerOf(principal))) : withoutPeer(failure)]
  })
}

const peerOf = ({ name }: MeasuredPrincipal): string => `oci-common: ${name}`

/** By name, what oci-common fails with as a principal that it has: such a row has no number. */
function failuresOfPeer(emulator: EmulatorProcess): ReadonlyMap<string, string> {
  const failures = new Map<string, string>()
  for (const principal of OTHERS.filter(({ hasPeer }) => hasPeer)) {
    const call = firstCall(emulator, principal, { contender: 'peer' })
    if ('failure' in call) failures.set(principal.name, call.failure)
  }
  return failures
}

/** Above 1 it is faster than the instance, as in every row. */
function besideInstance({ label }: MeasuredPrincipal, callMs: readonly number[], instanceMs: readonly number[]): Row {
  const speed = spreadOf(ratios(instanceMs, callMs))
  return {
    what: `first signed call, ${label} / instance principal`,
    measured: `${showSpread(speed, TIMES)}; ${showSpread(spreadOf(callMs), MILLISECONDS)}`,
    raw: { callMs, instanceMs, speed },
  }
}

function besidePeer(oursMs: readonly number[], peerMs: readonly number[]): Row {
  const speed = spreadOf(ratios(peerMs, oursMs))
  return {
    what: '  / oci-common',
    measured: `${showSpread(speed, TIMES)}; oci-common ${show(spreadOf(peerMs).median, MILLISECONDS)}`,
    raw: { peerMs, speed },
  }
}

/** With the first sentence of what it said; links and advice follow. */
const withoutPeer = (failure: string): Row => ({
  what: '  / oci-common',
  measured: `oci-common cannot make the call: ${failure.split(/\.(?:\s|$)/)[0]}`,
  raw: { failure },
})
