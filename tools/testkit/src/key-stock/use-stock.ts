// Has this process take RSA keys of 2048 bits from the stock, one after the other. Whatever else is asked for is made as ever.
import crypto, { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { inject } from 'vitest'

const stock = inject('keyStock')
/** Each file begins elsewhere, so that none relies on a certain key. */
let taken = crypto.randomInt(stock.length)
const nextDer = (): Buffer => Buffer.from(String(stock[taken++ % stock.length]), 'base64')

interface Pair {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

function nextPair(): Pair {
  const privateKey = createPrivateKey({ key: nextDer(), format: 'der', type: 'pkcs8' })
  return { privateKey, publicKey: createPublicKey(privateKey) }
}

const PLAIN = new Set(['modulusLength', 'publicExponent'])

/** Whether a pair of the stock is what is asked for. */
const isInStock = (type: string, options: { modulusLength?: number; publicExponent?: number } = {}): boolean =>
  type === 'rsa' &&
  options.modulusLength === 2048 &&
  (options.publicExponent ?? 65_537) === 65_537 &&
  Object.keys(options).every((name) => PLAIN.has(name))

type Options = Parameters<typeof isInStock>[1]
type Done = (error: Error | null, publicKey?: KeyObject, privateKey?: KeyObject) => void

const { generateKeyPair, generateKeyPairSync } = crypto
const generate = generateKeyPair as unknown as (type: string, options: Options, done: Done) => void
const generateSync = generateKeyPairSync as unknown as (type: string, options: Options) => Pair

/** Before a test puts a fake in its place, for which nobody would wait. */
const soon = setImmediate

function pairSoon(type: string, options: Options, done: Done): void {
  if (!isInStock(type, options)) return generate(type, options, done)
  const { publicKey, privateKey } = nextPair()
  soon(done, null, publicKey, privateKey)
}
const { subtle } = globalThis.crypto
const RSA = 'RSASSA-PKCS1-v1_5'
const generateKey = subtle.generateKey.bind(subtle) as (...call: readonly unknown[]) => Promise<unknown>

async function webPair(
  algorithm: RsaHashedKeyGenParams,
  extractable: boolean,
  usages: readonly string[],
): Promise<unknown> {
  const { name, modulusLength, publicExponent, hash } = algorithm
  if (name !== RSA || modulusLength !== 2048 || String(publicExponent) !== '1,0,1')
    return generateKey(algorithm, extractable, usages)
  const { privateKey, publicKey } = nextPair()
  const as = { name, hash } as const
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  return {
    privateKey: await subtle.importKey('pkcs8', pkcs8, as, extractable, ['sign']),
    publicKey: await subtle.importKey('spki', spki, as, true, ['verify']),
  }
}

function putInPlace(): void {
  // promisify() finds the names of the two results at the function.
  for (const symbol of Object.getOwnPropertySymbols(generateKeyPair))
    Object.defineProperty(pairSoon, symbol, Object.getOwnPropertyDescriptor(generateKeyPair, symbol) ?? {})
  Object.assign(crypto, {
    generateKeyPair: pairSoon,
    generateKeyPairSync: (type: string, options: Options) =>
      isInStock(type, options) ? nextPair() : generateSync(type, options),
  })
  syncBuiltinESMExports()
  Object.defineProperty(subtle, 'generateKey', { value: webPair, configurable: true, writable: true })
}

/** Files that share a process share what the first of them put in place. */
if (generateKeyPair.name !== pairSoon.name) putInPlace()
