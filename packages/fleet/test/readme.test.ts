// The README's code does what the README says, and the rights that it gives a user of the server are enough, and no more than that.
import { readFileSync } from 'node:fs'
import { testReadme } from '@x-tools/testkit'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '../src/index.ts'
import { CLIENTS, CLUSTER_CLIENTS, type Connected } from './support/clients.ts'
import { hasServer, RedisServer, WITH_SERVER } from '@x-tools/testkit/redis-server'

const README = new URL('../README.md', import.meta.url)

testReadme(README)

/** The commands in the README, by the user that each makes. */
const RIGHTS = new Map(
  [...readFileSync(README, 'utf8').matchAll(/^ACL SETUSER (\S+) .*$/gm)].map(
    ([line, user]) => [String(user), line.split(' ')] as const,
  ),
)

const login = { username: 'fleet', password: 'change-me' }

async function usesAll(store: Store): Promise<void> {
  expect(await store.setIfAbsent('oci-fleet:x', 'a', 60_000)).toBe(true)
  expect(await store.compareAndSet('oci-fleet:x', 'a', 'b', 60_000)).toBe(true)
  expect(await store.get('oci-fleet:x')).toBe('b')
  expect(await store.compareAndSet('oci-fleet:x', 'b', undefined, 1)).toBe(true)
  await expect(store.get('other:x')).rejects.toThrow('NOPERM')
}

describe.runIf(hasServer)(`a user of the server that the README makes, ${WITH_SERVER},`, () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await RedisServer.start()
    for (const words of RIGHTS.values()) await server.tell(...words)
  })
  afterAll(() => server.remove())

  test.each(Object.entries(CLIENTS))('has all the rights that a store needs, with %s', async (_, connectTo) => {
    const { store, close }: Connected = await connectTo(server.port, login)
    await usesAll(store)
    await close()
  })

  test.each([
    ['fleet-pacing', 'turn:x', 'credential:x'],
    ['fleet-credentials', 'credential:x', 'seen:x'],
    ['fleet-replay', 'seen:x', 'credential:x'],
  ])('%s reaches %s, and not %s', async (username, own, others) => {
    const options = { ...login, username, port: server.port, host: '127.0.0.1', enableReadyCheck: false }
    const client = new Redis(options)
    expect(await client.set(`oci-fleet:${own}`, '1', 'PX', 60_000, 'NX')).toBe('OK')
    await expect(client.set(`oci-fleet:${others}`, '1', 'PX', 60_000, 'NX')).rejects.toThrow('NOPERM')
    await expect(client.flushall()).rejects.toThrow('NOPERM')
    client.disconnect()
  })
})

describe.runIf(hasServer)(`the same user with the rights for a cluster, ${WITH_SERVER},`, () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await RedisServer.startCluster()
    const more = [...readFileSync(README, 'utf8').matchAll(/`(\+cluster\|[^`]*)`/g)].flatMap(([, words]) =>
      String(words).split(' '),
    )
    await server.tell(...(RIGHTS.get('fleet') ?? []), ...more)
  })
  afterAll(() => server.remove())

  test.each(Object.entries(CLUSTER_CLIENTS))('has all that a store needs, with %s', async (_, connectTo) => {
    const { store, close } = await connectTo(server.port, login)
    await usesAll(store)
    await close()
  })
})
