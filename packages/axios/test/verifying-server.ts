// A server that trusts nothing of ours: it rebuilds each signing string from the raw request line and the raw headers, and
// verifies it with node:crypto alone.
import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll } from 'vitest'

/** One request as it came over the wire. */
export interface Received {
  readonly method: string
  readonly target: string
  /** Lower-case names in the order they came, repeated ones repeated. */
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Buffer
  /** The header names under the signature. */
  readonly signed: readonly string[]
  /** What is wrong with the signature; empty when nothing is. */
  readonly problems: readonly string[]
}

export interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** Leaves out the `Date` header that Node sends by itself. */
  readonly dateless?: boolean
}

export interface VerifyingServer {
  readonly url: string
  readonly received: Received[]
  /** Decides each answer; 200 with an empty object when absent. */
  answer: ((received: Received, index: number) => Answer | Promise<Answer>) | undefined
}

/** Runs a server for the tests of a file; it accepts signatures of `publicKey`. */
export function verifyingServer(publicKey: string): VerifyingServer {
  const key = createPublicKey(publicKey)
  const received: Received[] = []
  const state = { url: '', received, answer: undefined as VerifyingServer['answer'] }
  const server = createServer(async (request, response) => {
    const one = await receive(request, key).catch(() => undefined)
    if (!one) return
    received.push(one)
    const { status = 200, headers = {}, body = '{}', dateless } = (await state.answer?.(one, received.length)) ?? {}
    response.sendDate = !dateless
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
  })
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return state
}

/** The values of a header, in the order they came. */
export const valuesOf = ({ headers }: Pick<Received, 'headers'>, name: string): string[] =>
  headers.filter(([key]) => key === name).map(([, value]) => value)

async function receive(request: IncomingMessage, key: KeyObject): Promise<Received> {
  const { method = '', url: target = '', rawHeaders } = request
  const headers = rawHeaders.flatMap((name, i) =>
    i % 2 === 0 ? [[name.toLowerCase(), rawHeaders[i + 1] ?? ''] as const] : [],
  )
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const one = { method, target, headers, body: Buffer.concat(chunks) }
  return { ...one, ...judge(one, key) }
}

type Unjudged = Pick<Received, 'method' | 'target' | 'headers' | 'body'>

function judge(one: Unjudged, key: KeyObject): Pick<Received, 'signed' | 'problems'> {
  const authorization = valuesOf(one, 'authorization')
  if (authorization.length !== 1) return { signed: [], problems: [`${authorization.length} authorization headers`] }
  const parts = new Map(Array.from(String(authorization[0]).matchAll(/(\w+)="([^"]*)"/g), ([, k, v]) => [k, v ?? '']))
  const signed = (parts.get('headers') ?? '').split(' ')
  const problems = [...requiredProblems(signed), ...lengthProblems(one), ...signed.flatMap((n) => repeats(one, n))]
  const text = signed.map((name) => `${name}: ${valueOf(one, name)}`).join('\n')
  const signature = Buffer.from(parts.get('signature') ?? '', 'base64')
  if (!verify('sha256', Buffer.from(text), key, signature)) problems.push(`the signature does not match:\n${text}`)
  return { signed, problems }
}

const valueOf = (one: Unjudged, name: string): string =>
  name === '(request-target)' ? `${one.method.toLowerCase()} ${one.target}` : valuesOf(one, name).join(', ')

const repeats = (one: Unjudged, name: string): string[] =>
  name === '(request-target)' || valuesOf(one, name).length === 1
    ? []
    : [`${name} is there ${valuesOf(one, name).length} times`]

function requiredProblems(signed: readonly string[]): string[] {
  const required = ['(request-target)', 'host', signed.includes('x-date') ? 'x-date' : 'date']
  return required.filter((name) => !signed.includes(name)).map((name) => `${name} is not signed`)
}

function lengthProblems(one: Unjudged): string[] {
  const problems: string[] = []
  const sha256 = valuesOf(one, 'x-content-sha256')[0]
  if (sha256 !== undefined && sha256 !== createHash('sha256').update(one.body).digest('base64'))
    problems.push('the body is not the one that was hashed')
  const length = valuesOf(one, 'content-length')[0]
  if (length !== undefined && length !== String(one.body.length)) problems.push(`content-length is ${length}`)
  return problems
}
