// A key that is no clear key in a clean PEM block: it is encrypted, labelled as something else, was damaged on its way, or is
// none at all. Its content decides what it is; the label helps where the content says nothing.
import { children, readDer, TAG } from '../encoding/der.ts'
import { findDamagedBlock, hasEscapes } from './find-damaged-block.ts'
import { KeyRefusal, type KeyRefusalReason } from '../key-refusal.ts'
import { kindOfDer, type DerKind } from '../encoding/kind-of-der.ts'
import type * as Encryption from '../encrypted/open-encrypted-key.ts'
import type { PemBlock } from '../pem.ts'
import { fromPkcs1, fromPkcs8, unreadable, type RsaPrivateKey } from '../encoding/rsa-der.ts'

export async function readOtherKey(given: string | Uint8Array, passphrase?: string | null): Promise<RsaPrivateKey> {
  const text = typeof given === 'string' ? given : textOf(given)
  try {
    return await readBlock(findDamagedBlock(text), passphrase || undefined)
  } catch (failure) {
    const isDamaged = failure instanceof KeyRefusal && DAMAGED.has(failure.reason)
    throw isDamaged && hasEscapes(text) ? new KeyRefusal('escaped-newlines', failure) : failure
  }
}

/** What escapes for line breaks make of a key, too. */
const DAMAGED: ReadonlySet<KeyRefusalReason> = new Set(['malformed', 'not-pem', 'truncated'])

function textOf(bytes: Uint8Array): string {
  const kind = kindOfDer(bytes)
  if (kind) throw new KeyRefusal(NO_PRIVATE_KEY[kind] ?? 'der-private')
  return new TextDecoder().decode(bytes)
}

const NO_PRIVATE_KEY: Readonly<Partial<Record<DerKind, KeyRefusalReason>>> = {
  public: 'public-key',
  certificate: 'certificate',
  pkcs12: 'pkcs12',
}

/** `EC PRIVATE KEY` and the like; the words before it that stand for RSA, or for no algorithm, are known. */
const OTHER_ALGORITHM = /^(?!RSA|ENCRYPTED|OPENSSH)\S+ PRIVATE KEY$/

async function readBlock({ label, cipher, der }: PemBlock, passphrase: string | undefined): Promise<RsaPrivateKey> {
  if (!der) throw refusalByLabel(label, new RangeError('broken base64'))
  if (cipher && !OTHER_ALGORITHM.test(label))
    return (await encryption(passphrase)).openTraditional({ cipher, der, passphrase: String(passphrase) })
  const kind = kindOfDer(der)
  if (kind === 'encrypted') return (await encryption(passphrase)).openPkcs8(der, String(passphrase))
  if (kind === 'pkcs1' || kind === 'pkcs8') return readClear(der, kind)
  if (kind) throw new KeyRefusal(NO_PRIVATE_KEY[kind] ?? 'not-rsa')
  throw refusalByLabel(label, faultOf(der))
}

/** What opens an encrypted key, once there is a passphrase to open it with. */
function encryption(passphrase: string | undefined): Promise<typeof Encryption> {
  if (passphrase === undefined) throw new KeyRefusal('missing-passphrase')
  return import('../encrypted/open-encrypted-key.ts')
}

function readClear(der: Uint8Array, kind: 'pkcs1' | 'pkcs8'): RsaPrivateKey {
  let key: RsaPrivateKey | undefined
  try {
    key = kind === 'pkcs1' ? fromPkcs1(der) : fromPkcs8(der)
  } catch (cause) {
    throw unreadable(cause)
  }
  if (!key) throw new KeyRefusal('not-rsa')
  return key
}

/** The content is nothing that has a name, for that reason. */
function refusalByLabel(label: string, fault: unknown): KeyRefusal {
  if (label === 'OPENSSH PRIVATE KEY') return new KeyRefusal('openssh')
  if (label.endsWith('CERTIFICATE')) return new KeyRefusal('certificate')
  if (label.endsWith('PUBLIC KEY')) return new KeyRefusal('public-key')
  if (OTHER_ALGORITHM.test(label)) return new KeyRefusal('not-rsa')
  return label.endsWith('PRIVATE KEY') ? unreadable(fault) : new KeyRefusal('not-pem')
}

function faultOf(der: Uint8Array): unknown {
  // What begins in another way is another file's, or still encrypted: a length in it means nothing.
  if (der[0] !== TAG.sequence) return new RangeError('not a DER sequence')
  try {
    children(readDer(der))
    return new RangeError('not a private key')
  } catch (fault) {
    return fault
  }
}
