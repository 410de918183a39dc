// What an encrypted archive holds: the files of the session, and what they are.
import { createHash } from 'node:crypto'
import { isRecord } from '@x/kernel'
import { SessionArchiveError } from '../errors/session-archive-error.ts'
import { ArchiveCollector, type ArchiveFiles } from './archive-files.ts'

/** What is told of a session beside its files; times are epoch milliseconds. */
export interface ManifestFacts {
  readonly createdAt: number
  readonly expiresAt: number
  readonly tenancy: string
  readonly region: string
  readonly fingerprint: string
}

export function writeManifest(files: ArchiveFiles, { createdAt, expiresAt, ...facts }: ManifestFacts): Uint8Array {
  const manifest = {
    version: 2,
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
    ...facts,
    files: [...files].map(([name, content]) => ({
      name,
      sha256: sha256Of(content),
      content: Buffer.from(content).toString('base64'),
    })),
  }
  return Buffer.from(JSON.stringify(manifest))
}

/**
 * Whoever knows the passphrase can write anything into it: names and sizes are checked as those of a zip.
 *
 * @throws {@link SessionArchiveError} `ERR_SESSION_ARCHIVE`
 */
export function readManifest(bytes: Uint8Array, path: string): ArchiveFiles {
  const manifest = parsed(bytes) as { readonly version?: unknown; readonly files?: unknown } | undefined
  if (manifest?.version !== 2 || !Array.isArray(manifest.files)) throw new SessionArchiveError('not-an-archive', path)
  const collector = new ArchiveCollector(path)
  collector.expect(manifest.files.length)
  for (const file of manifest.files as readonly unknown[]) {
    const { name, sha256, content } = (isRecord(file) ? file : {}) as Readonly<Record<string, unknown>>
    if (typeof name !== 'string' || typeof content !== 'string') throw new SessionArchiveError('not-an-archive', path)
    const decoded = Buffer.from(content, 'base64')
    collector.admit(name, decoded.length)
    if (sha256 !== sha256Of(decoded)) throw new SessionArchiveError('not-an-archive', path)
    collector.add(name, decoded)
  }
  return collector.files()
}

/** The parser's own error repeats what it read. */
function parsed(bytes: Uint8Array): object | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
