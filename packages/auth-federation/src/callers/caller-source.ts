// Makes the signer of one caller: by an exchange of their token, or by a principal that acts for them.
import type { SignerOptions } from '@x/signer'
import type { PrincipalSigner } from '@x/signer/principal'
import { withDelegation } from '../delegation/with-delegation.ts'
import { instancePrincipal } from '../instance/principal.ts'
import { signerOf, type KeptPrincipal } from '../principal/principal.ts'
import { renewalHttpClient } from '../principal/renewal-options.ts'
import { resourcePrincipal } from '../resource/principal.ts'
import { tokenExchangePrincipal } from '../token-exchange/principal.ts'
import type { Caller, TokenOutcome } from './bounded-callers.ts'
import { callerKeeper } from './caller-keeper.ts'
import type { CallerToken } from './caller-token.ts'
import type { CallerDelegationOptions, CallerExchangeOptions } from './inputs.ts'

export interface SigningCaller extends Caller {
  readonly signer: PrincipalSigner
}

/** Who signs for callers. */
export interface CallerSource {
  /** Epoch milliseconds, the service's as far as they are known. */
  readonly now: () => number
  /** @throws what the constructor of such a signer throws for its options */
  callerOf(token: CallerToken): SigningCaller
  /** Closes what all callers share. */
  close(reason: Error): void
}

export function exchangingSource(given: CallerExchangeOptions): CallerSource {
  // One client, and so one set of connections, for the exchanges of all.
  const options = { ...given, httpClient: renewalHttpClient(given) }
  return {
    now: () => (options.now ?? Date.now)(),
    callerOf: (caller) =>
      signingCaller(tokenExchangePrincipal({ ...options, subjectToken: caller.token }), caller, { options }),
    close: () => {},
  }
}

export function delegatingSource({ principal, ...options }: CallerDelegationOptions): CallerSource {
  const shared = principal === 'instance' ? instancePrincipal(options) : resourcePrincipal(options)
  return {
    now: shared.now,
    callerOf(caller) {
      const keeper = withDelegation(shared.keeper, async () => caller.token)
      return signingCaller({ ...shared, keeper }, caller, { options, isShared: true })
    },
    close: (reason) => shared.keeper.close(reason),
  }
}

function signingCaller(
  { parts, keeper: inner, now }: KeptPrincipal,
  { expiresAt }: CallerToken,
  { options, isShared = false }: { readonly options: Omit<SignerOptions, 'now'>; readonly isShared?: boolean },
): SigningCaller {
  const keeper = callerKeeper(inner, { expiresAt, now, isShared })
  // What befalls a shared principal says nothing of a caller.
  let outcome: TokenOutcome = isShared ? 'taken' : 'untried'
  if (!isShared) {
    inner.listeners.on('refreshFailed', ({ usable }) => void (outcome = usable ? 'taken' : 'refused'))
    inner.listeners.on('refresh', () => void (outcome = 'taken'))
  }
  return {
    expiresAt,
    signer: signerOf({ parts, keeper, now }, options),
    isClosed: keeper.isClosed,
    outcome: () => outcome,
    close: (reason) => keeper.close(reason),
  }
}
