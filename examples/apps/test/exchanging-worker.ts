// A Worker whose one signer exchanges tokens. It leaves some requests while a renewal is under way.
import { tokenExchangeFromEnvironment, TokenExchangeSigner } from '@x/auth-federation/token-exchange'
import { createSignedFetch } from '@x/fetch'

type Env = Readonly<Record<string, string>>

let signer: TokenExchangeSigner | undefined

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    signer ??= new TokenExchangeSigner(tokenExchangeFromEnvironment(env))
    const signedFetch = createSignedFetch(signer)
    const answer = signedFetch(`${env['OCI_ENDPOINT']}/20160918/regions`)
    if (new URL(request.url).pathname !== '/leave') return new Response(null, { status: (await answer).status })
    answer.catch(() => {})
    return new Response()
  },
}
