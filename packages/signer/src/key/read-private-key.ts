// Finds the private key in a text, whatever stands around it, and tells what a text is that holds none.
import { bytesOf } from '../bytes.ts'
import { argumentError } from '../errors.ts'
import { KeyRefusal } from './key-refusal.ts'
import type * as Encryption from './open-encrypted-key.ts'
import { findPemBlock, type PemBlock } from './pem.ts'
import { PrivateKey } from './private-key.ts'
import { kindOfDer, fromPkcs1, fromPkcs8, unreadable, type RsaPrivateKey } from './rsa-der.ts'
import { importRsaKey, readKeyFile } from '#key-store'

export async function readPrivateKey(pem: string | Uint8Array, passphrase?: string | null): Promise<PrivateKey> {
  try {
    const rsa = await readKey(findBlock(textOf(pem)), passphrase || undefined)
    const key = await importRsaKey(rsa).catch((cause: unknown) => {
      throw new KeyRefusal('malformed', cause)
    })
    return new PrivateKey(key, rsa.bits, rsa.spki)
  } catch (failure) {
    throw failure instanceof KeyRefusal ? (await import('./explain-key.ts')).explainKey(failure) : failure
  }
}

export async function readPrivateKeyFile(path: string, passphrase?: string | null): Promise<PrivateKey> {
  if (typeof path !== 'string' || path === '')
    throw argumentError('The path of the private key file is empty. Pass a path.')
  // Or the error about a missing file would show the key.
  if (/-----BEGIN|[\0\r\n]/.test(path))
    throw argumentError('The path of the private key file is no path. Pass the text of a key as privateKey.')
  return readPrivateKey(await readKeyFile(path), passphrase)
}

function textOf(pem: unknown): string {
  if (typeof pem === 'string') return pem
  const bytes = typeof pem === 'object' && pem !== null ? bytesOf(pem) : undefined
  if (!bytes) throw argumentError('The private key is neither text nor bytes. Pass the content of a PEM file.')
  assertNotDer(bytes)
  return new TextDecoder().decode(bytes)
}

function assertNotDer(bytes: Uint8Array): void {
  const kind = bytes[0] === 0x30 ? kindOfDer(bytes) : undefined
  if (kind === 'private') throw new KeyRefusal('der-private')
  if (kind === 'public') throw new KeyRefusal('public-key')
  if (kind === 'certificate') throw new KeyRefusal('certificate')
}

function findBlock(given: string): PemBlock {
  const text = given.replace(/^\uFEFF/, '').trim()
  if (text === '') throw new KeyRefusal('empty')
  const escaped = text.includes('\\n')
  const block = findPemBlock(escaped ? text.replaceAll(/\\r|\\n/g, '\n') : text)
  if (escaped && (block === 'truncated' || (block && !block.der))) throw new KeyRefusal('escaped-newlines')
  if (block === 'truncated') throw new KeyRefusal('truncated')
  if (block) return block
  if (/^(ssh-|ecdsa-)\S+ \S/.test(text)) throw new KeyRefusal('public-key')
  throw new KeyRefusal(escaped ? 'escaped-newlines' : 'not-pem')
}

/** What each PEM label means; anything else is no key. */
async function readKey(block: PemBlock, passphrase: string | undefined): Promise<RsaPrivateKey> {
  switch (block.label) {
    case 'RSA PRIVATE KEY':
      return block.headers.get('proc-type')?.includes('ENCRYPTED')
        ? (await encryption(passphrase)).openTraditional(block, String(passphrase))
        : parse(block, fromPkcs1)
    case 'PRIVATE KEY':
      return parse(block, fromPkcs8)
    case 'ENCRYPTED PRIVATE KEY':
      return (await encryption(passphrase)).openPkcs8(block, String(passphrase))
    case 'OPENSSH PRIVATE KEY':
      throw new KeyRefusal('openssh')
    default:
      if (block.label.endsWith('CERTIFICATE')) throw new KeyRefusal('certificate')
      if (block.label.endsWith('PUBLIC KEY')) throw new KeyRefusal('public-key')
      throw new KeyRefusal(block.label.endsWith('PRIVATE KEY') ? 'not-rsa' : 'not-pem')
  }
}

/** What opens an encrypted key, once there is a passphrase to open it with. */
function encryption(passphrase: string | undefined): Promise<typeof Encryption> {
  if (passphrase === undefined) throw new KeyRefusal('missing-passphrase')
  return import('./open-encrypted-key.ts')
}

function parse(block: PemBlock, read: (bytes: Uint8Array) => RsaPrivateKey | undefined): RsaPrivateKey {
  let key: RsaPrivateKey | undefined
  try {
    if (!block.der) throw new RangeError('broken base64')
    key = read(block.der)
  } catch (cause) {
    throw unreadable(cause)
  }
  if (!key) throw new KeyRefusal('not-rsa')
  return key
}
