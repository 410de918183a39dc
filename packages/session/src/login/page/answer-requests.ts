// Answers the requests that reach the listener of a login: the page, what the page sends, and refusals. Nothing is logged.
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { judgeRequest, type PageVerdict } from './judge-request.ts'
import { pagePolicy, renderLoginPage } from './login-page.ts'
import { failedWords, savedWords } from './page-words.ts'
import type { Session } from '../../session.ts'

/** Takes what the page has read from its address. */
export type Deliver = (answer: string) => Promise<Session>

export interface PageAnswers {
  readonly onRequest: (request: IncomingMessage, response: ServerResponse) => void
  /** Settles when the pages whose answers are being looked at have been told. */
  readonly told: () => Promise<unknown>
}

const REFUSALS: Readonly<Record<Exclude<PageVerdict, 'page' | 'answer'> | 400, string>> = {
  400: 'This is not what the page of the login sends.',
  403: 'Only the page of this login may ask for this.',
  404: 'There is nothing here. The login ends at the address without a path.',
  405: 'This method is not for this address.',
  411: 'The length of the answer has to be told.',
  413: 'This is too long for the answer of a login.',
  415: 'The answer of a login comes as JSON.',
  421: 'This name is not one of the listener of a login.',
}

const HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  connection: 'close',
} as const

/** @param secret - of this login alone */
export function pageAnswers(secret: string, deliver: Deliver): PageAnswers {
  const telling = new Set<Promise<unknown>>()
  const takeAnswer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = answerIn(await readBody(request))
    if (answer === undefined) return refuse(response, 400)
    const told = tell(response, deliver(answer))
    telling.add(told)
    await told
    telling.delete(told)
  }
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    response.on('error', () => {})
    const { method = '', url: target = '', headersDistinct: headers } = request
    const verdict = judgeRequest({ method, target, headers }, secret)
    if (verdict === 'page') return showPage(response, secret)
    if (verdict !== 'answer') return refuse(response, verdict)
    takeAnswer(request, response).catch(() => response.destroy())
  }
  return { onRequest, told: () => Promise.all(telling) }
}

function showPage(response: ServerResponse, secret: string): void {
  const nonce = randomBytes(16).toString('base64url')
  const headers = {
    ...HEADERS,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': pagePolicy(nonce),
  }
  response.writeHead(200, headers).end(renderLoginPage(secret, nonce))
}

function refuse(response: ServerResponse, status: keyof typeof REFUSALS): void {
  const headers = {
    ...HEADERS,
    'content-type': 'text/plain; charset=utf-8',
    'content-security-policy': "default-src 'none'",
  }
  response.writeHead(status, headers).end(`${REFUSALS[status]}\n`)
}

async function tell(response: ServerResponse, delivered: Promise<Session>): Promise<void> {
  const [status, words] = await delivered.then(
    (session) => [200, savedWords(session)] as const,
    (error: unknown) => [400, failedWords(error)] as const,
  )
  const text = JSON.stringify(words)
  const headers = { ...HEADERS, 'content-type': 'application/json', 'content-security-policy': "default-src 'none'" }
  // A window that was closed in between is told nothing.
  if (response.destroyed) return
  const isSent = new Promise((resolve) => response.once('close', resolve))
  response.writeHead(status, headers).end(text)
  await isSent
}

/** No longer than was told and let pass. */
async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function answerIn(body: string): string | undefined {
  try {
    const { answer } = JSON.parse(body) as { readonly answer?: unknown }
    return typeof answer === 'string' ? answer : undefined
  } catch {
    return undefined
  }
}
