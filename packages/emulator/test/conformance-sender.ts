// Sends a case of the conformance suite as a right client would, or with a mistake: the URL and the headers made fit for the wire by hand.
import type { ConformanceCase, Emulator } from '../src/index.ts'
import { send, signHeaders, type Received, type Sent, type Signing } from './hand-signer.ts'

/** What a mistaken client makes of a request: before it signs, and between signing and sending. */
export interface Mistake {
  readonly asked?: (sent: Sent) => Sent
  readonly signing?: Signing
  readonly onTheWire?: (sent: Sent) => Sent
}

export function sendCase(
  oci: Emulator,
  name: string,
  { asked = (sent) => sent, signing, onTheWire = (sent) => sent }: Mistake = {},
): Promise<Received> {
  const found = oci.conformance.cases().find((each) => each.name === name)
  if (found === undefined) throw new Error(`There is no case ${name}.`)
  const sent = asked(wireRequest(found))
  const headers = signHeaders(oci, sent, { names: namesFor(found, sent), ...signing })
  const wire = onTheWire({ ...sent, headers })
  const kept = Object.entries(wire.headers ?? {}).filter(([, value]) => value !== undefined)
  return send(oci, { ...wire, headers: Object.fromEntries(kept) })
}

/** What stands in the URL as it is, but may not stand on the wire. */
const ILLEGAL = /%(?![0-9a-f]{2})|[^!$-;=?-Z_a-z~%[\]]/giu

function wireRequest({ method, url, headers, body }: ConformanceCase): Sent {
  const [, host = '', rest = ''] = /^http:\/\/(?:[^/@]*@)?([^/]*)([^#]*)/.exec(url) ?? []
  const target = rest.replaceAll(ILLEGAL, encodeURIComponent)
  const own = headers.filter(([name]) => name.toLowerCase() !== 'authorization')
  const grouped: Record<string, string[]> = {}
  for (const [name, value] of own) (grouped[name.toLowerCase()] ??= []).push(value.trim())
  const given = Object.fromEntries(Object.entries(grouped).map(([name, all]) => [name, all.length > 1 ? all : all[0]!]))
  const sent = { method, target, headers: { host, ...given } }
  if (body === null) return sent
  const bytes = Buffer.from(body, 'base64')
  // The hand signer states the length of what it signs only.
  const length = method === 'GET' || method === 'DELETE' ? { 'content-length': String(bytes.length) } : {}
  return { ...sent, headers: { ...sent.headers, ...length }, body: bytes }
}

function namesFor({ covers }: ConformanceCase, { headers = {} }: Sent): string[] {
  const names = covers.map((name) => (name === 'date' && 'x-date' in headers ? 'x-date' : name))
  return 'opc-obo-token' in headers ? [...names, 'opc-obo-token'] : names
}
