// A token exchange as the environment describes it: one documented set of variables.
import { argumentError, type Environment, processEnvironment } from '@x/kernel'
import { CredentialUnavailableError } from '../errors/credential-unavailable-error.ts'
import { MissingInputError } from '../errors/errors.ts'
import { SubjectTokenError } from '../errors/subject-token-errors.ts'
import { regionId } from '../principal/region-id.ts'
import { GITHUB } from './ask-for-token.ts'
import { domainOf } from '../identity-domain/domain-address.ts'
import type { RequestedTokenType } from './inputs.ts'
import type { TokenExchangeOptions } from './principal.ts'
import type { SubjectTokenSource } from './subject-token.ts'

const PREFIX = 'OCI_TOKEN_EXCHANGE_'

const NAMES = [
  'DOMAIN_URL',
  'CLIENT_ID',
  'CLIENT_SECRET',
  'SUBJECT_TOKEN_FILE',
  'SUBJECT_TOKEN_ENV',
  'AUDIENCE',
  'SUBJECT_TOKEN_TYPE',
  'TOKEN_TYPE',
  'RES_TYPE',
  'RPST_EXP',
  'REGION',
] as const

type Name = (typeof NAMES)[number]
type Values = Partial<Record<Name, string>>

/** Each names where the subject token comes from; one of them is needed. */
const SOURCES = ['SUBJECT_TOKEN_FILE', 'SUBJECT_TOKEN_ENV', 'AUDIENCE'] as const satisfies readonly Name[]

/**
 * The options of a token exchange from the variables `OCI_TOKEN_EXCHANGE_*`. A variable that is empty counts as not set. Nothing is
 * read but the variables. The client's secret is one of the options: do not print them.
 *
 * | variable | |
 * | --- | --- |
 * | `DOMAIN_URL`, `CLIENT_ID`, `CLIENT_SECRET` | needed |
 * | `SUBJECT_TOKEN_FILE`, `SUBJECT_TOKEN_ENV` or `AUDIENCE` | one is needed: a file, the name of a variable, or the audience of a job of GitHub Actions |
 * | `TOKEN_TYPE` | `upst` (the default) or `rpst`, which needs `RES_TYPE` |
 * | `RPST_EXP`, `SUBJECT_TOKEN_TYPE`, `REGION` | as the options |
 *
 * @param env - the environment. Default: that of the process
 * @throws {@link CredentialUnavailableError} `ERR_CREDENTIAL_UNAVAILABLE` when none of them is set
 * @throws {@link MissingInputError} `ERR_MISSING_INPUT` naming all that are missing when some are
 * @throws {@link SubjectTokenError} `ERR_SUBJECT_TOKEN` `ambiguous` when several name a subject token
 * @throws TypeError `ERR_INVALID_ARGUMENT` for another `TOKEN_TYPE`, or an address or a region that is none
 * @example
 * ```ts
 * import { tokenExchangeFromEnvironment, TokenExchangeSigner } from '@x/auth-federation'
 * const signer = new TokenExchangeSigner(tokenExchangeFromEnvironment())
 * ```
 * @see docs/sources.md#token-exchange
 * @public
 */
export function tokenExchangeFromEnvironment(env: Environment = processEnvironment()): TokenExchangeOptions {
  const values = valuesIn(env)
  if (Object.keys(values).length === 0)
    throw new CredentialUnavailableError(`None of the variables ${PREFIX}* is set. Set them to exchange a token.`)
  const requestedTokenType = tokenTypeOf(values.TOKEN_TYPE)
  const missing = missingIn(values, env, requestedTokenType)
  if (missing.length > 0) throw new MissingInputError('The token exchange in the environment', missing, 'Set')
  const domainUrl = String(values.DOMAIN_URL)
  domainOf(domainUrl, `${PREFIX}DOMAIN_URL`)
  return {
    domainUrl,
    clientId: values.CLIENT_ID,
    clientSecret: values.CLIENT_SECRET,
    subjectToken: sourceOf(values),
    subjectTokenType: values.SUBJECT_TOKEN_TYPE,
    requestedTokenType,
    resType: values.RES_TYPE,
    rpstExp: values.RPST_EXP,
    region: regionId(values.REGION, `${PREFIX}REGION`),
    env,
  }
}

function valuesIn(env: Environment): Values {
  const entries = NAMES.map((name) => [name, env[PREFIX + name]?.trim()] as const)
  return Object.fromEntries(entries.filter(([, value]) => value))
}

function tokenTypeOf(value: string | undefined): RequestedTokenType {
  if (value === undefined || value === 'upst' || value === 'rpst') return value ?? 'upst'
  throw argumentError(`${PREFIX}TOKEN_TYPE is neither upst nor rpst. Set it to one of them.`)
}

function missingIn(values: Values, env: Environment, type: RequestedTokenType): readonly string[] {
  const needed: readonly Name[] = [
    'DOMAIN_URL',
    'CLIENT_ID',
    'CLIENT_SECRET',
    ...(type === 'rpst' ? (['RES_TYPE'] as const) : []),
  ]
  const missing = needed.filter((name) => values[name] === undefined).map((name) => PREFIX + name)
  const isNowhere = SOURCES.every((name) => values[name] === undefined)
  const ofGithub = values.AUDIENCE === undefined ? [] : GITHUB.filter((name) => !env[name]?.trim())
  return [...missing, ...(isNowhere ? [SOURCES.map((name) => PREFIX + name).join(' or ')] : []), ...ofGithub]
}

function sourceOf(values: Values): SubjectTokenSource {
  const named = SOURCES.filter((name) => values[name] !== undefined).map((name) => PREFIX + name)
  if (named.length > 1)
    throw new SubjectTokenError('ambiguous', `${named.join(' and ')} both name a subject token. Set one of them.`)
  const { SUBJECT_TOKEN_FILE: file, SUBJECT_TOKEN_ENV: variable, AUDIENCE: audience = '' } = values
  if (file !== undefined) return { file }
  return variable === undefined ? { githubActions: { audience } } : { env: variable }
}
