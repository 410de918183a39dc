// Packs the files of a session as OCI's command line does: flat, deflated, without a password.
import type { ArchiveFiles } from './archive-files.ts'

/** @param atMs - the time that each file gets, epoch milliseconds */
export async function writeZip(files: ArchiveFiles, atMs: number): Promise<Uint8Array> {
  // A bundler that puts it into a file of its own leaves it no other name.
  const { ZipFile } = (await import('yazl')).default
  const zip = new ZipFile()
  // Unpacked by hand, they are for their owner alone.
  const options = { mode: 0o100600, mtime: new Date(atMs) }
  for (const [name, content] of files) zip.addBuffer(Buffer.from(content), name, options)
  zip.end()
  const chunks: Uint8Array[] = []
  for await (const chunk of zip.outputStream) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}
