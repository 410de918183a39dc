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
  /** Logs out of the token, once what is being signed is signed. Nothing is signed afterwards. */
  close(): Promise<void>
}

/** A module has one state for the whole process: who closes a second key of it would close the first one, too. */
const inUse = new Set<string>()

/** The variables that OCI's SDKs and its CLI read, those of the CLI last; an empty one counts as none. */
export function settingsFrom(env: NodeJS.ProcessEnv): Pkcs11Settings {
  const modulePath = env['OCI_PKCS11_LIB'] || env['PKCS11_MODULE_PATH'] || env['OCI_CLI_PKCS11_MODULE_PATH']
  const pin = env['OCI_CLI_PKCS11_PIN']
  if (!modulePath || !pin)
    throw new Error('OCI_PKCS11_LIB or OCI_CLI_PKCS11_PIN is not set. Give the path of the module, and the PIN.')
  return {
    modulePath,
    pin,
    tokenLabel: env['OCI_CLI_PKCS11_TOKEN_LABEL'] || undefined,
    tokenSerial: env['OCI_CLI_PKCS11_TOKEN_SERIAL'] || undefined,
    keyLabel: env['OCI_CLI_PKCS11_SLOT_LABEL'] || undefined,
    keyId: env['OCI_CLI_PKCS11_KEY_ID'] || undefined,
  }
}

/** @throws Error when module, token or key is not found, the module is in use, or the PIN is wrong */
export function openPkcs11Key(settings: Pkcs11Settings): Pkcs11Key {
  const { modulePath, pin } = settings
  if (inUse.has(modulePath)) throw new Error('The module is in use. Sign with the key that is open, or close it first.')
  const module = Module.load(modulePath)
  module.initialize()
  inUse.add(modulePath)
  const release = (): void => {
    inUse.delete(modulePath)
    module.finalize()
  }
  try {
    const session = slotOf(module.getSlots(true), settings).open(SessionFlag.SERIAL_SESSION)
    session.login(pin)
    const key = keyOf(session, settings)
    const inTurn = oneAtATime()
    let closing: Promise<void> | undefined
    return {
      async sign(data) {
        if (closing) throw new Error('The key is closed. Open it again.')
        return inTurn(() => signOnce(session, key, data))
      },
      publicKeyPem: publicHalf(key),
      close: () => (closing ??= inTurn(() => leave(session)).finally(release)),
    }
  } catch (error) {
    release()
    throw error
  }
}

function leave(session: Session): void {
  session.logout()
  session.close()
}

/** A session makes one signature at a time, and must not end in the middle of one: it would never be told. */
function oneAtATime(): <T>(act: () => T | Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (act) => {
    const done = last.then(act)
    last = done.catch(() => {})
    return done
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
