// The token of the pod's service account, wherever it is kept: the kubelet replaces it, so it is read anew for each renewal.
import { abortable, argumentError, causeWithout, isNoPath, shownPath } from '@x/kernel'
import { parseTokenClaims, type LoadContext } from '@x/signer/principal'
import { ServiceAccountTokenError } from '../errors/oke-errors.ts'
import { readTextFile, type ReadFile } from '../principal/read-text-file.ts'

/**
 * Where a service-account token comes from: the token, a function, or a file (`~` is the home folder).
 *
 * @public
 */
export type ServiceAccountTokenSource = string | (() => string | Promise<string>) | { readonly file: string }

/** A source with what may be said of it. */
export interface TokenSource {
  /** Where it is, in words or as a path; never the token. */
  readonly where: string
  readonly read: () => Promise<string>
}

const TOKEN_FILE = '/var/run/secrets/kubernetes.io/serviceaccount/token'
const PATH_VARIABLE = 'OCI_KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH'
const TEXT_VARIABLE = 'OCI_KUBERNETES_SERVICE_ACCOUNT_TOKEN_STRING'

/**
 * What the caller gives, else the variables of OCI's CLI (the text before the path), else the file that Kubernetes mounts.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` for a source that is none, or a file that cannot be called so
 */
export function serviceAccountTokenSource(
  given: ServiceAccountTokenSource | undefined,
  variable: (name: string) => string | undefined,
  readFile: ReadFile | undefined,
): TokenSource {
  if (typeof given === 'function') return { where: 'what the function yields', read: async () => given() }
  if (typeof given === 'string') return { where: 'the option serviceAccountToken', read: async () => given }
  if (given !== undefined) return fileSource(given?.file, 'serviceAccountToken', readFile)
  const text = variable(TEXT_VARIABLE)
  if (text !== undefined) return { where: TEXT_VARIABLE, read: async () => text }
  return fileSource(variable(PATH_VARIABLE) ?? TOKEN_FILE, PATH_VARIABLE, readFile)
}

function fileSource(file: unknown, name: string, readFile: ReadFile | undefined): TokenSource {
  if (typeof file !== 'string' || file === '' || isNoPath(file))
    throw argumentError(`${name} names no file of a token. Give the path of one, or the token itself in another way.`)
  return { where: shownPath(file), read: () => readText(file, readFile) }
}

async function readText(file: string, readFile: ReadFile | undefined): Promise<string> {
  try {
    return await readTextFile(file, readFile)
  } catch (cause) {
    throw new ServiceAccountTokenError('missing', shownPath(file), causeWithout(file, { cause }))
  }
}

/**
 * The token as it is now, when it can be used: proxymux is not shown another.
 *
 * @throws {@link ServiceAccountTokenError} `ERR_SERVICE_ACCOUNT_TOKEN` with the `reason`
 */
export async function readServiceAccountToken(
  { where, read }: TokenSource,
  { signal, now }: LoadContext,
): Promise<string> {
  // A function of the caller's may never end.
  const text: unknown = await abortable(read(), signal)
  const token = typeof text === 'string' ? text.trim() : ''
  if (token === '') throw new ServiceAccountTokenError('missing', where)
  const claims = parseTokenClaims(token)
  if (claims === undefined) throw new ServiceAccountTokenError('malformed', where)
  if (claims.expiresAt === undefined) throw new ServiceAccountTokenError('no-expiry', where)
  if (claims.expiresAt <= now()) throw new ServiceAccountTokenError('expired', where)
  return token
}
