// A fleet as it is: many processes, one redis-server, one identity service; and whatever dies or breaks between them.
import { generateKeyPairSync } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { startEmulator, type Emulator } from '@x/emulator'
import { buildProgram, type Program } from '@x-tools/testkit/build-program'
import { useServers } from '@x-tools/testkit/servers'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Said, Told } from './processes/member.ts'
import { EXCHANGE, exchanging, tokenOf, userOf } from './support/exchanging.ts'
import { startMember, type Member } from './support/members.ts'
import { hasServer, RedisServer, WITH_SERVER } from '@x-tools/testkit/redis-server'

// Fifty processes on two cores take their time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 })

const KEY = Buffer.alloc(32, 7).toString('hex')
const PATIENT = { limitMs: 120_000, leaseMs: 60_000 }

let oci: Emulator
let redis: RedisServer
let program: Program
let told: Told
let principal: string
beforeAll(async () => {
  if (!hasServer) return
  oci = await startEmulator()
  redis = await RedisServer.start()
  program = await buildProgram(new URL('processes/member.ts', import.meta.url))
  principal = userOf(await tokenOf(exchanging(oci)))
})
afterAll(() => hasServer && Promise.all([oci.close(), redis.remove(), program.remove()]))

let before = 0
beforeEach(async () => {
  if (!hasServer) return
  oci.faults.clear()
  await redis.tell('FLUSHALL')
  before = oci.count('POST', EXCHANGE)
  const { url: domainUrl, clientId, clientSecret } = oci.identityDomain
  const subjectToken = await oci.identityDomain.issueSubjectToken()
  told = {
    port: redis.port,
    domainUrl,
    clientId,
    clientSecret,
    subjectToken,
    signers: 1,
    ...PATIENT,
    shares: { principal, keyHex: KEY },
  }
})

const asked = (): number => oci.count('POST', EXCHANGE) - before
const start = (changed: Partial<Told> = {}): Member => startMember(program.path, { ...told, ...changed })

/** Runs them together to their ends; those that were killed say nothing. */
async function run(members: readonly Member[]): Promise<readonly Said[]> {
  await Promise.all(members.map(({ ready }) => ready))
  for (const member of members) member.begin()
  const said = await Promise.all(members.map((member) => member.said))
  await Promise.all(members.map((member) => member.end()))
  return said.filter((each) => each !== undefined)
}

const tokensOf = (said: readonly Said[]): readonly string[] => [...new Set(said.flatMap(({ tokens }) => tokens))]
const sumOf = (said: readonly Said[], type: string): number =>
  said.reduce((sum, { events }) => sum + (events[type] ?? 0), 0)

