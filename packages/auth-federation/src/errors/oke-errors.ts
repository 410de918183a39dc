// What can go wrong between a pod of an OKE cluster and its token.
import { errorJson } from '@x/kernel'

/** Why a service-account token cannot be used. @public */
export type ServiceAccountTokenReason = 'missing' | 'malformed' | 'no-expiry' | 'expired'

/** The token of the pod's service account cannot be used; it is never shown. @public */
export class ServiceAccountTokenError extends Error {
  override readonly name = 'ServiceAccountTokenError'
  readonly code = 'ERR_SERVICE_ACCOUNT_TOKEN'
  /**
   * `missing`: there is none, or its file cannot be read; `malformed`: it is no JSON Web Token; `no-expiry`: it does not say when it
   * ends; `expired`: it has ended by the clock that is known.
   */
  readonly reason: ServiceAccountTokenReason
  /** Where it comes from, in words or as a path. */
  readonly source: string

  constructor(reason: ServiceAccountTokenReason, source: string, options?: ErrorOptions) {
    const [problem, remedy] = SENTENCES[reason]
    super(`${problem.replace('%s', () => source)} ${remedy}`, options)
    this.reason = reason
    this.source = source
  }

  toJSON(): object {
    return errorJson(this)
  }
}

const SENTENCES: Readonly<Record<ServiceAccountTokenReason, readonly [problem: string, remedy: string]>> = {
  missing: [
    'There is no service-account token in %s.',
    'Let Kubernetes mount one (automountServiceAccountToken, or a projected volume), or check the path and its permissions.',
  ],
  malformed: [
    'What is in %s is no service-account token, or only a part of one.',
    'Take the token that Kubernetes mounts into the pod, as it is.',
  ],
  'no-expiry': [
    'The service-account token in %s does not say when it expires.',
    'Take one that the kubelet renews, a projected volume, and not that of a Secret.',
  ],
  expired: [
    'The service-account token in %s has expired.',
    'Check that the kubelet renews its file, that it is not a copy, and the clock of this machine.',
  ],
}

/** What {@link ClusterNotEnhancedError} knows of the refusal. @public */
export interface ClusterRefusal {
  readonly status: number
  /** Where the pod asked. */
  readonly address: string
  /** What OCI's support asks for. */
  readonly opcRequestId: string
}

/** The cluster gives this pod no token: it is not an enhanced cluster, or the pod may not have one. @public */
export class ClusterNotEnhancedError extends Error {
  override readonly name = 'ClusterNotEnhancedError'
  readonly code = 'ERR_CLUSTER_NOT_ENHANCED'
  /** 403; 404 where the cluster says `NotAuthorizedOrNotFound`. */
  readonly status: number
  /** Where the pod asked. */
  readonly address: string
  /** What OCI's support asks for. */
  readonly opcRequestId: string

  constructor({ status, address, opcRequestId }: ClusterRefusal, options?: ErrorOptions) {
    super(
      `The cluster refused this pod a token, with HTTP ${status} from ${address} (opc-request-id ${opcRequestId}). ` +
        'Only an enhanced cluster has workload identity: upgrade a basic cluster. In an enhanced cluster check that a policy, or the dynamic group it is for, names this namespace and service account.',
      options,
    )
    this.status = status
    this.address = address
    this.opcRequestId = opcRequestId
  }

  toJSON(): object {
    return errorJson(this)
  }
}
