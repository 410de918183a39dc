// One run: a server in its own process, an instance principal here, and the books of both.
import { InstancePrincipalsSecurityTokenSigner, SessionKeySupplier } from '@x/auth-federation'
import type { RequestSigner } from '@x/signer'
import { Client, type ClientReport } from './client.ts'
import { plannedFaults, type FaultCounts } from './fault-plan.ts'
import { withServer } from './server-process.ts'
import type { Settings } from './settings.ts'
import type { ServerReport } from './tally.ts'
import { watchTroubles } from './troubles.ts'

export interface PrincipalReport {
  readonly keyPairs: number
  readonly renewals: number
  readonly failedRenewals: number
}

/** Everything that is known of a run. */
export interface SoakReport {
  readonly settings: Settings
  readonly client: ClientReport
  readonly principal: PrincipalReport
  readonly server: ServerReport
  readonly planned: FaultCounts
  readonly troubles: { readonly count: number; readonly seen: readonly string[] }
}

export interface SoakPorts {
  /** Export conditions of the server's process. @defaultValue none: the built packages */
  readonly conditions?: readonly string[]
  readonly onProgress?: (done: number) => void
  /** Stands between the principal and the clients, for a test of the soak itself. */
  readonly decorate?: (signer: RequestSigner) => RequestSigner
}

export function soak(settings: Settings, ports: SoakPorts = {}): Promise<SoakReport> {
  const { conditions = [], onProgress = () => {}, decorate = (signer: RequestSigner) => signer } = ports
  return withServer(settings, conditions, async (server) => {
    const troubles = watchTroubles(process)
    const principal = new CountedPrincipal(server.environment)
    try {
      const client = await new Client(settings, decorate(principal.signer), server.url).run(onProgress)
      const { requests } = settings
      return {
        settings,
        client,
        principal: principal.report(),
        server: await server.report(),
        planned: plannedFaults(settings, requests),
        troubles: { count: troubles.count(), seen: troubles.seen },
      }
    } finally {
      await principal.signer.close()
      troubles.stop()
    }
  })
}

/** An instance principal whose keys and renewals are counted. */
class CountedPrincipal {
  readonly signer: InstancePrincipalsSecurityTokenSigner
  readonly #counts = { keyPairs: 0, renewals: 0, failedRenewals: 0 }

  constructor(env: Readonly<Record<string, string>>) {
    const counts = this.#counts
    const keys = new SessionKeySupplier()
    const refresh = (): ReturnType<SessionKeySupplier['refresh']> => {
      counts.keyPairs += 1
      return keys.refresh()
    }
    this.signer = new InstancePrincipalsSecurityTokenSigner({ env, sessionKeySupplier: { refresh } })
    this.signer.on('refresh', () => (counts.renewals += 1))
    this.signer.on('refreshFailed', () => (counts.failedRenewals += 1))
  }

  report(): PrincipalReport {
    return { ...this.#counts }
  }
}
