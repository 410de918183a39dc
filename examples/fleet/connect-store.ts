// The store that the fleet shares, through a client of node-redis, as the variables say.
import { readFile } from 'node:fs/promises'
import { redisStore, type Store } from '@x/fleet'
import { createClient } from 'redis'

export type Variables = Readonly<Record<string, string | undefined>>

export interface Connected {
  readonly store: Store
  close(): void
}

export async function connectStore({ STORE_URL, STORE_USER, STORE_PASSWORD_FILE }: Variables): Promise<Connected> {
  const password = (await readFile(String(STORE_PASSWORD_FILE), 'utf8')).trim()
  const client = createClient({
    url: String(STORE_URL),
    username: String(STORE_USER),
    password,
    disableOfflineQueue: true,
  })
  // Without a listener, a connection that breaks would end the program.
  client.on('error', (error: Error) => console.warn('store:', error.message))
  await client.connect()
  return { store: redisStore(client), close: () => client.destroy() }
}
