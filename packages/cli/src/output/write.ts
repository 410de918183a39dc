// Writes to a stream and waits until it is taken, so that nothing is cut off at the end of the process.
import type { Output } from '../terminal.ts'

/** @throws the stream's error, `EPIPE` where the reader has gone */
export function writeText(output: Output, data: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write(data, (error) => (error ? reject(error) : resolve()))
  })
}
