// The first line of a file or of stdin, such as a passphrase: no more is read than that, since the rest may never end.
import { createReadStream } from 'node:fs'
import { addAbortSignal, type Readable } from 'node:stream'
import { FileError, UsageError } from './errors.ts'

const MOST_BYTES = 65_536

interface Ports {
  readonly stdin: Readable
  readonly signal: AbortSignal
  path(text: string): string
}

/**
 * @param text - a path, or `-` for stdin
 * @returns without its end, and without the mark that some editors begin a file with
 * @throws {@link FileError} `ERR_FILE`, {@link UsageError} for a line without end
 */
export async function firstLine(text: string, { stdin, signal, path }: Ports): Promise<string> {
  if (text === '-') return lineOf(stdin, signal)
  const file = path(text)
  return lineOf(createReadStream(file), signal).catch((error: NodeJS.ErrnoException) => {
    throw error.syscall === undefined ? error : new FileError('unreadable', file, { cause: error })
  })
}

async function lineOf(stream: Readable, signal: AbortSignal): Promise<string> {
  let bytes = Buffer.alloc(0)
  for await (const chunk of addAbortSignal(signal, stream)) {
    bytes = Buffer.concat([bytes, Buffer.from(chunk as Uint8Array | string)])
    if (bytes.includes('\n')) break
    if (bytes.length > MOST_BYTES) throw new UsageError('The first line of a passphrase file is longer than 64 KiB.')
  }
  const [line = ''] = bytes.toString().split(/\r?\n/)
  return line.replace(/^\uFEFF/, '')
}
