// What an object can be called.

/** OCI's limit, in bytes of UTF-8. */
const MAX_BYTES = 1024

/** Whether an object can have this name: any text without NUL, CR and LF. */
export function isObjectName(name: string): boolean {
  const bytes = Buffer.from(name)
  // Half a surrogate pair is no text, and would be another name once it is written.
  const isText = bytes.toString() === name
  return isText && name !== '' && bytes.length <= MAX_BYTES && !/[\0\r\n]/.test(name)
}

/** Names compare by the bytes of UTF-8, which text in JavaScript does not: here each character stands for a byte. */
export const bytesOfName = (name: string): string => Buffer.from(name).toString('latin1')

export const nameOfBytes = (bytes: string): string => Buffer.from(bytes, 'latin1').toString()
