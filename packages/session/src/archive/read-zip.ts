// Reads a zip in memory. Nothing of it reaches the disk, and no name in it becomes a path.
import type { Entry, ZipFile } from 'yauzl'
import { SessionArchiveError } from '../errors/session-archive-error.ts'
import { ArchiveCollector, type ArchiveFiles } from './archive-files.ts'

/**
 * @param path - for messages
 * @throws {@link SessionArchiveError} `ERR_SESSION_ARCHIVE`
 */
export async function readZip(bytes: Uint8Array, path: string): Promise<ArchiveFiles> {
  // A bundler that puts it into a file of its own leaves it no other name.
  const { fromBufferPromise } = (await import('yauzl')).default
  try {
    // Names as bytes: as texts the library would mend some of them, and take others from elsewhere.
    const zip = await fromBufferPromise(Buffer.from(bytes), { decodeStrings: false })
    return await readEntries(zip, path)
  } catch (cause) {
    if (cause instanceof SessionArchiveError) throw cause
    throw new SessionArchiveError('not-an-archive', path, { cause })
  }
}

async function readEntries(zip: ZipFile, path: string): Promise<ArchiveFiles> {
  const collector = new ArchiveCollector(path)
  collector.expect(zip.entryCount)
  for await (const entry of zip.eachEntry()) {
    if (!isPlainFile(entry)) throw new SessionArchiveError('unsafe-entry', path)
    const name = entry.fileNameRaw.toString('latin1')
    collector.admit(name, entry.uncompressedSize)
    collector.add(name, await contentOf(zip, entry))
  }
  return collector.files()
}

const FILE_TYPE = 0o170000
const REGULAR = 0o100000
const DOS_FOLDER = 0x10

/** No folder, no link, no device, nothing that is encrypted in the manner of zips. Writers that know no types leave them out. */
function isPlainFile(entry: Entry): boolean {
  const { externalFileAttributes: attributes } = entry
  const type = (attributes >>> 16) & FILE_TYPE
  return (type === REGULAR || type === 0) && (attributes & DOS_FOLDER) === 0 && !entry.isEncrypted()
}

/** The library stops at the first byte beyond the size that the entry tells, or when there are fewer. */
async function contentOf(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const { crc32 } = await import('node:zlib')
  const chunks: Uint8Array[] = []
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Uint8Array)
  const content = Buffer.concat(chunks)
  if (crc32(content) !== entry.crc32) throw new Error('The checksum of an entry is wrong.')
  return content
}
