// What the line gives as a text, as file://PATH, or on stdin: bytes, and no more of them than fit into memory.
import { createReadStream } from 'node:fs'
import { addAbortSignal, type Readable } from 'node:stream'
import { FileError, UsageError } from '../../program/errors.ts'

/** 100 MiB: as much as a signer hashes at once. */
export const MOST_BYTES = 104_857_600

interface Ports {
  readonly stdin: Readable
  readonly signal: AbortSignal
  path(text: string): string
}

/**
 * @param flag - the option, for errors
 * @throws {@link FileError} `ERR_FILE` for a file that cannot be read
 * @throws {@link UsageError} for more than {@link MOST_BYTES}
 */
export async function givenBytes(flag: string, text: string, { stdin, path, signal }: Ports): Promise<Buffer> {
  if (text === '-') return readAll(flag, stdin, signal)
  // As OCI's command line has it: a path behind two slashes, nothing in it is escaped.
  const [, file] = /^file:\/\/(.+)$/is.exec(text) ?? []
  if (file === undefined) return Buffer.from(text)
  return readAll(flag, createReadStream(path(file)), signal).catch((error: NodeJS.ErrnoException) => {
    throw error.syscall === undefined ? error : new FileError('unreadable', path(file), { cause: error })
  })
}

async function readAll(flag: string, stream: Readable, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of addAbortSignal(signal, stream)) {
    const bytes = Buffer.from(chunk as Uint8Array | string)
    length += bytes.length
    if (length > MOST_BYTES)
      throw new UsageError(`${flag} is longer than 100 MiB. Give less, such as a part of an upload.`)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}
