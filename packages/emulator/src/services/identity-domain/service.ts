// An identity domain, which exchanges tokens of an issuer that it trusts, and that issuer.
import { randomUUID } from 'node:crypto'
import { pathOf } from '../../frame/service/place-file.ts'
import type { Place, ServiceRow, Variables } from '../../frame/service/service.ts'
import { putBack } from '../../lib/put-back.ts'
import { AccessTokens } from './access-tokens.ts'
import { DomainSettings, type EmulatorIdentityDomain } from './domain-settings.ts'
import { examineDomain, TOKEN_PATH } from './examine-domain.ts'
import { examineIssuer, JOB_TOKEN_PATH } from './examine-issuer.ts'
import { AUDIENCE, OidcIssuer } from './oidc-issuer.ts'

/** The identity domain of a running emulator. */
export interface IdentityDomainFace {
  /** An identity domain, which exchanges tokens of an issuer that it trusts for OCI's. */
  readonly identityDomain: EmulatorIdentityDomain
}

export const identityDomain: ServiceRow<object, IdentityDomainFace> = {
  start: ({ tenancy, now }) => {
    const client = { clientId: randomUUID().replaceAll('-', ''), clientSecret: `idcscs-${randomUUID()}` }
    const jobSecret = randomUUID()
    const issuer = new OidcIssuer(now, tenancy.source)
    const settings = new DomainSettings(issuer, client)
    const parts = { tenancy, client, issuer, accessTokens: new AccessTokens(now, tenancy.source), settings, jobSecret }
    return {
      examine: async (request) => (await examineDomain(parts, request)) ?? (await examineIssuer(parts, request)),
      reset: putBack(settings, ['lifetimeSeconds']),
      tokenPaths: [TOKEN_PATH],
      environment: {
        'token-exchange': (place) => variablesOf(place, { settings, jobSecret, region: tenancy.names.region }),
      },
      face: ({ url }) => {
        issuer.origin = url
        return { identityDomain: settings }
      },
    }
  },
}

interface PlaceParts {
  readonly settings: DomainSettings
  readonly jobSecret: string
  readonly region: string
}

/** With a folder, a file has the subject token, as in a pod; without one, it is asked for, as in a job of GitHub Actions. */
async function variablesOf(place: Place, { settings, jobSecret, region }: PlaceParts): Promise<Variables> {
  const { url, clientId, clientSecret } = settings
  const common = {
    OCI_TOKEN_EXCHANGE_DOMAIN_URL: url,
    OCI_TOKEN_EXCHANGE_CLIENT_ID: clientId,
    OCI_TOKEN_EXCHANGE_CLIENT_SECRET: clientSecret,
    OCI_TOKEN_EXCHANGE_REGION: region,
  }
  if (place.folder !== undefined) {
    const file = await pathOf(place, 'subject-token', await settings.issueSubjectToken())
    return { ...common, OCI_TOKEN_EXCHANGE_SUBJECT_TOKEN_FILE: file }
  }
  return {
    ...common,
    OCI_TOKEN_EXCHANGE_AUDIENCE: AUDIENCE,
    ACTIONS_ID_TOKEN_REQUEST_URL: `${url}${JOB_TOKEN_PATH}?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: jobSecret,
  }
}
