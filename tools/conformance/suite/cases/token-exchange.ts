// Principals that need no API of Node's: a session, a token exchange, a scope around another signer, and a token for others, over real HTTP.
import type { PrincipalSigner } from '@x/signer/principal'
import type { Case, Context } from '../case.ts'
import { regionsUrl, signerOf } from '../signers.ts'

const group = 'token exchange'

/** The status of a request that it signs, and what it says it is. */
async function statusAndKind(context: Context, signer: PrincipalSigner): Promise<readonly unknown[]> {
  const { status } = await context.libraries.signedFetch.createSignedFetch(signer)(regionsUrl(context))
  const { principal } = await signer.whoami()
  await signer.close()
  return [status, principal]
}

export const tokenExchangeCases: readonly Case[] = [
  {
    group,
    name: 'a session signs',
    observe(context) {
      const { token, pem } = context.input.session
      return statusAndKind(context, new context.libraries.signer.SecurityTokenSigner({ token, privateKey: pem }))
    },
    expected: [200, 'session'],
  },
  {
    group,
    name: 'the token of a CI job becomes one that signs',
    observe(context) {
      const { TokenExchangeSigner, tokenExchangeFromEnvironment } = context.libraries.tokenExchange
      return statusAndKind(context, new TokenExchangeSigner(tokenExchangeFromEnvironment(context.input.job)))
    },
    expected: [200, 'token-exchange'],
  },
  {
    group,
    name: 'a function yields the token that is exchanged, for a resource’s',
    observe(context) {
      const { TokenExchangeSigner, tokenExchangeFromEnvironment } = context.libraries.tokenExchange
      const { job } = context.input
      const subjectToken = async (): Promise<string> => {
        const address = `${job['ACTIONS_ID_TOKEN_REQUEST_URL']}&audience=${job['OCI_TOKEN_EXCHANGE_AUDIENCE']}`
        const headers = { authorization: `Bearer ${job['ACTIONS_ID_TOKEN_REQUEST_TOKEN']}` }
        return ((await (await fetch(address, { headers })).json()) as { value: string }).value
      }
      const asked = { subjectToken, requestedTokenType: 'rpst', resType: 'job' } as const
      const { domainUrl, clientId, clientSecret } = tokenExchangeFromEnvironment(job)
      return statusAndKind(context, new TokenExchangeSigner({ domainUrl, clientId, clientSecret, ...asked }))
    },
    expected: [200, 'token-exchange'],
  },
  {
    group,
    name: 'a token for one scope is asked for with an API key',
    observe(context) {
      const { identity, compartment } = context.input
      const asked = { scope: 'all', targetCompartment: compartment, oauthTokenEndpoint: identity.origin }
      const { OauthExchangeTokenSigner } = context.libraries.tokenExchange
      return statusAndKind(context, new OauthExchangeTokenSigner({ signer: signerOf(context), ...asked }))
    },
    expected: [200, 'oauth-exchange'],
  },
  {
    group,
    name: 'a domain tells services outside who signs, and is asked once',
    async observe(context) {
      const { identityDomainToken } = context.libraries.tokenExchange
      const accessToken = identityDomainToken(signerOf(context), { domainUrl: context.input.identity.origin })
      const [first, second] = [await accessToken(), await accessToken()]
      return [first.split('.').length, first === second]
    },
    expected: [3, true],
  },
  {
    group,
    name: 'a refusal says what the domain said',
    async observe(context) {
      const { TokenExchangeSigner, tokenExchangeFromEnvironment } = context.libraries.tokenExchange
      const options = { ...tokenExchangeFromEnvironment(context.input.job), clientSecret: 'another' }
      const { isServiceError } = context.libraries.http
      return new TokenExchangeSigner(options)
        .ready()
        .catch((error: unknown) => isServiceError(error) && [error.status, error.code])
    },
    expected: [401, 'invalid_client'],
  },
  {
    group,
    name: 'a subject token whose file cannot be read is told as that',
    observe(context) {
      const { TokenExchangeSigner, tokenExchangeFromEnvironment } = context.libraries.tokenExchange
      const options = { ...tokenExchangeFromEnvironment(context.input.job), subjectToken: { file: '/no/such/token' } }
      return new TokenExchangeSigner(options).ready()
    },
    expected: { code: 'ERR_SUBJECT_TOKEN', reason: 'unreadable' },
  },
]
