// Writes to a stream and waits until it is taken, so that nothing is cut off at the end of the process.
import { OutputError } from '../program/errors.ts'
import type { Output } from '../terminal.ts'

/** @throws the stream's error, `EPIPE` where the reader has gone; OutputError `ERR_OUTPUT` for all others */
export function writeText(output: Output, data: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write(data, (error) => (error ? reject(told(error)) : resolve()))
  })
}

const told = (error: NodeJS.ErrnoException): Error => (error.code === 'EPIPE' ? error : new OutputError(error))
