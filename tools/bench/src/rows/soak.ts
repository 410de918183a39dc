// Many requests of an instance principal under all that goes wrong in months: faults, tokens that end or are revoked, certificates
// that rotate, a clock that jumps. It is a test more than a figure: what it promises either holds, or the run fails.
import { InstancePrincipalsSecurityTokenSigner } from '@x/auth-federation'
import { messageOf, withChild } from '../loopback.ts'
import type { Measurement } from '../row.ts'
import { sendAll } from '../soak/client.ts'
import { planOf } from '../soak/plan.ts'
import { rowsOf, type SoakReport } from '../soak/promises.ts'

interface Server {
  readonly url: string
  /** The variables that make a client an instance principal here. */
  readonly environment: Readonly<Record<string, string>>
}

const SERVER = new URL('../soak/server.ts', import.meta.url)
/** The server is not measured: it runs unbuilt. */
const EXEC_ARGV = ['-C', '@x/source', '--import', 'tsx']
/** Beyond what a service takes. */
const CLOCK_JUMP_MS = 600_000
const TROUBLES = ['unhandledRejection', 'uncaughtException', 'warning'] as const

export const measure: Measurement = ({ soakRequests }) => {
  const plan = planOf(soakRequests)
  const args = [JSON.stringify(plan)]
  return withChild<Server, ReturnType<typeof rowsOf>>(
    SERVER,
    async ({ url, environment: env }, child) => {
      const clock = jumpingClock(soakRequests)
      const signer = new InstancePrincipalsSecurityTokenSigner({ env, now: clock.now })
      const principal = { renewals: 0, failedRenewals: 0 }
      signer.on('refresh', () => (principal.renewals += 1))
      signer.on('refreshFailed', () => (principal.failedRenewals += 1))
      try {
        const { result: client, troubles } = await watched(() => sendAll(plan, signer, url, clock.onDone))
        child.send('report')
        const server = await messageOf<SoakReport['server']>(child)
        return rowsOf({ plan, client, principal, server, clockJumps: clock.jumps(), troubles })
      } finally {
        await signer.close()
      }
    },
    { args, execArgv: EXEC_ARGV },
  )
}

/** The client's clock: it jumps ahead a third into the run, and back after two thirds. */
function jumpingClock(requests: number) {
  const jumpsAt: readonly number[] = [Math.floor(requests / 3), Math.floor((requests * 2) / 3)]
  let jumps = 0
  return {
    now: () => Date.now() + (jumps % 2) * CLOCK_JUMP_MS,
    onDone: (done: number) => void (jumps = jumpsAt.filter((at) => done >= at).length),
    jumps: () => jumps,
  }
}

/** What nobody handles while `run` lasts. */
async function watched<T>(run: () => Promise<T>): Promise<{ result: T; troubles: readonly string[] }> {
  const troubles: string[] = []
  const listeners = TROUBLES.map(
    (name) => [name, (what: unknown) => troubles.push(`${name}: ${String(what)}`)] as const,
  )
  for (const [name, listener] of listeners) process.on(name as 'warning', listener)
  try {
    return { result: await run(), troubles }
  } finally {
    for (const [name, listener] of listeners) process.off(name, listener)
  }
}
