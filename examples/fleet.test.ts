// The programs of examples/fleet, against the emulator and a redis-server where there is one; and what the compose file says of them.
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, request, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { buildProgram, type Program } from '@x-tools/testkit/build-program'
import { hasServer, RedisServer, WITH_SERVER } from '@x-tools/testkit/redis-server'
import { startEmulator, type Emulator } from '@x/emulator'
import { memoryStore, type Store } from '@x/fleet'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { connectStore } from './fleet/connect-store.ts'
import { createJobListener } from './fleet/server.ts'
import { createWorker, type Worker } from './fleet/worker.ts'

const FOLDER = join(import.meta.dirname, 'fleet')
const EXCHANGE = '/oauth2/v1/token'

interface Service {
  readonly image?: string
  readonly user?: string
  readonly command: readonly string[]
  readonly ports?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly secrets: readonly string[]
  readonly networks: readonly string[]
}

interface Compose {
  readonly services: Readonly<Record<'store' | 'server' | 'worker', Service>>
  readonly secrets: Readonly<Record<string, { readonly file: string }>>
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>
}

let oci: Emulator
let secrets: string
let compose: Compose
let program: Program
const makeSecrets = () => promisify(execFile)(process.execPath, [program.path, secrets])
beforeAll(async () => {
  oci = await startEmulator()
  compose = parse(await readFile(join(FOLDER, 'compose.yaml'), 'utf8')) as Compose
  secrets = join(await mkdtemp(join(tmpdir(), 'fleet-example-')), 'secrets')
  program = await buildProgram(new URL('fleet/make-secrets.ts', import.meta.url))
  await makeSecrets()
  await writeFile(join(secrets, 'issuer-keys.json'), JSON.stringify(await oci.issuerKeys()))
  await writeFile(join(secrets, 'subject-token'), await oci.identityDomain.issueSubjectToken())
})
afterAll(async () => {
  await oci.close()
  await program.remove()
  await rm(dirname(secrets), { recursive: true })
})

/** What a container of the compose file gets, with the paths and addresses of this test. */
async function variablesOf(name: 'server' | 'worker', changed: Readonly<Record<string, string>> = {}) {
  const job = await oci.environment('token-exchange')
  const given = { ...job, SERVICE_USER: oci.user }
  const { environment = {} } = compose.services[name]
  const values = Object.entries(environment).map(([variable, value]) => {
    const secret = /^\/run\/secrets\/(\w+)$/.exec(value)?.[1]
    if (secret !== undefined) return [variable, join(secrets, String(compose.secrets[secret]?.file.split('/').pop()))]
    return [variable, value.startsWith('${') ? String(given[variable as 'SERVICE_USER']) : value]
  })
  return { ...(Object.fromEntries(values) as Record<string, string>), ...changed }
}

let closing: (() => unknown)[] = []
beforeEach(() => void (closing = []))
afterEach(async () => {
  for (const close of closing.toReversed()) await close()
})

/** Two servers of one name and five workers, who have nothing in common but the store. */
interface Fleet {
  readonly servers: readonly Server[]
  readonly workers: readonly Worker[]
}

