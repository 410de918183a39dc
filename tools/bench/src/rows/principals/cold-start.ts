// How soon a principal makes its first signed call: an instance beside oci-common against the same emulator, then all others.
import { withEmulator, type EmulatorProcess } from '../../loopback.ts'
import { quantile, ratios, spreadOf } from '../../measure.ts'
import type { BarPlot } from '../../plots/plot.ts'
import { MILLISECONDS, show, showSpread, TIMES, type Measurement, type Row } from '../../row.ts'
import { rowsOfOthers } from './cold-start-others.ts'
import { inTurns, successfulCall, type Contender, type FirstCall } from './first-calls.ts'
import { INSTANCE, PLACES } from './principals.ts'

type FirstCalls = Readonly<Record<Contender, readonly FirstCall[]>>

export const measure: Measurement = ({ rounds }) =>
  withEmulator(async (emulator) => [...rowsOfInstance(emulator, rounds), ...rowsOfOthers(emulator, rounds)], PLACES)

function rowsOfInstance(emulator: EmulatorProcess, rounds: number): readonly Row[] {
  const callsWith = (key: 'new' | 'given'): FirstCalls =>
    inTurns(
      {
        ours: () => successfulCall(emulator, INSTANCE, { contender: 'ours', key }),
        peer: () => successfulCall(emulator, INSTANCE, { contender: 'peer', key }),
      },
      rounds,
    )
  const cold = callsWith('new')
  const given = callsWith('given')
  const total = ({ callMs, importMs }: FirstCall): number => importMs + callMs
  const call = ({ callMs }: FirstCall): number => callMs
  const plot = phasesPlot({
    '@x/auth-federation': cold.ours,
    'oci-common': cold.peer,
    '@x/…, key at hand': given.ours,
    'oci-common, key at hand': given.peer,
  })
  return [
    { ...row('first signed call of an instance principal', cold, call), plot },
    row('  with the import', cold, total),
    row('  with a session key at hand', given, call),
    row('  with a session key at hand, and the import', given, total),
  ]
}

/** The median of each part, which need not add up to the median of the whole. */
function phasesPlot(calls: Readonly<Record<string, readonly FirstCall[]>>): BarPlot {
  const medianOf = (each: readonly FirstCall[], ms: (call: FirstCall) => number): number => quantile(each.map(ms), 0.5)
  const bars = Object.entries(calls).map(([label, each]) => {
    const names = Object.keys(each[0]?.phasesMs ?? {})
    const phases = names.map((name) => [name, medianOf(each, ({ phasesMs }) => phasesMs[name] ?? 0)])
    return { label, parts: { import: medianOf(each, ({ importMs }) => importMs), ...Object.fromEntries(phases) } }
  })
  const title = 'First signed call of an instance principal in a fresh process'
  return { kind: 'bars', name: 'cold-start', title, bars }
}

/** The ratio is oci-common's time over ours, as in every row: above 1 is faster than it. */
function row(what: string, { ours, peer }: FirstCalls, time: (call: FirstCall) => number): Row {
  const spentMs = { ours: ours.map(time), peer: peer.map(time) }
  const speed = spreadOf(ratios(spentMs.peer, spentMs.ours))
  const [oursMs, peerMs] = [spreadOf(spentMs.ours), spreadOf(spentMs.peer)]
  return {
    what: `${what} / oci-common`,
    measured: `${showSpread(speed, TIMES)}; ${showSpread(oursMs, MILLISECONDS)}, oci-common ${show(peerMs.median, MILLISECONDS)}`,
    raw: { spentMs, speed },
  }
}
