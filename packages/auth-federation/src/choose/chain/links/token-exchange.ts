// A token exchange that the environment describes: what a CI job has, and a program in another cloud.
import { tokenExchangeFromEnvironment } from '../../../token-exchange/environment.ts'
import { TokenExchangeSigner } from '../../../token-exchange/signer.ts'
import { absent, configured, type Link } from '../link.ts'
import { isUnavailable } from '../is-unavailable.ts'

const WHERE = 'the environment'

export const tokenExchange: Link = {
  name: 'token-exchange',
  lookedFor: 'OCI_TOKEN_EXCHANGE_*',
  place: WHERE,
  look: ({ env, signing }) => {
    try {
      const options = tokenExchangeFromEnvironment(env)
      const found = 'OCI_TOKEN_EXCHANGE_* are set; the subject token is read when it signs.'
      return configured(WHERE, found, () => new TokenExchangeSigner({ ...options, ...signing }))
    } catch (error) {
      if (isUnavailable(error)) return absent(WHERE, 'No OCI_TOKEN_EXCHANGE_* is set.')
      throw error
    }
  },
}
