// One of many workers: what it asks is signed as the service user, with the credential that all of them share.
import { readFile } from 'node:fs/promises'
import { tokenExchangeFromEnvironment, TokenExchangeSigner } from '@x/auth-federation'
import { createSignedFetch } from '@x/fetch'
import { sharedCredentials, type OnFleetEvent, type Store } from '@x/fleet'
import type { Variables } from './connect-store.ts'

export interface Worker {
  /** Asks the server once. */
  ask(): Promise<Response>
  close(): Promise<void>
}

export function createWorker(variables: Variables, store: Store, onEvent: OnFleetEvent = tell): Worker {
  const { SERVICE_USER, FLEET_KEY_FILE, SERVER_URL } = variables
  const sharing = sharedCredentials(store, {
    principal: String(SERVICE_USER),
    // Read for each renewal, so that a new key needs no restart.
    key: () => readFile(String(FLEET_KEY_FILE)),
    // A cold start of all workers waits for one exchange.
    limitMs: 10_000,
    onEvent,
  })
  const signer = new TokenExchangeSigner({
    ...tokenExchangeFromEnvironment(variables),
    sharing,
    // Equal requests of one second would be replays of each other: an id of its own distinguishes each.
    genericHeaders: ['date', '(request-target)', 'host', 'opc-request-id'],
  })
  const signedFetch = createSignedFetch(signer)
  return { ask: () => signedFetch(`${SERVER_URL}/jobs/next`), close: () => signer.close() }
}

const tell: OnFleetEvent = ({ type }) => console.log(type)
