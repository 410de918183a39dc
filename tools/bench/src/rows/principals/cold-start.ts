// How soon an instance principal makes its first signed call, beside oci-common against the same emulator.
// Each call is made in a fresh process: what is loaded when first used is loaded then, and counts.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { withEmulator, type EmulatorProcess } from '../../loopback.ts'
import { quantile, ratios, spreadOf } from '../../measure.ts'
import { peerFolder } from '../../peers.ts'
import type { BarPlot } from '../../plots/plot.ts'
import { MILLISECONDS, show, showSpread, TIMES, type Measurement, type Row } from '../../row.ts'

interface FirstCall {
  /** Milliseconds from the constructor to the end of the answer. */
  readonly callMs: number
  readonly importMs: number
  /** What the call's time went into; the same parts, in the same order, for both. */
  readonly phasesMs: Readonly<Record<string, number>>
}
type Contender = 'ours' | 'peer'
type KeyChoice = 'new' | 'given'
type FirstCalls = Readonly<Record<Contender, readonly FirstCall[]>>

const CHILD = fileURLToPath(new URL('../../children/first-call.mjs', import.meta.url))
const CWD = fileURLToPath(new URL('../../..', import.meta.url))
const CONTENDERS: readonly Contender[] = ['ours', 'peer']

export const measure: Measurement = ({ rounds }) =>
  withEmulator(async (emulator) => {
    const cold = firstCalls(emulator, 'new', rounds)
    const given = firstCalls(emulator, 'given', rounds)
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
  })

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

/** In turns; which of them is first changes from round to round. The first round of each, not counted, warms the disk's cache. */
function firstCalls(emulator: EmulatorProcess, key: KeyChoice, rounds: number): FirstCalls {
  const calls: Record<Contender, FirstCall[]> = { ours: [], peer: [] }
  for (let round = 0; round <= rounds; round++) {
    for (const name of round % 2 === 0 ? CONTENDERS : CONTENDERS.toReversed()) {
      const call = firstCall(emulator, name, key)
      if (round > 0) calls[name].push(call)
    }
  }
  return calls
}

function firstCall({ environment, tenancy }: EmulatorProcess, name: Contender, key: KeyChoice): FirstCall {
  const output = execFileSync(process.execPath, [CHILD, name, key, peerFolder('oci-common'), tenancy], {
    cwd: CWD,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  })
  return JSON.parse(output) as FirstCall
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
