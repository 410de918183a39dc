// A token for kubectl: the address of the cluster's own endpoint with a signature in it, as OCI's CLI makes it.
import { argumentError, base64Of, type Environment, type OptionNames, refuseUnknownOptions } from '@x/kernel'
import { endpointFor, regionFromCode, resolveRegion } from '@x/config/regions'
import { presign, type RequestSigner } from '@x/signer'
import { MissingInputError } from '../errors/errors.ts'

/** What kubectl reads from a program that it asks for a credential. @public */
export interface ExecCredential {
  readonly apiVersion: 'client.authentication.k8s.io/v1beta1'
  readonly kind: 'ExecCredential'
  readonly status: {
    /** Secret: whoever holds it is the signer for this cluster until it ends. */
    readonly token: string
    /** When kubectl asks again, e.g. `2026-11-29T08:04:00Z`. */
    readonly expirationTimestamp: string
  }
}

/** Options of {@link okeToken}. @public */
export interface OkeTokenOptions {
  /** OCID of the cluster. */
  readonly clusterId: string
  /** Who kubectl is to be. It must not sign for somebody else by a delegation token. */
  readonly signer: RequestSigner
  /** Code or identifier. @defaultValue the one in the OCID of the cluster */
  readonly region?: string | undefined
  /** Name the Container Engine by its dual-stack host, with `ds.oci` in it; only where that is known to be there. @defaultValue false */
  readonly dualStack?: boolean | undefined
  /** What this function yielded before: it is yielded again while a minute or more of it is left. */
  readonly previous?: ExecCredential | undefined
  /** The variables about regions and realms. @defaultValue process.env */
  readonly env?: Environment | undefined
  /** Epoch milliseconds. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
  readonly signal?: AbortSignal | undefined
}

const OPTIONS: OptionNames<OkeTokenOptions> = {
  clusterId: true,
  signer: true,
  region: true,
  dualStack: true,
  previous: true,
  env: true,
  now: true,
  signal: true,
}

const ENGINE = 'https://containerengine.{region}.{dualStack?ds.oci.:}{secondLevelDomain}'
/** The signature holds for five minutes; kubectl is told four, so that what it sends last still arrives in time. */
const LIFETIME_MS = 240_000
const MARGIN_MS = 60_000

/**
 * Yields a credential for kubectl, to be printed as JSON by the program that a kubeconfig names under `exec`. It lasts four minutes.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `clusterId` is no OCID of a cluster, when the signer covers headers that an address
 * cannot carry, or for an unknown option
 * @throws {@link MissingInputError} `ERR_MISSING_INPUT` when no region is given and the OCID names none that is known
 * @throws InvalidRegionError `ERR_INVALID_REGION` when the region cannot be part of a host
 * @throws whatever the signer rejects with
 * @example
 * ```ts
 * import { okeToken } from '@x/auth-federation'
 * import type { RequestSigner } from '@x/signer'
 * declare const signer: RequestSigner
 * const credential = await okeToken({ clusterId: 'ocid1.cluster.oc1.phx.aaaa', signer })
 * console.log(JSON.stringify(credential))
 * ```
 * @see docs/sources.md#presigned-address
 * @public
 */
export async function okeToken(options: OkeTokenOptions): Promise<ExecCredential> {
  refuseUnknownOptions(options, OPTIONS)
  const { signer, previous, now = Date.now, signal } = options
  signal?.throwIfAborted()
  if (typeof signer?.sign !== 'function') throw new MissingInputError('The token for kubectl', ['signer'])
  const url = await requestUrl(options)
  const startMs = now()
  if (previous && serves(previous, url, startMs)) return previous
  const address = await presign({ method: 'GET', url }, signer, { now: () => startMs, signal })
  return {
    apiVersion: 'client.authentication.k8s.io/v1beta1',
    kind: 'ExecCredential',
    status: {
      token: base64Of(new TextEncoder().encode(address.href)).replaceAll('+', '-').replaceAll('/', '_'),
      expirationTimestamp: new Date(startMs + LIFETIME_MS).toISOString().replace(/\.\d+Z$/, 'Z'),
    },
  }
}

const CLUSTER_ID = /^ocid\d\.cluster\.[\w-]+\.([\w-]*)\.[\w.-]+$/

async function requestUrl({ clusterId, region, dualStack = false, env, signal }: OkeTokenOptions): Promise<string> {
  const [, code] = CLUSTER_ID.exec(clusterId) ?? []
  if (code === undefined)
    throw argumentError('clusterId is no OCID of a cluster. Give one such as ocid1.cluster.oc1.phx.aaaa….')
  const named = region?.trim() || regionOf(code)
  if (named === undefined) throw new MissingInputError('The token for kubectl', ['region'])
  const place = await resolveRegion(named, { env, signal })
  return `${endpointFor(ENGINE, place, { env, dualStackEndpointsEnabled: dualStack })}/cluster_request/${clusterId}`
}

/** OCIDs have the code of the older regions, and the identifier of the newer ones. */
const regionOf = (text: string): string | undefined =>
  regionFromCode(text)?.id ?? (/^[a-z]+(?:-[a-z]+)+-\d+$/.test(text) ? text : undefined)

/** Whether it is for this cluster, and for long enough. What was handed in may be anything. */
function serves(credential: ExecCredential, url: string, nowMs: number): boolean {
  const { token, expirationTimestamp } = credential.status ?? {}
  const leftMs = Date.parse(expirationTimestamp) - nowMs
  const isFresh = leftMs >= MARGIN_MS && leftMs <= LIFETIME_MS
  return isFresh && typeof token === 'string' && token.startsWith(startOf(url))
}

/** The beginning of every token for this address: base64 writes three bytes as four characters. */
function startOf(url: string): string {
  const text = `${url}?authorization=`
  return base64Of(new TextEncoder().encode(text.slice(0, text.length - (text.length % 3))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}
