// Reads the token and the key of a session from their files, as a pair, and again when they change. Loaded with the first of them.
import { abortable, argumentError, causeWithout, decodeText, isNoPath, shownPath, sleep } from '@x/kernel'
import { createCredential, type Credential, type CredentialContext } from '../credential.ts'
import { SessionEndedError, SessionFilesError } from '../errors/principal-errors.ts'
import { readKey, type KeyPlace } from '../key/resolve-key.ts'
import { PrivateKey } from '../key/private-key.ts'
import { bindsKey } from '../principal/token/binds-key.ts'
import { parseTokenClaims, type Claims } from '../principal/token/token-claims.ts'
import type { SigningKey } from '../signing-key.ts'
import { readAnyFile, stampOf } from '#key-store'

interface SessionFilesOptions extends KeyPlace {
  /** Epoch milliseconds. */
  readonly now?: (() => number) | undefined
}

/** Another program empties token and key and writes them, one after the other: what cannot be used is read again after these. */
const PAUSES_MS = [20, 100]

/** What was read, and how the files stood then. */
interface Read {
  readonly stamp: string
  readonly token: string
  readonly credential: Credential
}

export class SessionFiles {
  readonly #tokenFile: string
  readonly #options: SessionFilesOptions
  #last: Read | undefined
  #reading: Promise<Read> | undefined

  /** @throws TypeError `ERR_INVALID_ARGUMENT` when a token or a key was given as the path */
  constructor(tokenFile: string, options: SessionFilesOptions) {
    if (isNoPath(tokenFile)) throw argumentError('tokenFile is no path. Pass a token itself as token.')
    this.#tokenFile = tokenFile
    this.#options = options
  }

  /**
   * The credential in the files as they are now; the same object as long as they hold the same.
   *
   * @throws {@link SessionFilesError} `ERR_SESSION_FILES`, {@link SessionEndedError} `ERR_SESSION_ENDED`, or why the key cannot be read
   */
  async credential({ signal, rejected }: CredentialContext): Promise<Credential> {
    const { now = Date.now } = this.#options
    const stamp = await this.#stamp()
    const last = this.#last
    const isGood = last?.stamp === stamp && last.credential !== rejected
    const { credential } = isGood ? last : await abortable(this.#readOnce(), signal)
    const { expiresAt = Infinity } = credential
    if (now() >= expiresAt) throw new SessionEndedError('expired', expiresAt)
    return credential
  }

  /** One reading for all who wait. */
  #readOnce(): Promise<Read> {
    this.#reading ??= this.#readPatiently().finally(() => {
      this.#reading = undefined
    })
    return this.#reading
  }

  async #readPatiently(): Promise<Read> {
    for (const pauseMs of PAUSES_MS) {
      const read = await this.#readPair().catch(() => undefined)
      if (read !== undefined) return read
      await sleep(pauseMs)
    }
    return this.#readPair()
  }

  /** Never one half of an old session and one of a new: the files do not change meanwhile, and the token names its key. */
  async #readPair(): Promise<Read> {
    const stamp = await this.#stamp()
    const token = await readToken(this.#tokenFile)
    const key = await readKey(this.#options)
    const claims = parseTokenClaims(token)
    if (stamp !== (await this.#stamp()) || !isPair(claims, key))
      throw new SessionFilesError('key-mismatch', shownPath(this.#tokenFile))
    const expiresAt = claims?.expiresAt
    const isSame = this.#last?.token === token
    const credential = isSame ? this.#last?.credential : createCredential({ keyId: `ST$${token}`, key, expiresAt })
    return (this.#last = { stamp, token, credential: credential as Credential })
  }

  /** Changes whenever one of the files does. */
  async #stamp(): Promise<string> {
    const { privateKey, privateKeyFile } = this.#options
    const files =
      (privateKey ?? undefined) === undefined ? [this.#tokenFile, String(privateKeyFile)] : [this.#tokenFile]
    return (await Promise.all(files.map(stampOf))).join()
  }
}

/** A token that does not name its key is taken at its word: the service knows. So is a key that does not show its public half. */
function isPair(claims: Claims | undefined, key: SigningKey): boolean {
  const jwk = claims?.jwk
  return jwk === undefined || jwk === 'unreadable' || !(key instanceof PrivateKey) || bindsKey(jwk, key.publicKey())
}

async function readToken(path: string): Promise<string> {
  const token = (await readText(path)).trim()
  if (token === '') throw new SessionFilesError('missing-token', shownPath(path))
  if (!/^[!#-[\]-~]+$/.test(token)) throw new SessionFilesError('unreadable-token', shownPath(path))
  return token
}

async function readText(path: string): Promise<string> {
  try {
    return decodeText(await readAnyFile(path))
  } catch (cause) {
    const isMissing = (cause as { code?: unknown }).code === 'ENOENT'
    const reason = isMissing ? 'missing-token' : 'unreadable-token'
    throw new SessionFilesError(reason, shownPath(path), causeWithout(path, { cause }))
  }
}
