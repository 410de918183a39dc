// The clients that a team may have, each connected to one server, and how each is closed.
import { Cluster as IoredisCluster, Redis as Ioredis, type RedisOptions } from 'ioredis'
import { Cluster as IovalkeyCluster, Redis as Iovalkey } from 'iovalkey'
import { createClient, createClientPool, createCluster, RESP_TYPES } from 'redis'
import { redisStore, type Store } from '../../src/index.ts'

export interface Connected {
  readonly store: Store
  close(): unknown
}

/** Who logs in, where the server asks for it. */
interface Login {
  readonly username: string
  readonly password: string
}

/** How each client is connected. */
type Clients = Readonly<Record<string, (port: number, login?: Login) => Promise<Connected>>>

const HOST = '127.0.0.1'

/** A client that cannot connect tells it again and again: a test knows. */
const quiet = <Client extends { on(event: 'error', listener: () => void): unknown }>(client: Client): Client => {
  client.on('error', () => {})
  return client
}

async function nodeRedis(port: number, login?: Login) {
  const client = quiet(createClient({ RESP: 3, socket: { host: HOST, port }, ...login }))
  await client.connect()
  return client
}

const ioredis = (
  port: number,
  options: Pick<RedisOptions, 'username' | 'password' | 'keyPrefix' | 'stringNumbers'> = {},
) => quiet(new Ioredis({ host: HOST, port, enableReadyCheck: false, ...options }))

export const CLIENTS: Clients = {
  'node-redis': async (port, login) => {
    const client = await nodeRedis(port, login)
    return { store: redisStore(client), close: () => client.destroy() }
  },
  ioredis: async (port, login) => {
    const client = ioredis(port, login)
    return { store: redisStore(client), close: () => client.disconnect() }
  },
  iovalkey: async (port, login) => {
    const client = quiet(new Iovalkey({ host: HOST, port, enableReadyCheck: false, ...login }))
    return { store: redisStore(client), close: () => client.disconnect() }
  },
}

/** Of a cluster. */
export const CLUSTER_CLIENTS: Clients = {
  'node-redis': async (port, defaults) => {
    const cluster = quiet(createCluster({ rootNodes: [{ url: `redis://${HOST}:${port}` }], defaults: { ...defaults } }))
    await cluster.connect()
    return { store: redisStore(cluster), close: () => cluster.destroy() }
  },
  ioredis: async (port, login) => {
    const cluster = quiet(new IoredisCluster([{ host: HOST, port }], { redisOptions: { ...login } }))
    return { store: redisStore(cluster), close: () => cluster.disconnect() }
  },
  iovalkey: async (port, login) => {
    const cluster = quiet(new IovalkeyCluster([{ host: HOST, port }], { redisOptions: { ...login } }))
    return { store: redisStore(cluster), close: () => cluster.disconnect() }
  },
}

/** Set up in another way than the usual one; they serve all the same. */
export const OTHER_CLIENTS: Clients = {
  'a pool of node-redis': async (port) => {
    const pool = quiet(createClientPool({ socket: { host: HOST, port } }))
    await pool.connect()
    return { store: redisStore(pool), close: () => pool.destroy() }
  },
  'node-redis whose numbers are texts': async (port) => {
    const client = await nodeRedis(port)
    const store = redisStore(client.withTypeMapping({ [RESP_TYPES.NUMBER]: String }))
    return { store, close: () => client.destroy() }
  },
  'ioredis with a prefix, whose numbers are texts': async (port) => {
    const client = ioredis(port, { keyPrefix: 'team:', stringNumbers: true })
    return { store: redisStore(client), close: () => client.disconnect() }
  },
}

/** They do not answer as a store has to. */
export const UNUSABLE_CLIENTS: Clients = {
  'node-redis with texts as Buffers': async (port) => {
    const client = await nodeRedis(port)
    const store = redisStore(client.withTypeMapping({ [RESP_TYPES.SIMPLE_STRING]: Buffer }))
    return { store, close: () => client.destroy() }
  },
  'node-redis with callbacks': async (port) => {
    const client = await nodeRedis(port)
    return { store: redisStore(client.legacy() as never), close: () => client.destroy() }
  },
  'ioredis in a MULTI': async (port) => {
    const client = ioredis(port)
    await client.multi({ pipeline: false })
    return { store: redisStore(client), close: () => client.disconnect() }
  },
  'a pipeline of ioredis': async (port) => {
    const client = ioredis(port)
    return { store: redisStore(client.pipeline() as never), close: () => client.disconnect() }
  },
}
