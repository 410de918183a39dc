// Judges requests for metadata: who may ask, and what stands under which path.
import { jsonAnswer, type Answer } from '../../frame/service/answer.ts'
import { rejected, UNSIGNED_ACCEPTED, type Examined } from '../../frame/service/examined.ts'
import { namesThisMachine } from '../../frame/service/own-host.ts'
import { parseMetadataPath } from './endpoint.ts'
import { headerValue, type ReceivedRequest } from '../../proof/request/received-request.ts'
import { METADATA_AUTHORIZATION } from '../../proof/verdict/redact.ts'
import type { InstanceAuthority } from '../../tenancy/certificates/instance-authority.ts'
import { memberAt } from './instance-document.ts'

const FORWARDING_HEADERS: readonly string[] = ['forwarded', 'x-forwarded-for', 'x-forwarded-host']

/** What the metadata service serves, and to whom. */
export interface MetadataParts {
  /** What there is to say of the instance. */
  readonly document: object
  readonly certificates: InstanceAuthority
  readonly allowedHosts: ReadonlySet<string>
  /** Whether version 1 is answered too. */
  readonly metadataV1: boolean
}

/** `undefined` when the request is not for the metadata service. */
export function examineMetadata(parts: MetadataParts, request: ReceivedRequest): Examined | undefined {
  const asked = parseMetadataPath(request.target)
  if (asked === undefined) return undefined
  return refuse(parts, request, asked.version) ?? serve(parts, asked.rest)
}

function refuse(parts: MetadataParts, request: ReceivedRequest, version: string): Examined | undefined {
  // Refused first, whatever header it brings: a page of another site whose name leads here could read keys as if they were its own.
  if (!namesThisMachine(request, parts.allowedHosts)) return rejected(403, 'metadata-foreign-host')
  const refusal = version === 'v2' ? refuseStranger(request) : refuseVersion(version, parts.metadataV1)
  if (refusal !== undefined) return refusal
  return request.method === 'GET' || request.method === 'HEAD' ? undefined : rejected(405, 'metadata-read-only')
}

function refuseVersion(version: string, v1: boolean): Examined | undefined {
  if (version !== 'v1') return rejected(404, 'metadata-not-found')
  return v1 ? undefined : rejected(404, 'metadata-v1-disabled')
}

function refuseStranger(request: ReceivedRequest): Examined | undefined {
  if (headerValue(request, 'authorization') !== METADATA_AUTHORIZATION) return rejected(403, 'metadata-unauthorized')
  const forwarding = FORWARDING_HEADERS.find((name) => request.headers.has(name))
  return forwarding === undefined ? undefined : rejected(403, 'metadata-forwarded', `It is "${forwarding}".`)
}

/** Makes certificates and counts stale answers only when the request is performed, so that a fault that prevents that changes nothing. */
function serve({ certificates, document }: MetadataParts, path: string): Examined {
  const readPem = PEM_FILES.get(path)
  if (readPem !== undefined) {
    return { judgement: UNSIGNED_ACCEPTED, respond: async () => textAnswer(await readPem(certificates)) }
  }
  const value = memberAt({ instance: document }, path.split('/'))
  if (value === undefined) return rejected(404, 'metadata-not-found')
  const answer = typeof value === 'object' ? jsonAnswer(200, value) : textAnswer(String(value))
  return { judgement: UNSIGNED_ACCEPTED, respond: () => answer }
}

const PEM_FILES: ReadonlyMap<string, (certificates: InstanceAuthority) => Promise<string>> = new Map([
  ['identity/cert.pem', (certificates: InstanceAuthority) => certificates.readCertificatePem()],
  ['identity/key.pem', (certificates: InstanceAuthority) => certificates.readKeyPem()],
  ['identity/intermediate.pem', (certificates: InstanceAuthority) => certificates.intermediatePem()],
])

const textAnswer = (text: string): Answer => ({
  status: 200,
  headers: { 'content-type': 'text/plain' },
  body: Buffer.from(text),
})
