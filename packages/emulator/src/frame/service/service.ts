// What a service is to the frame: a row that is asked whether a request is for it, and what else it may bring along.
import type { ReceivedRequest } from '../../proof/request/received-request.ts'
import type { Tenancy } from '../../tenancy/tenancy.ts'
import type { Examined } from './examined.ts'

/** What every service gets when the emulator starts. */
export interface Ground {
  readonly tenancy: Tenancy
  /** The emulator's time in epoch milliseconds. */
  readonly now: () => number
  /** Host names, beside those of this machine, under which secrets are shown. */
  readonly allowedHosts: ReadonlySet<string>
}

/** The origins under which a running emulator is reached, e.g. `"http://127.0.0.1:43123"`. */
export interface Addresses {
  readonly url: string
  /** Over plain HTTP, whatever `url` is. */
  readonly plainUrl: string
  /** Opens the port of a service that has one of its own, or yields it where it is open; see {@link Service.ownPort}. */
  readonly openOwnPort: (service: Service) => Promise<OwnPort>
}

/** A port that a service has for itself. */
export interface OwnPort {
  /** Always `https`. */
  readonly origin: string
  /** PEM of the CA that its certificate is of. */
  readonly ca: string
}

/** Where a client runs that gets variables. */
export interface Place extends Addresses {
  /** The folder that its files are written to, where one was given; see `pathOf` of place-file.ts. */
  readonly folder: string | undefined
}

export type Variables = Readonly<Record<string, string>>

/** Yields variables for the environment of a client, once what they lead to is there. */
export type Environment = (place: Place) => Variables | Promise<Variables>

/** A running service. */
export interface Service<Face extends object = object> {
  /** Judges a request that is for this service; `undefined` for every other. */
  readonly examine: (request: ReceivedRequest) => Examined | undefined | Promise<Examined | undefined>
  /** The members that the service adds to the emulator's handle. */
  readonly face?: (addresses: Addresses) => Face
  /** What leads a client to this service, by the place where the client runs. */
  readonly environment?: Readonly<Record<string, Environment>>
  /** Back to the state after the start. What a client was given stays good: addresses, keys, and tokens to their end. */
  readonly reset?: () => void
  /** Whether the requests of this service, once verified, are the upstream's where there is one: it is a sample of what a whole one offers. */
  readonly yieldsToUpstream?: boolean
  /** The paths that give out tokens: token faults wait for a request to one of them. */
  readonly tokenPaths?: readonly string[]
  /** The paths of pages that people see. They are never shown to pages of another origin, also with `cors`. */
  readonly pagePaths?: readonly string[]
  /**
   * Only for a service that a machine reaches by a link-local address: the endpoint that a target is for, `undefined` when it is for
   * another service. Such a service answers over plain HTTP also with `tls`, and never to pages of another origin.
   */
  readonly localEndpoint?: (target: string) => string | undefined
  /**
   * Only for a service that listens on a TCP port of its own, over TLS with a CA of its own: the number, or 0 for a free one. It is
   * opened when something needs it, serves nothing else, and the service is not asked on the emulator's port.
   */
  readonly ownPort?: number
}

/** How a service is started; the list of these rows is all that an emulator knows of its services. */
export interface ServiceRow<Options, Face extends object = object> {
  /** The options of startEmulator that the service reads; any other is refused. */
  readonly optionNames?: readonly string[]
  /** @throws {@link EmulatorOptionError} for an option of the service that cannot be used */
  readonly start: (ground: Ground, options: Options) => Service<Face>
}

/** The members that all of these rows together add to the handle. */
export type FacesOf<Rows extends readonly unknown[]> = Joined<FaceOf<Rows[number]>>

type FaceOf<Row> = Row extends { readonly start: (...given: never) => Service<infer Face> } ? Face : never
type Joined<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void
  ? All
  : never
