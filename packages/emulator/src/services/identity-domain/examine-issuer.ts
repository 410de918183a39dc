// Answers for the issuer that the domain trusts: its discovery document, its keys, and tokens for jobs as GitHub Actions hands them out.
import { errorAnswer, jsonAnswer, type Answer } from '../../frame/service/answer.ts'
import { rejected, UNSIGNED_ACCEPTED, type Examined } from '../../frame/service/examined.ts'
import { headerValue, pathOf, queryOf, type ReceivedRequest } from '../../proof/request/received-request.ts'
import type { AccessTokens } from './access-tokens.ts'
import { JOB_SUBJECT, type OidcIssuer } from './oidc-issuer.ts'

/** Where a job gets its token. */
export const JOB_TOKEN_PATH = '/oidc/job-token'

/** What the token of a job says where nothing else is asked for. */
const JOB_AUDIENCE = 'https://github.com/octo-org'
/** As GitHub's. */
const JOB_TOKEN_SECONDS = 300

interface IssuerParts {
  readonly issuer: OidcIssuer
  readonly accessTokens: AccessTokens
  /** What opens {@link JOB_TOKEN_PATH}. */
  readonly jobSecret: string
}

/** `undefined` when the request is not for the issuer. */
export async function examineIssuer(
  { issuer, accessTokens, jobSecret }: IssuerParts,
  request: ReceivedRequest,
): Promise<Examined | undefined> {
  const path = pathOf(request.target)
  const documents: Readonly<Record<string, () => Promise<object>>> = {
    '/oidc/.well-known/openid-configuration': async () => issuer.discovery,
    '/oidc/jwks': () => issuer.jwks(),
    '/admin/v1/SigningCert/jwk': () => accessTokens.jwks(),
  }
  const document = Object.hasOwn(documents, path) ? documents[path] : undefined
  if (document === undefined && path !== JOB_TOKEN_PATH) return undefined
  if (request.method !== 'GET' && request.method !== 'HEAD') return answered(() => errorAnswer(405))
  if (document !== undefined) return answered(async () => jsonAnswer(200, await document()))
  if (headerValue(request, 'authorization') !== `Bearer ${jobSecret}`) return rejected(401, 'job-token-unauthorized')
  const audience = new URLSearchParams(queryOf(request.target)).get('audience') ?? JOB_AUDIENCE
  return answered(async () => {
    const value = await issuer.issue({ sub: JOB_SUBJECT, aud: audience }, JOB_TOKEN_SECONDS)
    return jsonAnswer(200, { count: value.length, value })
  })
}

const answered = (respond: () => Answer | Promise<Answer>): Examined => ({ judgement: UNSIGNED_ACCEPTED, respond })
