// What failures are called on Node, undici, axios, Bun, Deno, workerd and in browsers: data for the classifier.

/** What went wrong, as far as a decision about another attempt needs it. @public */
export type ErrorKind = 'service' | 'timeout' | 'network' | 'aborted' | 'circuit-open' | 'fatal' | 'unknown'

/** Error codes by kind. Codes of TLS trust are fatal: another attempt meets the same certificate. */
export const KIND_BY_CODE: Readonly<Record<string, ErrorKind>> = {
  // System calls and DNS: Node, Bun, Deno, and axios on top of Node.
  ECONNRESET: 'network',
  ECONNREFUSED: 'network',
  ENOTFOUND: 'network',
  EAI_AGAIN: 'network',
  EAI_FAIL: 'network',
  EAI_NODATA: 'network',
  EAI_NONAME: 'network',
  ENODATA: 'network',
  ESERVFAIL: 'network',
  EREFUSED: 'network',
  EBADRESP: 'network',
  ETIMEOUT: 'timeout',
  ECANCELLED: 'aborted',
  EPIPE: 'network',
  EPROTO: 'network',
  ESHUTDOWN: 'network',
  ENONET: 'network',
  ENETDOWN: 'network',
  ENETUNREACH: 'network',
  ENETRESET: 'network',
  EHOSTDOWN: 'network',
  EHOSTUNREACH: 'network',
  EADDRNOTAVAIL: 'network',
  EADDRINUSE: 'network',
  ENOTCONN: 'network',
  ETIME: 'timeout',
  ETIMEDOUT: 'timeout',
  ESOCKETTIMEDOUT: 'timeout',
  // undici, which is fetch on Node.
  UND_ERR_SOCKET: 'network',
  UND_ERR_INFO: 'network',
  UND_ERR_PRX_TLS: 'network',
  UND_ERR_REQ_RETRY: 'network',
  // A body that ends before its length. A request's own wrong length is the caller's mistake.
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'network',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_SOCKET_TIMEOUT: 'timeout',
  UND_ERR_REQUEST_TIMEOUT: 'timeout',
  UND_ERR_ABORT: 'aborted',
  UND_ERR_ABORTED: 'aborted',
  // Node's streams, TLS, HTTP/2 and AbortController.
  ERR_STREAM_PREMATURE_CLOSE: 'network',
  ERR_STREAM_DESTROYED: 'network',
  ERR_SOCKET_CLOSED: 'network',
  ERR_SOCKET_CLOSED_BEFORE_CONNECTION: 'network',
  ERR_SOCKET_CONNECTION_TIMEOUT: 'timeout',
  ERR_TLS_HANDSHAKE_TIMEOUT: 'timeout',
  ERR_SSL_UNEXPECTED_EOF_WHILE_READING: 'network',
  ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC: 'network',
  ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR: 'network',
  ERR_HTTP_REQUEST_TIMEOUT: 'timeout',
  ERR_HTTP2_ERROR: 'network',
  ERR_HTTP2_GOAWAY_SESSION: 'network',
  ERR_HTTP2_INVALID_SESSION: 'network',
  ERR_HTTP2_INVALID_STREAM: 'network',
  ERR_HTTP2_OUT_OF_STREAMS: 'network',
  ERR_HTTP2_PING_CANCEL: 'network',
  ERR_HTTP2_SESSION_ERROR: 'network',
  ERR_HTTP2_SOCKET_UNBOUND: 'network',
  ERR_HTTP2_STREAM_CANCEL: 'network',
  ERR_HTTP2_STREAM_ERROR: 'network',
  ABORT_ERR: 'aborted',
  // axios. ECONNABORTED is its own timeout, ETIMEDOUT the same with `clarifyTimeoutError`.
  ERR_NETWORK: 'network',
  ECONNABORTED: 'timeout',
  ERR_CANCELED: 'aborted',
  ERR_TIMEOUT: 'timeout',
  // got and superagent.
  ERR_READING_RESPONSE_STREAM: 'network',
  ERR_ABORTED: 'aborted',
  ABORTED: 'aborted',
  // Bodies that cannot be unpacked, mostly because they are cut off.
  Z_BUF_ERROR: 'network',
  Z_DATA_ERROR: 'network',
  // Bun before it took Node's names.
  ConnectionRefused: 'network',
  ConnectionReset: 'network',
  ConnectionClosed: 'network',
  FailedToOpenSocket: 'network',
  DNSLookupFailed: 'network',
  Timeout: 'timeout',
  // Circuit breakers: ours, and opossum's, which oci-common uses.
  ERR_CIRCUIT_OPEN: 'circuit-open',
  EOPENBREAKER: 'circuit-open',
  // TLS trust (OpenSSL's and Node's names).
  CERT_HAS_EXPIRED: 'fatal',
  CERT_NOT_YET_VALID: 'fatal',
  CERT_REVOKED: 'fatal',
  CERT_REJECTED: 'fatal',
  CERT_UNTRUSTED: 'fatal',
  CERT_SIGNATURE_FAILURE: 'fatal',
  CERT_CHAIN_TOO_LONG: 'fatal',
  INVALID_CA: 'fatal',
  INVALID_PURPOSE: 'fatal',
  PATH_LENGTH_EXCEEDED: 'fatal',
  UNABLE_TO_GET_CRL: 'fatal',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'fatal',
  SELF_SIGNED_CERT_IN_CHAIN: 'fatal',
  UNABLE_TO_GET_ISSUER_CERT: 'fatal',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'fatal',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'fatal',
  HOSTNAME_MISMATCH: 'fatal',
}

/** Families of codes, for those that the table above does not name. */
export const KIND_BY_CODE_PREFIX: readonly (readonly [prefix: string, kind: ErrorKind])[] = [
  // What came is malformed HTTP (llhttp), or badly packed (brotli).
  ['HPE_', 'network'],
  ['ERR__ERROR_', 'network'],
  // undici's and Node's, axios's and ours: wrong arguments, keys, signatures and configuration, limits that were passed.
  ['UND_ERR_', 'fatal'],
  ['ERR_', 'fatal'],
]

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
  [/^Premature close$/i, 'network'],
  // node-fetch and superagent.
  [/^(?:network|response) timeout (?:at:|while) /i, 'timeout'],
  [/^request to .{1,2000} failed, reason: /, 'network'],
  [/^Request has been terminated\b/, 'network'],
]
