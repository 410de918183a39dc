// The engine of every principal here, with this package's own error for a token that is over as it comes.
import { RefreshEngine, type RefreshEngineOptions } from '@x/signer/refresh'
import { MalformedTokenError } from '../errors.ts'
import type { TokenSnapshot } from './token-snapshot.ts'

type TokenEngineOptions = Pick<RefreshEngineOptions<TokenSnapshot>, 'load' | 'now' | 'random'>

export const tokenEngine = (options: TokenEngineOptions): RefreshEngine<TokenSnapshot> =>
  new RefreshEngine({ ...options, expiredError: bornExpired })

const bornExpired = (): MalformedTokenError =>
  new MalformedTokenError(
    'expired',
    'The token had expired when the service issued it. Check the clock of this machine and the address of the auth service.',
  )
