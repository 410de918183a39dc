// The options of startEmulator, checked once and completed with their defaults.
import { hostNames, identifier, integer, loopback } from './options/check-option.ts'
import type { ClockOptions } from './frame/clock.ts'
import type { DataPlaneOptions } from './services/data-plane/data-plane-settings.ts'
import type { FaultRule } from './frame/faults/fault-rule.ts'
import type { FederationOptions } from './services/federation/federation-settings.ts'
import { createOcid } from './lib/ids.ts'
import type { RequestListener } from './frame/records/recorder.ts'

/** How {@link startEmulator} sets the emulator up; every member is optional. */
export interface EmulatorOptions {
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
  /** OCID of the tenancy. @defaultValue a random one */
  readonly tenancy?: string | undefined
  /** OCID of the first user. @defaultValue a random one */
  readonly user?: string | undefined
  /** The first user's API key: an unencrypted RSA private key in PEM. @defaultValue a new 2048-bit key */
  readonly apiKey?: { readonly pem: string } | undefined
  /** Region written to the config file and used as the home region. @defaultValue `"us-phoenix-1"` */
  readonly region?: string | undefined
  /** How long the auth service's tokens last and what they say, see {@link Emulator.federation}. */
  readonly federation?: FederationOptions | undefined
  /** How long the identity data plane's tokens last, see {@link Emulator.dataPlane}. */
  readonly dataPlane?: DataPlaneOptions | undefined
  /** Put the units of the instance's certificate into one part of its subject, as OCI once did. @defaultValue false: a part for each */
  readonly multiValuedSubject?: boolean | undefined
  /**
   * Host names, without port, under which the metadata service and the inspector answer beside loopback and link-local
   * addresses, e.g. that of a container. A page of another site whose name leads here could read keys under any other.
   *
   * @defaultValue none
   */
  readonly allowedHosts?: readonly string[] | undefined
  /** Answer version 1 of the metadata service too, which asks for no header. @defaultValue false */
  readonly metadataV1?: boolean | undefined
  /** How many requests {@link Emulator.requests} keeps. @defaultValue 1000 */
  readonly maxRecordedRequests?: number | undefined
  /**
   * Called with the record of each request before it is answered, however many {@link Emulator.requests} keeps. What it throws
   * is ignored.
   */
  readonly onRequest?: RequestListener | undefined
  /** Largest request body in bytes; a larger one is answered with 413. @defaultValue 209_715_200 (200 MiB) */
  readonly maxBodyBytes?: number | undefined
  /** Bytes the object store holds in memory; beyond it uploads are answered with `QuotaExceeded`. @defaultValue 536_870_912 (512 MiB) */
  readonly maxStoredBytes?: number | undefined
}

export interface Settings {
  readonly port: number
  readonly host: string
  readonly tls: boolean
  readonly cors: boolean
  readonly tenancy: string
  readonly user: string
  readonly compartment: string
  readonly region: string
  readonly multiValuedSubject: boolean
  readonly allowedHosts: ReadonlySet<string>
  readonly metadataV1: boolean
  readonly maxRecordedRequests: number
  readonly maxBodyBytes: number
  readonly maxStoredBytes: number
}

const MIB = 1024 * 1024

/** @throws {@link EmulatorOptionError} for the first option that cannot be used */
export function resolveSettings(options: EmulatorOptions): Settings {
  return {
    port: integer('port', options.port ?? 0, 65_535),
    host: loopback(options.host ?? '127.0.0.1'),
    tls: options.tls ?? false,
    cors: options.cors ?? false,
    tenancy: identifier('tenancy', options.tenancy ?? createOcid('tenancy')),
    user: identifier('user', options.user ?? createOcid('user')),
    compartment: createOcid('compartment'),
    region: identifier('region', options.region ?? 'us-phoenix-1'),
    multiValuedSubject: options.multiValuedSubject ?? false,
    allowedHosts: hostNames('allowedHosts', options.allowedHosts ?? []),
    metadataV1: options.metadataV1 ?? false,
    maxRecordedRequests: integer('maxRecordedRequests', options.maxRecordedRequests ?? 1000, 1_000_000),
    maxBodyBytes: integer('maxBodyBytes', options.maxBodyBytes ?? 200 * MIB, 1024 * MIB),
    maxStoredBytes: integer('maxStoredBytes', options.maxStoredBytes ?? 512 * MIB, 8192 * MIB),
  }
}
