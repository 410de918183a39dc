// How long explainDefaultSigner takes to find out that nothing of OCI is here, each time in a fresh process.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { withEmulator, withFolder, type Variables } from '../../loopback.ts'
import { spreadOf } from '../../measure.ts'
import { MILLISECONDS, showSpread, type Measurement, type Row } from '../../row.ts'

const GOAL_MS = 5_000
/** The limits of the probes make the time, and the machine little of it. */
const MAX_ROUNDS = 5
const CHILD = fileURLToPath(new URL('../../children/explain.mjs', import.meta.url))

interface Explained {
  readonly taken?: string
  readonly outcomes: Readonly<Record<string, string>>
  readonly spentMs: number
}

/** Whether a network that drops what is sent to addresses it does not know is put in the place of this machine's. */
type Network = 'open' | 'silent'

export const measure: Measurement = ({ rounds }) =>
  withEmulator(
    ({ environments }) =>
      withFolder(async (home) => {
        const nothing = { HOME: home, USERPROFILE: home }
        const pod = { ...nothing, ...podElsewhere(environments['oke'] ?? {}) }
        const times = (network: Network, env: Variables): readonly number[] =>
          Array.from({ length: Math.min(rounds, MAX_ROUNDS) }, () => explain(network, env))
        return [
          row('where nothing of OCI is set, on the network of this machine', times('open', nothing)),
          row('  on a network where the metadata addresses never answer', times('silent', nothing)),
          row('  in a pod of another cluster, where nothing answers either', times('silent', pod)),
        ]
      }),
    ['oke'],
  )

/** What any cluster sets, and a CA that can be read, so that the cluster is asked whether it is OKE's. */
function podElsewhere({
  KUBERNETES_SERVICE_HOST: host = '',
  OCI_KUBERNETES_SERVICE_ACCOUNT_CERT_PATH: ca = '',
}: Variables): Variables {
  return { KUBERNETES_SERVICE_HOST: host, OCI_KUBERNETES_SERVICE_ACCOUNT_CERT_PATH: ca }
}

/** @throws Error when something is found */
function explain(network: Network, env: Variables): number {
  const output = execFileSync(process.execPath, [CHILD, network], { env, encoding: 'utf8' })
  const { taken, outcomes, spentMs } = JSON.parse(output) as Explained
  if (taken === undefined && Object.values(outcomes).every((outcome) => outcome === 'absent')) return spentMs
  throw new Error(`Off OCI explainDefaultSigner found ${taken ?? 'nothing'}: ${JSON.stringify(outcomes)}.`)
}

/** Every answer has to come in time, not only half of them. */
function row(where: string, spentMs: readonly number[]): Row {
  return {
    what: where.startsWith(' ') ? where : `explainDefaultSigner ${where}`,
    goal: `≤ ${GOAL_MS / 1000} s`,
    measured: showSpread(spreadOf(spentMs), MILLISECONDS),
    reached: Math.max(...spentMs) <= GOAL_MS,
    mustHold: true,
    raw: { spentMs },
  }
}
