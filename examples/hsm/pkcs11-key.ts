// A private key that never leaves its token (a smart card, an HSM): an object that signs, over PKCS#11.
import { createPublicKey } from 'node:crypto'
import type { SigningKey } from '@x/signer'
import {
  Module,
  ObjectClass,
  SessionFlag,
  type ITemplate,
  type PrivateKey,
  type Session,
  type Slot,
} from 'graphene-pk11'

export interface Pkcs11Settings {
  /** Path of the module: the shared library that comes with the token. */
  readonly modulePath: string
  readonly pin: string
  /** Which token, where there are several. The first one by default. */
  readonly tokenLabel?: string | undefined
  readonly tokenSerial?: string | undefined
  /** Which key: its label, or in hexadecimal its id. `01` by default, which is the one for authentication of a PIV card. */
  readonly keyLabel?: string | undefined
  readonly keyId?: string | undefined
}

export interface Pkcs11Key extends SigningKey {
  /** Its public half: what `publicKeyFingerprint` of `@x/signer` makes the fingerprint of, and what is uploaded to OCI. */
  readonly publicKeyPem: string
  /** Logs out of the token. */
  close(): void
}

/** The variables that OCI's SDKs and its CLI read, those of the CLI last. */
export function settingsFrom(env: NodeJS.ProcessEnv): Pkcs11Settings {
  const modulePath = env['OCI_PKCS11_LIB'] ?? env['PKCS11_MODULE_PATH'] ?? env['OCI_CLI_PKCS11_MODULE_PATH']
  const pin = env['OCI_CLI_PKCS11_PIN']
  if (!modulePath || !pin)
    throw new Error('OCI_PKCS11_LIB or OCI_CLI_PKCS11_PIN is not set. Give the path of the module, and the PIN.')
  return {
    modulePath,
    pin,
    tokenLabel: env['OCI_CLI_PKCS11_TOKEN_LABEL'],
    tokenSerial: env['OCI_CLI_PKCS11_TOKEN_SERIAL'],
    keyLabel: env['OCI_CLI_PKCS11_SLOT_LABEL'],
    keyId: env['OCI_CLI_PKCS11_KEY_ID'],
  }
}

/** @throws Error when module, token or key is not found, or the PIN is wrong */
export function openPkcs11Key(settings: Pkcs11Settings): Pkcs11Key {
  const module = Module.load(settings.modulePath)
  module.initialize()
  try {
    const session = slotOf(module.getSlots(true), settings).open(SessionFlag.SERIAL_SESSION)
    session.login(settings.pin)
    const key = keyOf(session, settings)
    return {
      sign: inTurn((data) => signOnce(session, key, data)),
      publicKeyPem: publicHalf(key),
      close() {
        session.logout()
        session.close()
        module.finalize()
      },
    }
  } catch (error) {
    module.finalize()
    throw error
  }
}

/** A session makes one signature at a time. */
function inTurn(sign: (data: Uint8Array) => Promise<Uint8Array>): (data: Uint8Array) => Promise<Uint8Array> {
  let last: Promise<unknown> = Promise.resolve()
  return (data) => {
    const signature = last.then(() => sign(data))
    last = signature.catch(() => {})
    return signature
  }
}

/** The token hashes and pads; the key stays where it is, and the event loop goes on meanwhile. */
const signOnce = (session: Session, key: PrivateKey, data: Uint8Array): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    session
      .createSign('SHA256_RSA_PKCS', key)
      .once(Buffer.from(data), (error, signature) => (error ? reject(error) : resolve(signature)))
  })

function slotOf(slots: Iterable<Slot>, { tokenLabel, tokenSerial }: Pkcs11Settings): Slot {
  for (const slot of slots) {
    const { label, serialNumber } = slot.getToken()
    const isMeant = [
      [tokenLabel, label],
      [tokenSerial, serialNumber],
    ].every(([wanted, found]) => wanted === undefined || wanted === found?.trim())
    if (isMeant) return slot
  }
  throw new Error('There is no such token. Put it in, and check its label or serial number.')
}

function keyOf(session: Session, { keyLabel, keyId }: Pkcs11Settings): PrivateKey {
  const named: ITemplate = keyLabel === undefined ? { id: Buffer.from(keyId ?? '01', 'hex') } : { label: keyLabel }
  const found = session.find({ class: ObjectClass.PRIVATE_KEY, ...named })
  if (found.length === 1) return found.items(0).toType<PrivateKey>()
  throw new Error(`The token has ${found.length} private keys of this label or id. Name one that it has once.`)
}

function publicHalf(key: PrivateKey): string {
  const { modulus, publicExponent } = key.getAttribute({ modulus: null, publicExponent: null })
  const [n = '', e = ''] = [modulus, publicExponent].map((value) => (value as Buffer).toString('base64url'))
  return createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' }).export({ type: 'spki', format: 'pem' }) as string
}
