// What the tests share: an emulator for the file, signers of its identities, and a reader of its echo.
import { startEmulator, type Emulator, type EmulatorOptions } from '@x/emulator'
import { createSigner, loadPrivateKey, Signer, type Credential, type RequestSigner } from '@x/signer'
import { afterAll, beforeAll } from 'vitest'

/** Starts an emulator before the tests of a file and closes it after them. */
export function emulated(options?: EmulatorOptions): () => Emulator {
  let emulator: Emulator
  beforeAll(async () => {
    emulator = await startEmulator(options)
  })
  afterAll(() => emulator.close())
  return () => emulator
}

export function apiKeySigner(emulator: Emulator, now?: () => number): Signer {
  const { tenancy, user, apiKey } = emulator
  return new Signer({ tenancy, user, fingerprint: apiKey.fingerprint, privateKey: apiKey.pem, now })
}

/** A signer that takes a new session of the emulator whenever it is told that its own was refused. */
export function sessionSigner(emulator: Emulator): RequestSigner & { readonly sessions: string[] } {
  const sessions: string[] = []
  const open = async (): Promise<Credential> => {
    const { keyId, token, privateKeyPem } = emulator.createSession()
    sessions.push(token)
    return { keyId, key: await loadPrivateKey(privateKeyPem) }
  }
  let current: Credential | undefined
  const signer = createSigner(async ({ rejected } = {}) => {
    if (!current || rejected === current) current = await open()
    return current
  })
  return { ...signer, sessions }
}

export interface Echo {
  readonly method: string
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  /** As latin1, so that each byte is a character. */
  readonly body: string
}

/** What the emulator's `/echo` received. */
export async function readEcho(response: Response): Promise<Echo> {
  const echo = (await response.json()) as Echo
  if (response.status !== 200) throw new Error(JSON.stringify(echo))
  return { ...echo, body: Buffer.from(echo.body, 'base64').toString('latin1') }
}
