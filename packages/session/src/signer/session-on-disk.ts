// The session of a profile on the disk: read as a pair, and again when one of its files has changed.
import { stat } from 'node:fs/promises'
import { shownPath, sleep } from '@x/kernel'
import { SessionFilesError } from '@x/signer/principal'
import { configFileOf } from '../files/session-place.ts'
import { isPair, keyOf, seeSession, type RenewOptions } from '../refresh/renew-session.ts'
import type { SessionPair } from './held-session.ts'

/** Another program empties token and key and writes them, one after the other: what cannot be used is read again after these. */
const PAUSES_MS = [20, 100]

export class SessionOnDisk {
  readonly #options: RenewOptions
  /** Its files as the last profile named them. */
  #files: readonly string[] = []
  #stamp: string | undefined
  #reading: Promise<SessionPair> | undefined

  constructor(options: RenewOptions) {
    this.#options = options
  }

  /** Whether a file is another than when it was read last, whether or not that gave a session. */
  async hasChanged(): Promise<boolean> {
    return this.#stamp !== (await this.#stampNow())
  }

  /** One reading for all who ask meanwhile. */
  read(): Promise<SessionPair> {
    this.#reading ??= this.#readPatiently().finally(() => {
      this.#reading = undefined
    })
    return this.#reading
  }

  async #readPatiently(): Promise<SessionPair> {
    for (const pauseMs of PAUSES_MS) {
      const pair = await this.#readPair().catch(() => undefined)
      if (pair) return pair
      await sleep(pauseMs)
    }
    return this.#readPair()
  }

  /** Never one half of an old session and one of a new: the files do not change meanwhile, and the token names its key. */
  async #readPair(): Promise<SessionPair> {
    if (this.#files.length === 0) this.#files = [await configFileOf(this.#options)]
    // Also of what turns out to be no session: the same is not read again.
    this.#stamp = await this.#stampNow()
    const { configFile, tokenFile, keyFile } = (await seeSession(this.#options)).stored
    this.#files = [configFile, tokenFile, keyFile ?? tokenFile]
    const stamp = await this.#stampNow()
    this.#stamp = stamp
    const seen = await seeSession(this.#options)
    const key = await keyOf(seen.stored, this.#options.passphrase)
    if (isPair(seen.token, key) && stamp === (await this.#stampNow())) return { ...seen, key }
    throw new SessionFilesError('key-mismatch', shownPath(tokenFile))
  }

  /** Changes whenever one of the files does. */
  async #stampNow(): Promise<string> {
    return (await Promise.all(this.#files.map(stampOf))).join()
  }
}

async function stampOf(path: string): Promise<string> {
  try {
    const { mtimeNs, ctimeNs, size, ino } = await stat(path, { bigint: true })
    return [mtimeNs, ctimeNs, size, ino].join(':')
  } catch {
    return 'none' // reading tells why
  }
}
