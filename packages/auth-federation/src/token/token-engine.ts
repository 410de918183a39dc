// The engine of every principal here, with this package's own error for a token that is over as it comes.
import { RefreshEngine, type RefreshEngineOptions } from '@x/signer/principal'
import { bornExpired } from './claims.ts'
import type { TokenSnapshot } from './token-snapshot.ts'

type TokenEngineOptions = Pick<RefreshEngineOptions<TokenSnapshot>, 'load' | 'now' | 'random' | 'renewalTimeoutMs'>

export const tokenEngine = (options: TokenEngineOptions): RefreshEngine<TokenSnapshot> =>
  new RefreshEngine({ ...options, expiredError: bornExpired })