async function startFleet(storeOf: (name: 'server' | 'worker') => Promise<Store>): Promise<Fleet> {
  const [first, second] = [createServer().listen(0, '127.0.0.1'), createServer().listen(0, '127.0.0.1')]
  await Promise.all([once(first, 'listening'), once(second, 'listening')])
  const host = `127.0.0.1:${portOf(first)}`
  const variables = await variablesOf('server', { SERVER_HOST: host })
  for (const server of [first, second]) {
    server.on('request', await createJobListener(variables, await storeOf('server'), () => {}))
    closing.push(
      () => server.close(),
      () => server.closeAllConnections(),
    )
  }
  const ofWorkers = await variablesOf('worker', { SERVER_URL: `http://${host}` })
  const stores = await Promise.all(Array.from({ length: 5 }, () => storeOf('worker')))
  const workers = stores.map((store) => createWorker(ofWorkers, store, () => {}))
  for (const worker of workers) closing.push(() => worker.close())
  return { servers: [first, second], workers }
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port

/** Sends a request again as it was, to any server. */
async function replay(recorded: IncomingMessage, server: Server): Promise<number> {
  const { method, url: path, headers } = recorded
  const sent = request({ port: portOf(server), host: '127.0.0.1', method, path, headers }).end()
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  answer.resume()
  return answer.statusCode ?? 0
}

async function playFleet({ servers, workers }: Fleet): Promise<void> {
  const [first, second] = servers as [Server, Server]
  const recorded: IncomingMessage[] = []
  first.on('request', (each: IncomingMessage) => recorded.push(each))
  const before = oci.count('POST', EXCHANGE)
  const answers = await Promise.all(workers.map((worker) => worker.ask()))
  expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual(workers.map(() => ({ job: 'sweep' })))
  expect(oci.count('POST', EXCHANGE) - before).toBe(1)
  const [stolen] = recorded as [IncomingMessage]
  expect([await replay(stolen, second), await replay(stolen, first)]).toEqual([401, 401])
}

test('the fleet makes one exchange, and no server takes what the other has seen', async () => {
  const store = memoryStore()
  await playFleet(await startFleet(async () => store))
})

test('while the store is down, workers sign all the same, and servers say 503', async () => {
  const down = (): Promise<never> => Promise.reject(new Error('down'))
  const { workers } = await startFleet(async () => ({ get: down, setIfAbsent: down, compareAndSet: down }))
  const { status } = await (workers as [Worker])[0].ask()
  expect(status).toBe(503)
})

describe.runIf(hasServer)(`${WITH_SERVER}`, () => {
  let redis: RedisServer
  beforeAll(async () => {
    redis = await RedisServer.start()
    const users = (await readFile(join(secrets, 'users.acl'), 'utf8')).trim().split('\n')
    // The list has off first; here that comes last, since this test is the default user.
    for (const line of users.toReversed()) {
      const [, user = '', ...rights] = line.split(' ')
      await redis.tell('ACL', 'SETUSER', user, ...rights)
    }
  })
  afterAll(() => redis.remove())

  test('the users of the store have the rights that the programs need', async () => {
    const connect = async (name: 'server' | 'worker'): Promise<Store> => {
      const { STORE_URL = '', ...variables } = await variablesOf(name)
      const url = STORE_URL.replace('store:6379', `127.0.0.1:${redis.port}`)
      const { store, close } = await connectStore({ ...variables, STORE_URL: url })
      closing.unshift(close)
      return store
    }
    await playFleet(await startFleet(connect))
    const server = await connect('server')
    await expect(server.setIfAbsent('oci-fleet:credential:x', 'x', 1)).rejects.toThrow('NOPERM')
  })
})

describe('the compose file', () => {
  test('keeps the store on a network without a way out, and opens no port of it', () => {
    const { services, networks } = compose
    expect(services.store).toMatchObject({ networks: ['store'], user: '1000:1000' })
    expect(services.store.ports).toBeUndefined()
    expect(networks['store']).toEqual({ internal: true })
    expect(services.store.command.join(' ')).toMatch(/--aclfile \/run\/secrets\/users .*--maxmemory-policy noeviction/)
  })

  test('gives the key to the workers alone, and to each service only the secrets that there are', () => {
    const { services, secrets: all } = compose
    expect(Object.entries(services).filter(([, each]) => each.secrets.includes('fleet_key'))).toEqual([
      ['worker', services.worker],
    ])
    const used = Object.values(services).flatMap((each) => each.secrets)
    expect(new Set(used)).toEqual(new Set(Object.keys(all)))
  })

  test('sets the variables that the programs read, and no others', async () => {
    const names = ['connect-store', 'worker', 'server', 'main'].map((name) => join(FOLDER, `${name}.ts`))
    const sources = (await Promise.all(names.map((name) => readFile(name, 'utf8')))).join()
    const read = new Set(sources.match(/\b(?:STORE|SERVER|SERVICE|FLEET|ISSUER)_[A-Z_]+\b|\bPORT\b/g))
    const { server, worker } = compose.services
    const set = Object.keys({ ...server.environment, ...worker.environment })
    expect(new Set(set.filter((name) => !name.startsWith('OCI_TOKEN_EXCHANGE_')))).toEqual(read)
    expect([server.command, worker.command]).toEqual([['server'], ['worker']])
  })
})

test('secrets are their owner’s alone, are never replaced, and are what the programs take', async () => {
  const modes = ['fleet.key', 'users.acl', 'worker.password'].map(
    async (name) => (await stat(join(secrets, name))).mode,
  )
  expect((await Promise.all(modes)).map((mode) => mode & 0o777)).toEqual([0o600, 0o600, 0o600])
  expect((await readFile(join(secrets, 'fleet.key'))).length).toBe(32)
  await expect(makeSecrets()).rejects.toThrow('EEXIST')
})
