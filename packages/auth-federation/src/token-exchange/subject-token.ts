// A subject token wherever it comes from, got anew for each exchange and checked before it is sent.
import { argumentError, isNoPath, type Environment } from '@x/kernel'
import { parseTokenClaims } from '@x/signer/principal'
import { SubjectTokenError } from '../errors/subject-token-errors.ts'
import { askForToken, githubRequest, tokenRequest, type TokenAnswer, type TokenPorts } from './ask-for-token.ts'
import { readTokenFile } from './read-token-file.ts'

/**
 * Where a subject token comes from: the token, a function that yields it, the file that holds it (`~` is the home folder), an
 * address that gives it out, a job of GitHub Actions, or a variable of the environment. It is got anew for each exchange.
 *
 * `url` answers with the token as text, or with JSON that has it in `member`; `headers` are sent with it.
 *
 * @public
 */
export type SubjectTokenSource =
  | string
  | ((options: { readonly signal: AbortSignal }) => string | Promise<string>)
  | { readonly file: string }
  | {
      readonly url: string | URL
      readonly headers?: Readonly<Record<string, string>> | undefined
      readonly member?: string | undefined
    }
  | { readonly githubActions: { readonly audience: string } }
  | { readonly env: string }

/** What a token is got with. */
export interface SubjectTokenPorts extends TokenPorts {
  readonly env: Environment
  readonly readFile: ((path: string) => Promise<string>) | undefined
}

/** When it is asked for. */
export interface SubjectTokenContext {
  readonly signal: AbortSignal
  readonly now: () => number
}

export type SubjectTokenReader = (context: SubjectTokenContext) => Promise<string>

type Read = (context: SubjectTokenContext) => TokenAnswer | Promise<TokenAnswer>

/** @throws TypeError `ERR_INVALID_ARGUMENT` for what is none of the sources */
export function subjectTokenReader(source: SubjectTokenSource, ports: SubjectTokenPorts): SubjectTokenReader {
  const read = readerOf(source, ports)
  return async (context) => {
    const { token, dateMs } = await read(context)
    return checked(token, dateMs ?? context.now())
  }
}

function readerOf(source: SubjectTokenSource, ports: SubjectTokenPorts): Read {
  if (typeof source === 'string') return () => ({ token: source })
  if (typeof source === 'function') return async ({ signal }) => ({ token: await source({ signal }) })
  const kind = kindOf(source)
  if (kind === 'file') return fileReader((source as { file: string }).file, ports)
  if (kind === 'env') return () => ({ token: ports.env[(source as { env: string }).env] })
  if (kind === 'githubActions') return githubReader(source as { githubActions: { audience: string } }, ports)
  const request = tokenRequest(source as { url: string })
  return ({ signal }) => askForToken(request, signal, ports)
}

const KINDS = ['file', 'url', 'githubActions', 'env'] as const
const OTHERS: ReadonlySet<string> = new Set(['headers', 'member'])

function kindOf(source: object | null | undefined): (typeof KINDS)[number] {
  const names = Object.entries(source ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  const [kind, ...more] = KINDS.filter((name) => names.includes(name))
  const unknown = names.some((name) => name !== kind && !(kind === 'url' && OTHERS.has(name)))
  if (kind !== undefined && more.length === 0 && !unknown) return kind
  throw argumentError(
    'subjectToken is no source of a token. Pass the token, a function, { file }, { url, headers, member }, { githubActions: { audience } } or { env }.',
  )
}

function fileReader(file: string, { readFile }: SubjectTokenPorts): Read {
  if (typeof file !== 'string' || file === '' || isNoPath(file))
    throw argumentError('subjectToken.file is no path. Give one, or pass a token itself without { file }.')
  return async () => ({ token: await readTokenFile(file, readFile) })
}

function githubReader(
  { githubActions }: { readonly githubActions: { readonly audience: string } },
  ports: SubjectTokenPorts,
): Read {
  const audience: unknown = githubActions?.audience
  if (typeof audience !== 'string' || audience === '')
    throw argumentError('subjectToken.githubActions has no audience. Give the one that the identity domain asks for.')
  return ({ signal }) => askForToken(githubRequest(ports.env, audience), signal, ports)
}

function checked(given: unknown, nowMs: number): string {
  const token = typeof given === 'string' ? given.trim() : ''
  if (token === '')
    throw new SubjectTokenError('missing', 'There is no subject token, or an empty one. Check where it comes from.')
  if (!/^[!-~]+$/.test(token))
    throw new SubjectTokenError(
      'malformed',
      'The subject token has a line break or another character that no token has. Check where it comes from.',
    )
  const expiresAt = parseTokenClaims(token)?.expiresAt
  if (expiresAt === undefined || nowMs < expiresAt) return token
  const [end, now] = [expiresAt, nowMs].map((ms) => new Date(ms).toISOString())
  throw new SubjectTokenError(
    'expired',
    `The subject token ended at ${end}, and it is ${now}. Get a new one for each exchange, or set the clock right.`,
  )
}
