// For tests against the emulator: one for the file, and signers of its identities. The signer's own tests use the testkit, which
// therefore cannot have this.
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

/** Signs with the API key of the emulator's user. */
export function apiKeySigner({ tenancy, user, apiKey }: Emulator, now?: () => number): Signer {
  return new Signer({ tenancy, user, fingerprint: apiKey.fingerprint, privateKey: apiKey.pem, now })
}

export interface SessionSigner extends RequestSigner {
  /** The tokens it has had, the current one last. */
  readonly tokens: readonly string[]
}

/** A signer that opens a new session when it is told that its own was refused, as a principal does. */
export function sessionSigner(emulator: Emulator): SessionSigner {
  const tokens: string[] = []
  let current: Promise<Credential> | undefined
  const open = async (): Promise<Credential> => {
    const { keyId, token, privateKeyPem } = emulator.createSession()
    tokens.push(token)
    return { keyId, key: await loadPrivateKey(privateKeyPem) }
  }
  const signer = createSigner(async ({ rejected } = {}) => {
    if (!current || rejected === (await current)) current = open()
    return current
  })
  return { ...signer, tokens }
}
