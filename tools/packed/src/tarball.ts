// A package's tarball as the files that are in it.
import { Readable } from 'node:stream'
import { gunzipSync, gzipSync } from 'fflate'
import { extract, pack } from 'tar-stream'

export interface TarFile {
  /** With the folder `package/`. */
  readonly name: string
  /** As in `chmod`. */
  readonly mode: number
  readonly content: Uint8Array
}

export async function readTarball(tarball: Uint8Array): Promise<readonly TarFile[]> {
  const files: TarFile[] = []
  for await (const entry of Readable.from([gunzipSync(tarball)]).pipe(extract())) {
    const chunks: Uint8Array[] = []
    for await (const chunk of entry) chunks.push(chunk as Uint8Array)
    const { name, mode = 0, type } = entry.header
    if (type !== 'file') throw new Error(`${name} is a ${type}; a package has files alone.`)
    files.push({ name, mode, content: Buffer.concat(chunks) })
  }
  return files
}

/** What npm and pnpm give each file, since some tools cannot cope with a time before 1980. */
const MTIME = new Date('1985-10-26T08:15:00.000Z')

/** The same bytes everywhere: zlib's depend on its version and on the processor, fflate is plain JavaScript. */
export async function writeTarball(files: readonly TarFile[]): Promise<Uint8Array> {
  const tar = pack()
  for (const { name, mode, content } of files) tar.entry({ name, mode, mtime: MTIME }, Buffer.from(content))
  tar.finalize()
  const chunks: Uint8Array[] = []
  for await (const chunk of tar) chunks.push(chunk as Uint8Array)
  return gzipSync(Buffer.concat(chunks), { level: 9, mtime: 0 })
}
