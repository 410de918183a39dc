// What failures are called on Node, undici, axios, Bun, Deno, workerd and in browsers: data for the classifier.

/** What went wrong, as far as a decision about another attempt needs it. @public */
export type ErrorKind = 'service' | 'timeout' | 'network' | 'aborted' | 'circuit_open' | 'fatal' | 'unknown'

/** Error codes by kind. Codes of TLS trust are fatal: another attempt meets the same certificate. */
export const KIND_BY_CODE: Readonly<Record<string, ErrorKind>> = {
  // System calls and DNS: Node, Bun, Deno, and axios on top of Node.
  ECONNRESET: 'network',
  ECONNREFUSED: 'network',
  ENOTFOUND: 'network',
  EAI_AGAIN: 'network',
  EAI_NODATA: 'network',
  EPIPE: 'network',
  ENETDOWN: 'network',
  ENETUNREACH: 'network',
  ENETRESET: 'network',
  EHOSTDOWN: 'network',
  EHOSTUNREACH: 'network',
  EADDRNOTAVAIL: 'network',
  ENOTCONN: 'network',
  ETIMEDOUT: 'timeout',
  ESOCKETTIMEDOUT: 'timeout',
  // undici, which is fetch on Node.
  UND_ERR_SOCKET: 'network',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_ABORTED: 'aborted',
  // Node's streams, HTTP/2 and AbortController.
  ERR_STREAM_PREMATURE_CLOSE: 'network',
  ERR_SOCKET_CLOSED: 'network',
  ERR_SOCKET_CONNECTION_TIMEOUT: 'timeout',
  ERR_HTTP2_STREAM_ERROR: 'network',
  ERR_HTTP2_SESSION_ERROR: 'network',
  ERR_HTTP2_GOAWAY_SESSION: 'network',
  ABORT_ERR: 'aborted',
  // axios. ECONNABORTED is its own timeout, ETIMEDOUT the same with `clarifyTimeoutError`.
  ERR_NETWORK: 'network',
  ECONNABORTED: 'timeout',
  ERR_CANCELED: 'aborted',
  ERR_TIMEOUT: 'timeout',
  // Bun before it took Node's names.
  ConnectionRefused: 'network',
  ConnectionReset: 'network',
  ConnectionClosed: 'network',
  FailedToOpenSocket: 'network',
  DNSLookupFailed: 'network',
  Timeout: 'timeout',
  // Circuit breakers: ours, and opossum's, which oci-common uses.
  ERR_CIRCUIT_OPEN: 'circuit_open',
  EOPENBREAKER: 'circuit_open',
  // TLS trust (OpenSSL's and Node's names).
  CERT_HAS_EXPIRED: 'fatal',
  CERT_NOT_YET_VALID: 'fatal',
  CERT_REVOKED: 'fatal',
  CERT_REJECTED: 'fatal',
  CERT_UNTRUSTED: 'fatal',
  CERT_SIGNATURE_FAILURE: 'fatal',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'fatal',
  SELF_SIGNED_CERT_IN_CHAIN: 'fatal',
  UNABLE_TO_GET_ISSUER_CERT: 'fatal',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'fatal',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'fatal',
  HOSTNAME_MISMATCH: 'fatal',
}

/** Error names by kind; DOMExceptions, Deno's error classes and the errors of `@x/http` have no telling code. */
export const KIND_BY_NAME: Readonly<Record<string, ErrorKind>> = {
  AbortError: 'aborted',
  CanceledError: 'aborted',
  TimeoutError: 'timeout',
  NetworkError: 'network',
  TimedOut: 'timeout',
  ConnectionRefused: 'network',
  ConnectionReset: 'network',
  ConnectionAborted: 'network',
  NotConnected: 'network',
  BrokenPipe: 'network',
  AddrNotAvailable: 'network',
  NetworkUnreachable: 'network',
  UnexpectedEof: 'network',
}

/** Errors of the language itself: the program is wrong, or its arguments are. */
export const PROGRAMMING_ERRORS: ReadonlySet<string> = new Set([
  'TypeError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'EvalError',
  'URIError',
])

/** Messages of failures that carry neither code nor cause. The first match decides. */
export const KIND_BY_MESSAGE: readonly (readonly [RegExp, ErrorKind])[] = [
  // Deno, and before its other messages: a certificate that is not trusted.
  [/invalid peer certificate/i, 'fatal'],
  [/^error sending request/i, 'network'],
  [/^error reading a body from connection/i, 'network'],
  [/\(os error \d+\)$/i, 'network'],
  // Chromium, Firefox, Safari, React Native, Node without a cause.
  [/^Failed to fetch\b/, 'network'],
  [/^network error$/i, 'network'],
  [/^NetworkError when attempting to fetch resource/, 'network'],
  [/^Load failed\b/, 'network'],
  [/^The network connection was lost/, 'network'],
  [/^The Internet connection appears to be offline/, 'network'],
  [/^A server with the specified hostname could not be found/, 'network'],
  [/^Could not connect to the server/, 'network'],
  [/^The request timed out/, 'timeout'],
  [/^Network request failed$/, 'network'],
  [/^(fetch failed|terminated)$/, 'network'],
  // Sockets that close early: Node's http client, axios on a cut body, workerd.
  [/^(socket hang up|other side closed|stream has been aborted)$/, 'network'],
  [/^Network connection lost/, 'network'],
]
