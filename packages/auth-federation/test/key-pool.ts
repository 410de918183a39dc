// Keys for many signers, without the wait for new ones: another key each time, of four.
import { SessionKeySupplier, type SessionKey, type SessionKeySource } from '../src/index.ts'

const SIZE = 4

export async function keyPool(): Promise<SessionKeySource> {
  const keys = await Promise.all(Array.from({ length: SIZE }, () => new SessionKeySupplier().refresh()))
  let taken = 0
  return { refresh: async () => keys[taken++ % SIZE] as SessionKey }
}
