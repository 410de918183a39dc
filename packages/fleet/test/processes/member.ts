// One process of a fleet: signers that share through one redis-server, and all need a token when the word comes.
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { once } from 'node:events'
import { TokenExchangeSigner } from '@x/auth-federation'
import { loadPrivateKey } from '@x/signer'
import type { SessionKey } from '@x/signer/principal'
import { Redis } from 'ioredis'
import { pacing, redisStore, sharedCredentials, type FleetEvent, type Store } from '../../src/index.ts'

/** What it is told, as JSON. */
export interface Told {
  readonly port: number
  readonly domainUrl: string
  readonly clientId: string
  readonly clientSecret: string
  readonly subjectToken: string
  readonly signers: number
  readonly limitMs: number
  readonly leaseMs: number
  /** Absent: the processes only take turns. */
  readonly shares?:
    { readonly principal: string; readonly keyHex: string; readonly otherKeyHex?: string | undefined } | undefined
  /** Of turns: every signer has this key, so that none has to be made. */
  readonly keyPem?: string | undefined
  readonly atOnce?: number | undefined
  /** Kills itself after so many operations of the store; one that is asked for is done before. */
  readonly lastOperation?: number | undefined
  /** Added to its clock. */
  readonly clockMs?: number | undefined
}

/** What it prints, as JSON. */
export interface Said {
  readonly tokens: readonly string[]
  readonly events: Readonly<Record<string, number>>
}

const told = JSON.parse(String(process.argv[2])) as Told
const client = new Redis({ port: told.port, host: '127.0.0.1' })
client.on('error', () => {})
const events: Record<string, number> = {}
const onEvent = ({ type }: FleetEvent): void => void (events[type] = (events[type] ?? 0) + 1)

let operations = 0
async function counted<T>(work: Promise<T>): Promise<T> {
  const answer = await work
  if (++operations === told.lastOperation) process.kill(process.pid, 'SIGKILL')
  return answer
}
const redis = redisStore(client)
const store: Store = {
  get: (key) => counted(redis.get(key)),
  setIfAbsent: (key, value, ttlMs) => counted(redis.setIfAbsent(key, value, ttlMs)),
  compareAndSet: (...given) => counted(redis.compareAndSet(...given)),
}

async function givenKey(pem: string): Promise<SessionKey> {
  const publicKey = createPublicKey(createPrivateKey(pem))
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' })
  const der = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
  return { privateKey: await loadPrivateKey(pem), publicKey: der, jwk: { n, e } }
}

const sharedBy = ({ principal, keyHex, otherKeyHex }: NonNullable<Told['shares']>) => ({
  principal,
  key: Buffer.from(keyHex, 'hex'),
  otherKey: otherKeyHex === undefined ? undefined : Buffer.from(otherKeyHex, 'hex'),
})

function signer(): TokenExchangeSigner {
  const {
    domainUrl,
    clientId,
    clientSecret,
    subjectToken,
    limitMs,
    leaseMs,
    shares,
    keyPem,
    atOnce,
    clockMs = 0,
  } = told
  const turns = { limitMs, leaseMs, onEvent, storeTimeoutMs: 10_000 }
  const sharing = shares
    ? sharedCredentials(store, { ...turns, ...sharedBy(shares) })
    : pacing(store, { ...turns, atOnce })
  const sessionKeySupplier = keyPem === undefined ? undefined : { refresh: () => givenKey(keyPem) }
  const now = (): number => Date.now() + clockMs
  return new TokenExchangeSigner({
    domainUrl,
    clientId,
    clientSecret,
    subjectToken,
    sharing,
    sessionKeySupplier,
    env: {},
    now,
  })
}

const signers = Array.from({ length: told.signers }, signer)
await client.ping()
process.stdout.write('ready\n')
await once(process.stdin, 'data')
const signed = await Promise.all(
  signers.map((each) =>
    each.sign({ method: 'GET', url: 'https://identity.us-phoenix-1.oraclecloud.com/20160918/regions' }),
  ),
)
const tokens = new Set(
  signed.map(({ headers }) => String(/keyId="ST\$([^"]+)"/.exec(headers['authorization'] ?? '')?.[1])),
)
process.stdout.write(`${JSON.stringify({ tokens: [...tokens], events } satisfies Said)}\n`)
// What nobody waits for, such as putting the entry into the store, is over when the next word comes.
await once(process.stdin, 'data')
client.disconnect()
process.stdin.destroy()
