// Signs requests by hand and sends them over a raw socket, so that each mistake can be made on purpose.
import { createHash, generateKeyPairSync, sign, type KeyLike } from 'node:crypto'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import type { Difference, Emulator } from '../src/index.ts'

/** One API key for all emulators of a test file: making one takes longer than most tests. */
export const apiKey = {
  pem: generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString(),
}

export interface Sent {
  method?: string
  target?: string
  /** Replaces or (with `undefined`) removes headers after signing. */
  headers?: Record<string, string | string[] | undefined>
  body?: string | Buffer
}

export interface Received {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
  /** The parsed body; each test knows which of these members its answer has. */
  json: AnswerJson
}

export interface AnswerJson {
  code: string
  message: string
  emulator: { reason: string; explanation: string; signingString: string; firstDifference?: Difference }
  caller: object
  id: string
}

export interface Signing {
  keyId?: string
  key?: KeyLike
  /** Header names to sign, in order. */
  names?: string[]
  /** Makes a mistake in the signing string. */
  distort?: (text: string) => string
  /** Makes a mistake in the finished Authorization header. */
  rewrite?: (authorization: string) => string
  hash?: string
}

const BODY_VERBS: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH'])

export function signHeaders(oci: Emulator, sent: Sent = {}, signing: Signing = {}): Record<string, string | string[]> {
  const { method = 'GET', target = '/echo', headers = {}, body = '' } = sent
  const all: Record<string, string | string[] | undefined> = {
    host: new URL(oci.url).host,
    date: new Date(oci.clock.now()).toUTCString(),
    ...(BODY_VERBS.has(method) && {
      'content-length': String(Buffer.byteLength(body)),
      'content-type': 'application/json',
      'x-content-sha256': createHash('sha256').update(body).digest('base64'),
    }),
    ...headers,
  }
  const generic = ['date', '(request-target)', 'host']
  const names =
    signing.names ??
    (BODY_VERBS.has(method) ? [...generic, 'content-length', 'content-type', 'x-content-sha256'] : generic)
  const line = (name: string) =>
    `${name}: ${name === '(request-target)' ? `${method.toLowerCase()} ${target}` : String(all[name])}`
  const text = (signing.distort ?? ((t) => t))(names.map(line).join('\n'))
  const keyId = signing.keyId ?? `${oci.tenancy}/${oci.user}/${oci.apiKey.fingerprint}`
  const signature = sign(signing.hash ?? 'sha256', Buffer.from(text, 'latin1'), signing.key ?? oci.apiKey.pem).toString(
    'base64',
  )
  const authorization = `Signature algorithm="rsa-sha256",headers="${names.join(' ')}",keyId="${keyId}",signature="${signature}",version="1"`
  const complete = { ...all, authorization: (signing.rewrite ?? ((a) => a))(authorization) }
  return Object.fromEntries(Object.entries(complete).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >
}

/** Sends exactly these headers and bytes; `ca` for TLS is left to the tests of TLS. */
export function send(
  oci: Emulator,
  { method = 'GET', target = '/echo', headers = {}, body = '' }: Sent = {},
): Promise<Received> {
  const { hostname, port } = new URL(oci.url)
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        hostname,
        port,
        method,
        path: target,
        headers: headers as Record<string, string>,
        setHost: false,
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const bytes = Buffer.concat(chunks)
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: bytes, json: parse(bytes) })
        })
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

export const signAndSend = (oci: Emulator, sent: Sent = {}, signing: Signing = {}): Promise<Received> =>
  send(oci, { ...sent, headers: signHeaders(oci, sent, signing) })

function parse(bytes: Buffer): AnswerJson {
  try {
    return JSON.parse(bytes.toString('utf8')) as AnswerJson
  } catch {
    return {} as AnswerJson
  }
}
