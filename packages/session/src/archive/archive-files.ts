// What may lie in the archive of a session, before anybody looks into it: a few small files with plain names.
import { SessionArchiveError } from '../errors/session-archive-error.ts'

/** The files of an archive, by name. Secret. */
export type ArchiveFiles = ReadonlyMap<string, Uint8Array>

/** The names that OCI's command line gives them. */
export const ENTRIES = {
  config: 'config',
  key: 'oci_api_key.pem',
  publicKey: 'oci_api_key_public.pem',
  token: 'token',
} as const

export const MAX_ENTRIES = 8
export const MAX_ENTRY_BYTES = 65_536
/** Eight entries that do not get smaller, and what stands around them. */
export const MAX_ARCHIVE_BYTES = 1_048_576

/** No folder, no drive, no control character, nothing that another file system reads differently. */
export const isPlainName = (name: string): boolean => /^[\w@+-][\w@+. -]{0,99}$/.test(name)

/** Takes in one file after the other, and refuses what has no place in an archive. */
export class ArchiveCollector {
  readonly #files = new Map<string, Uint8Array>()
  readonly #names = new Set<string>()
  readonly #path: string

  constructor(path: string) {
    this.#path = path
  }

  /** @throws {@link SessionArchiveError} `too-large`; before anything is unpacked */
  expect(count: number): void {
    if (count > MAX_ENTRIES) throw new SessionArchiveError('too-large', this.#path)
  }

  /**
   * @param size - what it is to have when it is unpacked
   * @throws {@link SessionArchiveError} `unsafe-entry`, `duplicate-entry`, `too-large`; before it is unpacked
   */
  admit(name: string, size: number): void {
    if (!isPlainName(name)) throw new SessionArchiveError('unsafe-entry', this.#path)
    // Two names that some file systems do not tell apart.
    const folded = name.toLowerCase()
    if (this.#names.has(folded)) throw new SessionArchiveError('duplicate-entry', this.#path)
    this.#names.add(folded)
    if (size > MAX_ENTRY_BYTES) throw new SessionArchiveError('too-large', this.#path)
  }

  add(name: string, content: Uint8Array): void {
    this.#files.set(name, content)
  }

  files(): ArchiveFiles {
    return this.#files
  }
}
