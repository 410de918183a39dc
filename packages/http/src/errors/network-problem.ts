// Puts into words why no response came.
import type { NetworkProblem } from './errors.ts'

/** What is wrong, and what to do. */
type Sentences = readonly [problem: string, remedy: string]

const TRUST: Sentences = [
  'the certificate is not trusted',
  "Give certBundleVerify the path of the CA bundle that signed it; behind an inspecting proxy that is the proxy's.",
]
const NAME: Sentences = ['the name cannot be resolved', 'Check the region or endpoint, and the DNS of this machine.']
const ROUTE: Sentences = ['there is no way to the host', 'Check the network, the firewall and the proxy.']
const BROKEN: Sentences = [
  'the connection broke before the response was complete',
  'Try again; if it persists, ask what stands between.',
]

const NO_HTTP: Sentences = [
  'what came is malformed HTTP, or none',
  'Check the scheme, the port, and what stands between.',
]
const NOT_UNPACKED: Sentences = ['the body cannot be unpacked', 'Try again; if it persists, ask what stands between.']

const NO_TLS: Sentences = ['the server does not speak TLS 1.2 or newer there', 'Check the scheme and the port.']

const SENTENCES: Readonly<Record<string, Sentences>> = {
  ECONNREFUSED: ['nothing listens there', 'Check host and port, and whether a proxy is needed.'],
  ENOTFOUND: NAME,
  EAI_AGAIN: NAME,
  EHOSTUNREACH: ROUTE,
  ENETUNREACH: ROUTE,
  ETIMEDOUT: ROUTE,
  EPROTO: NO_TLS,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: NO_TLS,
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: NO_TLS,
  ERR_SSL_UNSUPPORTED_PROTOCOL: NO_TLS,
  ERR_SSL_WRONG_VERSION_NUMBER: NO_TLS,
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'the certificate is for another host',
    'Check the endpoint; never switch verification off for this.',
  ],
  CERT_HAS_EXPIRED: [
    'the certificate has expired',
    'Check the clock of this machine, then tell the owner of the server.',
  ],
  CERT_NOT_YET_VALID: ['the certificate is not valid yet', 'Check the clock of this machine.'],
  DEPTH_ZERO_SELF_SIGNED_CERT: TRUST,
  SELF_SIGNED_CERT_IN_CHAIN: TRUST,
  UNABLE_TO_GET_ISSUER_CERT: TRUST,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: TRUST,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: TRUST,
}

const PROXY_REMEDY = 'Check the address of the proxy, and that it is an HTTP proxy that opens tunnels.'

/** Codes of axios that only repeat that something failed. */
const VAGUE: ReadonlySet<string> = new Set(['ERR_NETWORK', 'ERR_BAD_RESPONSE', 'ERR_BAD_REQUEST'])
const DEEPEST = 6

/**
 * The first telling code in the chain of causes, and what it means.
 *
 * @param atProxy - whether a proxy has still to let the call through, so that what failed is the way to the proxy
 */
export function networkProblem(error: unknown, atProxy = false): NetworkProblem {
  const reason = telling(error, 0)
  const sentences = sentencesFor(reason)
  const problem = `${sentences[0]}${reason === undefined ? '' : ` (${reason})`}`
  if (!atProxy) return { reason, sentence: `${problem}. ${sentences[1]}` }
  const remedy = sentences === TRUST ? TRUST[1] : PROXY_REMEDY
  return { reason, sentence: `the proxy cannot be used: ${problem}. ${remedy}` }
}

function sentencesFor(reason = ''): Sentences {
  if (reason.startsWith('HPE_')) return NO_HTTP
  if (/^(Z_|ERR__ERROR_)/.test(reason)) return NOT_UNPACKED
  return (Object.hasOwn(SENTENCES, reason) && SENTENCES[reason]) || BROKEN
}

function telling(error: unknown, depth: number): string | undefined {
  if (typeof error !== 'object' || error === null || depth > DEEPEST) return undefined
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: readonly unknown[] }
  if (typeof code === 'string' && !VAGUE.has(code)) return code
  return telling(cause, depth + 1) ?? telling(errors?.[0], depth + 1)
}
