// What a fleet tells of its work: for logs and counters. Never a secret, nor what is stored.

/**
 * - `asked`: this process asked the service; `alone` where it had no lease, since the wait was long enough or the store did not help
 * - `shared`: it took the credential that another process got, which ends at `expiresAt`, epoch milliseconds
 * - `waited`: its caller waited for a turn, or for another's answer, `waitedMs` milliseconds
 * - `lost-lease`: its lease ended before its question did, so that another may have asked meanwhile
 * - `store-down`: the store failed or did not answer in time, and the process went on without it
 * - `foreign-entry`: what lies in the store cannot be opened: it was altered, sealed with an unknown key, or for another principal
 * - `key-unavailable`: the function that yields the key failed, and the process went on by itself
 *
 * @public
 */
export type FleetEvent =
  | { readonly type: 'asked'; readonly principal: string; readonly alone: boolean }
  | { readonly type: 'shared'; readonly principal: string; readonly expiresAt: number }
  | { readonly type: 'waited'; readonly principal: string; readonly waitedMs: number }
  | { readonly type: 'lost-lease'; readonly principal: string }
  | { readonly type: 'store-down'; readonly error: unknown }
  | { readonly type: 'foreign-entry'; readonly principal: string }
  | { readonly type: 'key-unavailable'; readonly error: unknown }

/** What it throws or rejects with is ignored. @public */
export type OnFleetEvent = (event: FleetEvent) => unknown
