// Base64 and text with what every runtime has.

export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0))

export const toBase64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

/** The bytes inside a PEM block. */
export const derOf = (pem: string): Uint8Array<ArrayBuffer> => fromBase64(pem.replaceAll(/-----[^-]+-----|\s/g, ''))
