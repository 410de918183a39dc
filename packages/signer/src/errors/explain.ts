// Every refusal in words: what is wrong, then what to do about it.
import { InvalidCredentialError, SigningError } from './errors.ts'
import type { Refusal, RefusalKind } from './refusal.ts'

/** By whether the URL has user info; nothing where it has no host that could have any. */
const URL_FAULTS: Readonly<Record<string, string>> = {
  '': 'is not absolute',
  true: 'carries user info',
  false: 'has no valid host',
}

const SENTENCES: Readonly<Record<RefusalKind, (detail: string) => string>> = {
  'unsupported-method': (method) =>
    `The method ${JSON.stringify(method)} cannot be signed. Use GET, HEAD, DELETE, POST, PUT or PATCH.`,
  'invalid-url': (hasUserInfo) =>
    `The URL ${URL_FAULTS[hasUserInfo]}. Give an absolute http or https address such as https://iaas.us-phoenix-1.oraclecloud.com/20160918/instances.`,
  'invalid-header': (name) =>
    `The header ${JSON.stringify(name)} has a character that cannot be signed. Use visible ASCII, spaces and tabs only.`,
  'missing-header': (name) =>
    `The header ${name} is to be signed but the request has none. Set it, or take it off the signer's header list.`,
  'duplicate-header': (name) => `The header ${name} is given twice with different values. Give it once.`,
  'host-mismatch': (host) =>
    `The host header is not the URL's host, ${host}. Leave the header out: transports send the URL's host.`,
  'content-length-mismatch': (length) =>
    `The body has ${length} bytes, but the content-length header says something else or a transfer-encoding header stands beside it. Leave both out: the length is set from the body.`,
  'unsupported-body': (what) =>
    `The body ${what}. Give a string, bytes, a Blob, URLSearchParams, FormData, a fresh stream, or a function that opens one.`,
  'foreign-host': (address) =>
    address.includes('//')
      ? `The signer may sign for this host, but not for ${address}. Use the other scheme, or name this one in onlyHosts.`
      : `The signer may not sign for ${address}. Add it to onlyHosts if the request is meant to go there; nothing was signed.`,
  'no-credential': () =>
    'The source of the credential yields none. It has to be a function that yields { keyId, key }, with a text and an object with sign(data).',
  'no-signature': () =>
    'key.sign(data) yields no bytes. It has to yield the signature as a Uint8Array: decode what a KMS gives as base64 text, with Buffer.from(text, "base64").',
  'unusable-clock': () =>
    'The clock tells no time of the years 0 to 9999. Check the options now and clockOffsetMs, and the clock of the machine.',
  'invalid-key-id': () =>
    'The key id is empty or has a quote, a backslash, a line break or a non-ASCII character. Check the token or OCIDs it is made of.',
}

export function explain({ kind, detail }: Refusal): SigningError | InvalidCredentialError {
  const sentence = SENTENCES[kind](String(detail))
  return kind === 'no-credential' || kind === 'no-signature'
    ? new InvalidCredentialError(kind, sentence)
    : new SigningError(kind, sentence)
}
