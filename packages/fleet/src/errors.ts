// The errors of this package.
import { type CodesOf, errorJson, hasCode } from '@x/kernel'

/**
 * The store failed, or did not answer in time, and the caller chose not to go on without it; `cause` has the store's own error.
 *
 * @example
 * ```ts
 * import { StoreDownError } from '@x/fleet'
 * const statusOf = (error: unknown) => (error instanceof StoreDownError ? 503 : 500)
 * ```
 * @public
 */
export class StoreDownError extends Error {
  override readonly name = 'StoreDownError'
  readonly code = 'ERR_STORE_DOWN'

  constructor(options?: ErrorOptions) {
    super(
      'The store of signatures that were seen does not answer, so that a replayed request could not be told from a new one. Answer with 503, and see to the store; its own error is the cause.',
      options,
    )
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/** Why a credential is not shared: `principal`, its kind must not be; `user`, it speaks for another user than was named. @public */
export type SharingRefusedReason = 'principal' | 'user'

/**
 * A credential that must not be handed to other processes.
 *
 * @example
 * ```ts
 * import { isFleetError } from '@x/fleet'
 * const isRefused = (error: unknown) => isFleetError(error) && error.code === 'ERR_SHARING_REFUSED'
 * ```
 * @public
 */
export class SharingRefusedError extends Error {
  override readonly name = 'SharingRefusedError'
  readonly code = 'ERR_SHARING_REFUSED'
  readonly reason: SharingRefusedReason
  /** The kind of principal, e.g. `instance`. */
  readonly principal: string

  constructor(reason: SharingRefusedReason, principal: string, message: string) {
    super(message)
    this.reason = reason
    this.principal = principal
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/** Every error class of this package; `switch (error.code)` narrows it. @public */
export type FleetError = StoreDownError | SharingRefusedError

const CODES: CodesOf<FleetError> = {
  StoreDownError: 'ERR_STORE_DOWN',
  SharingRefusedError: 'ERR_SHARING_REFUSED',
}

/**
 * Whether `error` is one of this package's, by class name and code: it also holds across two copies of the package.
 *
 * @example
 * ```ts
 * import { isFleetError } from '@x/fleet'
 * console.log(isFleetError(new Error('no'))) // false
 * ```
 * @public
 */
export const isFleetError = (error: unknown): error is FleetError => hasCode(error, CODES)
