// The clients that a team may have, each connected to one server, and how each is closed.
import { Redis as Ioredis } from 'ioredis'
import { Redis as Iovalkey } from 'iovalkey'
import { createClient } from 'redis'
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

/** A client that cannot connect tells it again and again: a test knows. */
const ignored = (): void => {}

async function nodeRedis(port: number, login?: Login): Promise<Connected> {
  const client = createClient({ socket: { host: '127.0.0.1', port }, ...login })
  client.on('error', ignored)
  await client.connect()
  return { store: redisStore(client), close: () => client.destroy() }
}

async function ioredis(port: number, login?: Login): Promise<Connected> {
  const client = new Ioredis({ host: '127.0.0.1', port, enableReadyCheck: false, ...login })
  client.on('error', ignored)
  return { store: redisStore(client), close: () => client.disconnect() }
}

async function iovalkey(port: number, login?: Login): Promise<Connected> {
  const client = new Iovalkey({ host: '127.0.0.1', port, enableReadyCheck: false, ...login })
  client.on('error', ignored)
  return { store: redisStore(client), close: () => client.disconnect() }
}

export const CLIENTS: Readonly<Record<string, (port: number, login?: Login) => Promise<Connected>>> = {
  'node-redis': nodeRedis,
  ioredis,
  iovalkey,
}
