// Streams that tests read and write in the place of a terminal's.
import { Readable, Writable } from 'node:stream'
import type { Input, Output } from '../../src/terminal.ts'

/** Keeps what is written. */
export class Kept extends Writable {
  readonly isTTY: boolean | undefined
  readonly columns = 80
  readonly #chunks: Buffer[] = []

  constructor(isTTY?: boolean) {
    super()
    this.isTTY = isTTY
  }

  override _write(chunk: Buffer, _encoding: unknown, done: () => void): void {
    this.#chunks.push(chunk)
    done()
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks)
  }

  get text(): string {
    return this.bytes.toString()
  }
}

/** Refuses what is written, as a pipe does whose reader has gone. */
export function brokenPipe(): Output {
  return new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
  }).on('error', () => {})
}

export function inputOf(data: string | Uint8Array | Readable = ''): Input {
  if (data instanceof Readable) return data
  return Readable.from(data.length === 0 ? [] : [Buffer.from(data)])
}