describe.runIf(hasServer)(`${WITH_SERVER}`, () => {
  test('a thousand clients in fifty processes that share make one exchange', async () => {
    const said = await run(Array.from({ length: 50 }, () => start({ signers: 20 })))
    expect(said).toHaveLength(50)
    expect(tokensOf(said)).toHaveLength(1)
    expect(asked()).toBe(1)
    expect([sumOf(said, 'asked'), sumOf(said, 'shared'), sumOf(said, 'store-down')]).toEqual([1, 999, 0])
  })

  test('a thousand clients in fifty processes that take turns ask ten at a time, at most', async () => {
    let [now, most] = [0, 0]
    const counted = (): { delayMs: number } => {
      most = Math.max(most, ++now)
      setTimeout(() => now--, 5)
      return { delayMs: 5 }
    }
    oci.faults.add({ match: { path: EXCHANGE }, effect: counted })
    const keyPem = generateKeyPairSync('rsa', { modulusLength: 2048 })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString()
    const said = await run(
      Array.from({ length: 50 }, () => start({ signers: 20, shares: undefined, keyPem, atOnce: 10 })),
    )
    expect(asked()).toBe(1_000)
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThanOrEqual(10)
    expect(sumOf(said, 'waited')).toBeGreaterThan(500)
  })

  // Read, lock, read again; then the service is asked; compare, write, unlock. Who dies before it has written costs one exchange more.
  test.each([
    [1, 1],
    [2, 1],
    [3, 1],
    [4, 2],
    [5, 1],
    [6, 1],
  ])(
    'a holder that is killed after its operation %i leaves nobody without a token',
    async (lastOperation, exchanges) => {
      const holder = start({ lastOperation, leaseMs: 1_500 })
      await holder.ready
      holder.begin()
      await holder.closed
      const said = await run(Array.from({ length: 3 }, () => start({ leaseMs: 1_500 })))
      expect(said).toHaveLength(3)
      expect(tokensOf(said)).toHaveLength(1)
      expect(asked()).toBe(exchanges)
    },
  )

  test.each([-60_000, 60_000])(
    'a process whose clock is %d ms off takes the credential of the others',
    async (clockMs) => {
      await run([start()])
      const said = await run([start({ clockMs }), start()])
      expect(tokensOf(said)).toHaveLength(1)
      expect(asked()).toBe(1)
    },
  )

  test('processes with a wrong key ask for themselves, and do not disturb the others', async () => {
    const [right] = await run([start()])
    const wrong = await run([start({ shares: { principal, keyHex: '01'.repeat(32) } })])
    expect(tokensOf(wrong)).not.toEqual(right?.tokens)
    expect(tokensOf(await run([start()]))).toEqual(right?.tokens)
    expect(asked()).toBe(2)
  })

  test('processes go from one key to the next, each with the other as the second, on one exchange', async () => {
    const [old, next] = [KEY, '08'.repeat(32)]
    const [first] = await run([start({ shares: { principal, keyHex: old } })])
    const said = await run([
      start({ shares: { principal, keyHex: old, otherKeyHex: next } }),
      start({ shares: { principal, keyHex: next, otherKeyHex: old } }),
    ])
    expect(tokensOf(said)).toEqual(first?.tokens)
    expect(asked()).toBe(1)
  })

  test('a store that is flushed, or restarted without what it held, costs one exchange', async () => {
    await run([start()])
    await redis.tell('FLUSHALL')
    await run([start(), start()])
    expect(asked()).toBe(2)
    await redis.kill()
    await redis.start()
    await run([start(), start()])
    expect(asked()).toBe(3)
  })

  test.each<[string, readonly (readonly string[])[]]>([
    [
      'is full',
      [
        ['CONFIG', 'SET', 'maxmemory', '1'],
        ['CONFIG', 'SET', 'maxmemory-policy', 'noeviction'],
      ],
    ],
    ['answers every write with an error', [['REPLICAOF', '127.0.0.1', '1']]],
  ])('a store that %s costs nobody a token', async (_, commands) => {
    const members = [start(), start()]
    await Promise.all(members.map(({ ready }) => ready))
    for (const command of commands) await redis.tell(...command)
    const said = await run(members)
    await redis.kill()
    await redis.start()
    expect(tokensOf(said).length).toBeGreaterThanOrEqual(1)
    expect(said.flatMap(({ tokens }) => tokens).length).toBe(2)
    expect(sumOf(said, 'store-down') + sumOf(said, 'shared')).toBeGreaterThanOrEqual(2)
  })

  const servers = useServers()

  test('a store that takes 200 ms for each answer is waited for, and shares', async () => {
    const address = await servers.tcp((socket) => {
      const upstream = connect(redis.port, '127.0.0.1')
      socket.on('data', (data) => setTimeout(() => upstream.write(data), 200))
      upstream.on('data', (data) => socket.write(data)).on('error', () => {})
      socket.on('close', () => upstream.destroy())
    })
    const port = Number(address.split(':')[1])
    const said = await run(Array.from({ length: 3 }, () => start({ port })))
    expect(tokensOf(said)).toHaveLength(1)
    expect(asked()).toBe(1)
    expect(sumOf(said, 'store-down')).toBe(0)
  })

  test('nothing secret is in what the server writes to its disk, or to its log', async () => {
    await redis.kill()
    const log = ['--loglevel', 'debug', '--logfile', join(redis.folder, 'log')]
    await redis.start('--appendonly', 'yes', ...log)
    const said = await run([start(), start()])
    await redis.tell('SAVE')
    const names = await readdir(redis.folder, { recursive: true, withFileTypes: true })
    const files = names.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name))
    const written = Buffer.concat(await Promise.all(files.map((file) => readFile(file)))).toString('latin1')
    await redis.kill()
    await redis.start()
    expect(written.includes('oci-fleet:credential:')).toBe(true)
    expect(names.map(({ name }) => name)).toContain('log')
    const [token = ''] = tokensOf(said)
    const secrets = [
      token,
      ...token.split('.').map((part) => part.slice(0, 60)),
      'PRIVATE KEY',
      'MIIE',
      told.clientSecret,
      told.subjectToken,
      principal,
    ]
    expect(secrets.filter((secret) => written.includes(secret))).toEqual([])
  })
})
