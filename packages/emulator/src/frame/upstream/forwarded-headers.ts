// Which headers go to the service behind the emulator, and which of its answer come back.
import type { ReceivedRequest } from '../../proof/request/received-request.ts'
import { INERT } from '../service/inert.ts'

/** They speak of one connection (RFC 9110, section 7.6.1), or of bytes that are counted anew. */
const OF_THE_CONNECTION = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'content-length',
  'expect',
]

/** What proved the caller to the emulator proves nothing to another service, and is a secret. */
const PROOFS = ['authorization', 'opc-obo-token', 'cookie', 'x-emulator-signing-string']

/** The emulator's clock is the one by which clients are judged, and it alone says whose pages may read its answers. */
const OF_THE_SERVICE = ['date', 'set-cookie', 'clear-site-data', 'alt-svc', 'strict-transport-security']

/** The name by which requests that went through an emulator are known, so that none goes round for ever. */
const VIA = '1.1 oci-emulator'

export const wentThrough = ({ headers }: ReceivedRequest): boolean =>
  (headers.get('via') ?? []).some((value) => value.split(',').some((part) => part.trim() === VIA))

export function headersForUpstream(
  { headers, body, method }: ReceivedRequest,
  host: string,
): Readonly<Record<string, string | readonly string[]>> {
  const left = new Set([...OF_THE_CONNECTION, ...PROOFS, ...namedByConnection(headers.get('connection') ?? []), 'host'])
  const kept = [...headers].filter(([name]) => !left.has(name))
  const hasBody = body.length > 0 || ['POST', 'PUT', 'PATCH'].includes(method)
  return {
    ...Object.fromEntries(kept),
    host,
    via: [...(headers.get('via') ?? []), VIA],
    ...(hasBody && { 'content-length': String(body.length) }),
  }
}

/** Repeated ones are joined, as HTTP joins them. A HEAD request tells the length of what GET would yield. */
export function headersForClient(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  method: string,
): Readonly<Record<string, string>> {
  const named = namedByConnection([headers['connection'] ?? []].flat())
  const left = new Set([...OF_THE_CONNECTION, ...OF_THE_SERVICE, ...named])
  if (method === 'HEAD') left.delete('content-length')
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !left.has(name) && !name.startsWith('access-control-'))
      .map(([name, value]): [string, string] => [name, [value ?? []].flat().join(', ')])
      .concat(Object.entries(INERT)),
  )
}

const namedByConnection = (values: readonly string[]): readonly string[] =>
  values.flatMap((value) => value.split(',')).map((name) => name.trim().toLowerCase())
