// What the runtime-specific part of the package does, and what it is given.
import type { Progress } from '../watch/watch.ts'

/** A client's certificate and its key, as PEM files. @public */
export interface ClientCertificate {
  readonly certificateFile: string
  readonly privateKeyFile: string
  readonly passphrase?: string | undefined
}

/** How connections are secured. */
export interface TlsSettings {
  readonly certBundleVerify: string | false | undefined
  readonly clientCertificate: ClientCertificate | undefined
  readonly readFile: ((path: string) => Promise<Uint8Array>) | undefined
}

/** One request on its way out. */
export interface Exchange {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | null
  readonly proxy: URL | undefined
  readonly signal: AbortSignal
  readonly progress: Progress
}

/** A response whose body is still to be read. */
export interface RawResponse {
  /** 0 for a redirect that a browser hides. */
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly chunks: AsyncIterable<Uint8Array>
}

export interface Transport {
  /** Whether it calls `progress.connected()`. */
  readonly showsConnection: boolean
  send(exchange: Exchange): Promise<RawResponse>
}
