// The private key in the text of a file. What is checked and what is written are this text; labels around it stay behind.

/** @returns `undefined` where there is none */
export function privateKeyIn(text: string): string | undefined {
  const [pem] = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----\s[\w+/=\s:,-]+?-----END \1-----/.exec(text) ?? []
  return pem?.replace(/\r\n?/g, '\n')
}

/** PKCS#8 says so in its first line, PKCS#1 in a header below it. */
export const isEncryptedKey = (pem: string): boolean => pem.includes('ENCRYPTED')
