// The options of startEmulator that concern no single service, checked once and completed with their defaults.
import { EmulatorOptionError } from '../errors.ts'
import { flag, hostNames, integer, loopback } from '../options/check-option.ts'
import { namesOf } from '../options/unknown-name.ts'
import type { ClockOptions } from './clock.ts'
import type { FaultRule } from './faults/fault-rule.ts'
import type { RequestListener } from './records/recorder.ts'
import type { Upstream } from './upstream/forward-request.ts'
import { upstreamOrigin } from './upstream/upstream-origin.ts'

/** Where the emulator listens, by which clock it judges, what it takes and what it keeps. */
export interface FrameOptions {
  /** TCP port; 0 takes a free one. @defaultValue 0 */
  readonly port?: number | undefined
  /** A loopback address; anything else is refused. @defaultValue `"127.0.0.1"` */
  readonly host?: string | undefined
  /** Serve HTTPS with a certificate of the emulator's own CA, see {@link Emulator.ca}. @defaultValue false */
  readonly tls?: boolean | undefined
  /** Answer preflights and allow every origin, for suites that run in a browser; `Date` stays hidden as on OCI. @defaultValue false */
  readonly cors?: boolean | undefined
  /** Where the emulator's clock starts. @defaultValue real time */
  readonly clock?: ClockOptions | undefined
  /** Faults to begin with, see {@link Emulator.faults}. @defaultValue none */
  readonly faults?: readonly FaultRule[] | undefined
  /**
   * Host names, without port, under which the metadata service and the inspector answer beside loopback and link-local
   * addresses, e.g. that of a container. A page of another site whose name leads here could read keys under any other.
   *
   * @defaultValue none
   */
  readonly allowedHosts?: readonly string[] | undefined
  /** How many requests {@link Emulator.requests} keeps; above 10 000 up to a tenth more. @defaultValue 1000 */
  readonly maxRecordedRequests?: number | undefined
  /**
   * Called with the record of each request before it is answered, however many {@link Emulator.requests} keeps. What it throws
   * is ignored.
   */
  readonly onRequest?: RequestListener | undefined
  /**
   * Performs requests whose signature it refuses, as whom they claim to be from or else as the first user; their records keep the verdict
   * and say {@link RecordedRequest.letThrough}. For a first day with an existing program, never for a verdict on one: services that give out
   * tokens refuse as ever. @defaultValue false
   */
  readonly soft?: boolean | undefined
  /**
   * Origin of another service, e.g. an emulator of all of OCI that verifies nothing. What was found genuine goes there when no part of the
   * identity plane takes it, instances and objects included. It gets the request as it came, but for `Authorization`, `opc-obo-token` and
   * `Host`. @defaultValue none: such requests are answered with 404
   */
  readonly upstream?: string | undefined
  /** Largest request body in bytes; a larger one is answered with 413. @defaultValue 209_715_200 (200 MiB) */
  readonly maxBodyBytes?: number | undefined
}

export const FRAME_OPTIONS = namesOf<FrameOptions>({
  port: true,
  host: true,
  tls: true,
  cors: true,
  clock: true,
  faults: true,
  allowedHosts: true,
  maxRecordedRequests: true,
  onRequest: true,
  soft: true,
  upstream: true,
  maxBodyBytes: true,
})

export interface FrameSettings {
  readonly port: number
  readonly host: string
  readonly tls: boolean
  readonly cors: boolean
  readonly allowedHosts: ReadonlySet<string>
  readonly maxRecordedRequests: number
  readonly onRequest: RequestListener | undefined
  readonly soft: boolean
  readonly upstream: Upstream | undefined
  readonly maxBodyBytes: number
}

const MIB = 1024 * 1024
const SILENT_MS = 60_000

/** @throws {@link EmulatorOptionError} for the first option that cannot be used */
export function resolveSettings(options: FrameOptions): FrameSettings {
  const maxBodyBytes = integer('maxBodyBytes', options.maxBodyBytes ?? 200 * MIB, 1024 * MIB)
  const origin = options.upstream === undefined ? undefined : upstreamOrigin(options.upstream)
  return {
    port: integer('port', options.port ?? 0, 65_535),
    host: loopback(options.host ?? '127.0.0.1'),
    tls: flag('tls', options.tls ?? false),
    cors: flag('cors', options.cors ?? false),
    allowedHosts: hostNames('allowedHosts', options.allowedHosts ?? []),
    maxRecordedRequests: integer('maxRecordedRequests', options.maxRecordedRequests ?? 1000, 1_000_000),
    onRequest: listener(options.onRequest),
    soft: flag('soft', options.soft ?? false),
    upstream: origin && { origin, maxBodyBytes, silentMs: SILENT_MS },
    maxBodyBytes,
  }
}

function listener(onRequest: RequestListener | undefined): RequestListener | undefined {
  if (onRequest === undefined || typeof onRequest === 'function') return onRequest
  throw new EmulatorOptionError('onRequest', '"onRequest" is not a function. Give one, or leave it out.')
}
