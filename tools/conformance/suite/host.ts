// What a case may ask of its runtime beyond the web's API; where it is not there, asking says so.

export interface Host {
  /** A `KeyObject` of `node:crypto`. */
  keyObject(pem: string): never
  /** A `Readable` of `node:stream`. */
  readable(chunks: readonly Uint8Array[]): AsyncIterable<Uint8Array>
  /** The path of a file with that text. */
  fileWith(text: string): Promise<string>
  /** Which builds the runtime's own resolution has chosen. */
  chosenBuilds(bundled: readonly string[]): Promise<Builds>
}

export interface Builds {
  /** The file that `@x/signer` leads to. */
  readonly entry: string
  /** The files behind the packages' own `#` imports. */
  readonly runtime: readonly string[]
}

/** The runtime has no such thing; the observation is then `absent: …`. */
export class AbsentError extends Error {
  override readonly name = 'AbsentError'
}

const absent = (what: string) => (): never => {
  throw new AbsentError(what)
}

/** A runtime with the web's API and nothing else: the builds are those that the bundler took. */
export const webHost: Host = {
  keyObject: absent('node:crypto'),
  readable: absent('node:stream'),
  fileWith: absent('node:fs'),
  chosenBuilds: async (bundled) => ({
    entry: bundled.filter((file) => file.startsWith('@x/signer/dist/index.')).join(),
    runtime: bundled.filter((file) => file.includes('/runtime/')).sort(),
  }),
}
