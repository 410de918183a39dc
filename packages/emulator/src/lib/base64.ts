// Reads base64 as the protocol writes it: in the standard alphabet, padded, on one line.

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** `undefined` for anything that is not base64; Node's own decoder would skip characters that it does not know. */
export const readBase64 = (text: string): Buffer | undefined =>
  BASE64.test(text) ? Buffer.from(text, 'base64') : undefined
