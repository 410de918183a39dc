// Proxymux, the service of an OKE cluster through which its pods get tokens, and what surrounds a pod.
import { pathOf } from '../../frame/service/place-file.ts'
import type { Place, Service, ServiceRow, Variables } from '../../frame/service/service.ts'
import { putBack } from '../../lib/put-back.ts'
import { integer } from '../../options/check-option.ts'
import { namesOf } from '../../options/unknown-name.ts'
import { ClusterSettings, type EmulatorCluster } from './cluster-settings.ts'
import { CACHED_TOKEN_PATH, examineProxymux, TOKEN_PATH } from './examine-proxymux.ts'
import { ServiceAccountTokens } from './service-account-tokens.ts'

/** What of the OKE cluster can be chosen. */
export interface ProxymuxOptions {
  /**
   * TCP port of proxymux, the service of an OKE cluster that gives tokens to its pods; 0 takes a free one. Most of OCI's SDKs know
   * no other than 12250. It is opened by `environment('oke', folder)`.
   *
   * @defaultValue 0
   */
  readonly proxymuxPort?: number | undefined
}

/** The OKE cluster of a running emulator. */
export interface ProxymuxFace {
  /** The OKE cluster, whose pods exchange the token of their service account for one of OCI. */
  readonly cluster: EmulatorCluster
}

export const proxymux: ServiceRow<ProxymuxOptions, ProxymuxFace> = {
  optionNames: namesOf<ProxymuxOptions>({ proxymuxPort: true }),
  start: ({ tenancy: { names, tokens, source }, now }, { proxymuxPort = 0 }) => {
    const accounts = new ServiceAccountTokens({ source, now, isRevoked: (jti) => tokens.isRevoked(jti) })
    const cluster = new ClusterSettings(names.cluster, accounts)
    const parts = { names, tokens, source, accounts, cluster }
    const service: Service<ProxymuxFace> = {
      examine: (request) => examineProxymux(parts, request),
      ownPort: integer('proxymuxPort', proxymuxPort, 65_535),
      reset: putBack(cluster, ['enhanced', 'lifetimeSeconds']),
      tokenPaths: [TOKEN_PATH, CACHED_TOKEN_PATH],
      environment: {
        oke: async (place) => {
          const token = await cluster.serviceAccountToken()
          return { ...(await podVariables(place, service, token)), OCI_RESOURCE_PRINCIPAL_REGION: names.region }
        },
      },
      face: () => ({ cluster }),
    }
    return service
  },
}

/** What Kubernetes sets in a pod, and what OCI's clients want beside it: Go's the version, TypeScript's the port. */
async function podVariables(place: Place, service: Service, token: string): Promise<Variables> {
  const tokenPath = await pathOf(place, 'token', token)
  const { origin, ca } = await place.openOwnPort(service)
  const { hostname, port } = new URL(origin)
  return {
    KUBERNETES_SERVICE_HOST: hostname.replace(/^\[|\]$/g, ''),
    KUBERNETES_SERVICE_PORT_PROXYMUX: port,
    OCI_KUBERNETES_SERVICE_ACCOUNT_CERT_PATH: await pathOf(place, 'ca.crt', ca),
    OCI_KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH: tokenPath,
    OCI_RESOURCE_PRINCIPAL_VERSION: '2.2',
  }
}
