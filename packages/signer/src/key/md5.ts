// MD5 for key fingerprints, the one place OCI uses it; WebCrypto has none. Loaded when a fingerprint is asked for.

const ROTATE = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]

type State = readonly [a: number, b: number, c: number, d: number]

/** Of messages below 512 MiB, which keys are. @see RFC 1321 */
export function md5(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array((((message.length + 8) >> 6) + 1) * 64)
  padded.set(message)
  padded[message.length] = 0x80
  const words = new DataView(padded.buffer)
  words.setUint32(padded.length - 8, message.length * 8, true)
  let state: State = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]
  for (let block = 0; block < padded.length; block += 64) state = mixed(state, words, block)
  const digest = new DataView(new ArrayBuffer(16))
  for (const [index, word] of state.entries()) digest.setInt32(index * 4, word, true)
  return new Uint8Array(digest.buffer)
}

function mixed(before: State, words: DataView, block: number): State {
  let [a, b, c, d] = before
  for (let step = 0; step < 64; step++) {
    const round = step >> 4
    const [value, word] = [
      [(b & c) | (~b & d), step],
      [(d & b) | (~d & c), 5 * step + 1],
      [b ^ c ^ d, 3 * step + 5],
      [c ^ (b | ~d), 7 * step],
    ][round] as [number, number]
    const constant = Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32)
    const sum = (a + value + constant + words.getUint32(block + (word % 16) * 4, true)) | 0
    const turn = Number(ROTATE[round * 4 + (step % 4)])
    ;[a, d, c, b] = [d, c, b, (b + ((sum << turn) | (sum >>> (32 - turn)))) | 0]
  }
  return [(before[0] + a) | 0, (before[1] + b) | 0, (before[2] + c) | 0, (before[3] + d) | 0]
}
