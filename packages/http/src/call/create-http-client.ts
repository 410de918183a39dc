// Makes the function that performs calls; everything it needs is loaded and read at the first of them.
import { type Environment, type OptionNames, processEnvironment, refuseUnknownOptions } from '@x/kernel'
import { UnsupportedOptionError } from '../errors/option-errors.ts'
import type { CallOptions, HttpClient } from './http-client.ts'
import { limitsOf } from './limits.ts'
import type { Logger } from '../report/observe.ts'
import { outgoingRequest } from './outgoing-request.ts'
import { performCall } from './perform-call.ts'
import { proxyFor } from '../proxy/choose-proxy.ts'
import type { ClientCertificate, Transport } from '../runtime/transport.ts'
import { userAgentOf } from './user-agent.ts'
import { setRuntimeTimer, type SetTimer } from '../watch/watch.ts'
import { createTransport, hasTlsOptions, userAgentHeader } from '#runtime'

/**
 * How a client connects, and for how long it waits.
 *
 * @public
 */
export interface HttpClientOptions extends Omit<CallOptions, 'signal'> {
  /** @defaultValue 10_000 */
  readonly connectTimeoutMs?: number | undefined
  /** @defaultValue 60_000 */
  readonly readTimeoutMs?: number | undefined
  /** @defaultValue 130_000, or `connectTimeoutMs` and twice `readTimeoutMs` where that is more */
  readonly deadlineMs?: number | undefined
  /** @defaultValue 10_485_760 (10 MiB) */
  readonly maxResponseBytes?: number | undefined
  /**
   * Path of a PEM file with the CAs to trust instead of the runtime's own, or `false` to trust every server: then anybody
   * in between can read and change what is sent.
   *
   * @defaultValue the runtime's CAs
   */
  readonly certBundleVerify?: string | false | undefined
  /** What this client shows to servers that ask for a certificate. */
  readonly clientCertificate?: ClientCertificate | undefined
  /** Added to the user agent. */
  readonly userAgent?: string | undefined
  /** Address of an HTTP proxy, or `false` for none. @defaultValue what `env` says */
  readonly proxy?: string | URL | false | undefined
  /** `HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY` and `OCI_SDK_APPEND_USER_AGENT` are read from it. @defaultValue process.env */
  readonly env?: Environment | undefined
  readonly logger?: Logger | undefined
  /** Reads certificates and keys. @defaultValue the file system */
  readonly readFile?: ((path: string) => Promise<Uint8Array>) | undefined
  /** Runs the time limits. @defaultValue setTimeout */
  readonly setTimer?: SetTimer | undefined
  /** Epoch milliseconds, for the durations in log lines. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
}

const CALL_OPTIONS: OptionNames<CallOptions> = {
  signal: true,
  connectTimeoutMs: true,
  readTimeoutMs: true,
  deadlineMs: true,
  maxResponseBytes: true,
}

const OPTIONS: OptionNames<HttpClientOptions> = {
  connectTimeoutMs: true,
  readTimeoutMs: true,
  deadlineMs: true,
  maxResponseBytes: true,
  certBundleVerify: true,
  clientCertificate: true,
  userAgent: true,
  proxy: true,
  env: true,
  logger: true,
  readFile: true,
  setTimer: true,
  now: true,
}

const NEEDS_NODE = ['certBundleVerify', 'clientCertificate', 'proxy'] as const

/**
 * A function that performs one call at a time limit: no redirect is followed, no response grows without bound, no secret
 * shows in what it throws or logs.
 *
 * Connections are kept open and shared between the calls of one client, and don't keep the process alive.
 *
 * @throws {@link UnsupportedOptionError} `ERR_UNSUPPORTED_OPTION` when an option needs Node and this is a browser or worker
 * @throws TypeError `ERR_INVALID_ARGUMENT` for an unknown option, or when a limit is not a positive number
 * @example
 * ```ts
 * import { createHttpClient } from '@x/http'
 * const http = createHttpClient({ readTimeoutMs: 5_000 })
 * const { status, headers } = await http({ method: 'GET', url: 'https://identity.us-phoenix-1.oraclecloud.com/' })
 * ```
 * @public
 */
export function createHttpClient(options: HttpClientOptions = {}): HttpClient {
  refuseUnknownOptions(options, OPTIONS)
  const refused = hasTlsOptions ? undefined : NEEDS_NODE.find((name) => options[name] !== undefined)
  if (refused !== undefined) throw new UnsupportedOptionError(refused)
  limitsOf({}, options)
  let transport: Promise<Transport> | undefined
  const open = (): Promise<Transport> => {
    const { certBundleVerify, clientCertificate, readFile } = options
    transport ??= createTransport({ certBundleVerify, clientCertificate, readFile }).catch((error: unknown) => {
      // A file that is missing now may be there for the next call.
      transport = undefined
      throw error
    })
    return transport
  }
  return async (request, callOptions = {}) => {
    const { env = processEnvironment(), setTimer = setRuntimeTimer, now = Date.now, logger } = options
    refuseUnknownOptions(callOptions, CALL_OPTIONS)
    callOptions.signal?.throwIfAborted()
    const limits = limitsOf(callOptions, options)
    const outgoing = outgoingRequest(request)
    outgoing.headers[userAgentHeader()] ??= userAgentOf(options.userAgent, env)
    const proxy = hasTlsOptions ? proxyFor(outgoing.url, options.proxy, env) : undefined
    return performCall({ ...outgoing, proxy }, limits, { open, setTimer, now, logger, signal: callOptions.signal })
  }
}
