// Signs one request as the line has it, sends it, and hands over what was answered.
import { exitOfStatus } from '../../output/problem/tell.ts'
import type { Context } from '../../program/context.ts'
import { UsageError } from '../../program/errors.ts'
import { answerOf, saidBy, type Answer } from './answer.ts'
import { givenBytes } from './given-bytes.ts'
import { printAnswer, printBody } from './print.ts'
import { requestHeaders } from './request-headers.ts'
import { saveFile } from './save-file.ts'
import { send, type Answered, type RawRequest } from './send.ts'
import { assertOwnHost, targetOf } from './target.ts'

interface RawRequestOptions {
  readonly httpMethod: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly targetUri: string
  readonly requestHeaders?: string | undefined
  readonly requestBody?: string | undefined
  readonly outputFile?: string | undefined
}

export async function run(context: Context<RawRequestOptions>): Promise<number> {
  const { options, root, terminal, signal, say, progress } = context
  if (root.query !== undefined && options.outputFile !== undefined)
    throw new UsageError('--query picks from what is printed, and --output-file prints nothing. Give one of them.')
  const request = await requestOf(context)
  const { signer } = await context.whoSigns()
  const calls = await (await context.settings()).calls()
  const log = root.debug ? (line: string): void => say(line, 'dim') : undefined
  const ports = { signer, calls, env: terminal.env, signal, log, now: terminal.now }
  const answered = await progress(`Waiting for ${request.url.host}`, send(request, ports))
  return handOver(answered, context)
}

async function requestOf(context: Context<RawRequestOptions>): Promise<RawRequest> {
  const { terminal, signal } = context
  const { httpMethod: method, targetUri, requestHeaders: headersText, requestBody: bodyText } = context.options
  const { endpoint, path } = await context.settings()
  const url = targetOf(targetUri, endpoint)
  assertOwnHost(url, endpoint)
  const read = (flag: string, text: string): Promise<Buffer> =>
    givenBytes(flag, text, { stdin: terminal.stdin, path, signal })
  const isFile = headersText?.startsWith('file://')
  const headersJson = isFile ? String(await read('--request-headers', headersText ?? '')) : headersText
  const headers = headersJson === undefined ? {} : requestHeaders(headersJson)
  if (bodyText !== undefined && (method === 'GET' || method === 'HEAD'))
    throw new UsageError(`--request-body has no place in a ${method}. Leave it out, or give another --http-method.`)
  const given = bodyText === undefined ? undefined : await read('--request-body', bodyText)
  // Services want a length and a type in each of these, and the signature covers both.
  const body = given ?? (method.startsWith('P') ? Buffer.alloc(0) : undefined)
  return { method, url, body, headers: body ? { 'content-type': 'application/json', ...headers } : headers }
}

async function handOver(answered: Answered, context: Context<RawRequestOptions>): Promise<number> {
  const { options, give, say } = context
  const { status, body: bytes } = answered.response
  const answer = answerOf(answered)
  const isRefused = status >= 400
  if (options.outputFile === '-' && !isRefused) await printBody(answer, bytes, context)
  else if (options.outputFile !== undefined && !isRefused) {
    const { path } = await context.settings()
    await saveFile(path(options.outputFile), bytes)
    await give({ headers: answer.headers, status: answer.status })
  } else if (options.outputFile !== '-') await printAnswer(answer, context)
  if (isRefused) say(`Error: ${sentenceOf(answer, answered)}`, 'red')
  return exitOfStatus(status)
}

function sentenceOf(answer: Answer, { diagnosis }: Answered): string {
  if (diagnosis) return `The request is refused: ${answer.status}. ${diagnosis.text}`
  const said = saidBy(answer)
  return said === undefined ? `The service answers ${answer.status}.` : `The service answers ${answer.status}: ${said}`
}
