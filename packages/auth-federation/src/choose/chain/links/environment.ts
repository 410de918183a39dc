// A whole credential in the variables of the environment: a session's, or those of OCI's CLI where they count.
import type { Environment } from '@x/kernel'
import { isConfigError, loadConfig, tryValidateConfig, type OciConfigInput } from '@x/config'
import { MissingInputError } from '../../../errors/errors.ts'
import { keepToItself } from '../../keep-to-itself.ts'
import { signerFromConfig } from '../../signer-from-config.ts'
import { absent, configured, type Absent, type ChainContext, type Configured, type Link } from '../link.ts'
import { isProfileNamed } from '../named-profile.ts'
import { variableOf } from '../variable-of.ts'
import { KEY, sessionOf, TOKEN } from './environment-session.ts'

const SESSION = [TOKEN, KEY] as const
const WHERE = 'the environment'
/** Of the default file and profile, which a kind that needs none goes without. */
const MISSING = new Set(['ERR_CONFIG_FILE_NOT_FOUND', 'ERR_PROFILE_NOT_FOUND'])

export const environment: Link = {
  name: 'environment',
  lookedFor: `${SESSION.join(' and ')}, or a whole credential of OCI's CLI`,
  place: WHERE,
  look: (context) =>
    session(context) ??
    (context.options.cliEnv === true
      ? ofCli(context)
      : absent(WHERE, `${SESSION.join(' and ')} are not set; OCI_CLI_* count with cliEnv only.`)),
}

/** @throws {@link MissingInputError} for one of the two without the other */
function session({ env, signing: told }: ChainContext): Configured | undefined {
  const { sharing, ...signing } = told
  const [token, privateKey] = SESSION.map((name) => variableOf(env, name))
  if (token === undefined && privateKey === undefined) return undefined
  if (token === undefined || privateKey === undefined) {
    const missing = SESSION.filter((name) => variableOf(env, name) === undefined)
    throw new MissingInputError('The session in the environment', missing, 'Set')
  }
  const region = variableOf(env, 'OCI_REGION')
  const found = `${SESSION.join(' and ')} are set.`
  return configured(WHERE, found, () => {
    keepToItself(sharing)
    return sessionOf({ token, privateKey, region }, signing)
  })
}

async function ofCli(context: ChainContext): Promise<Absent | Configured> {
  const { env, signing } = context
  const given = givenToCli(env)
  const make = (config: OciConfigInput) => (): ReturnType<typeof signerFromConfig> =>
    signerFromConfig(config, { ...signing, env })
  const { authenticationType: type } = given
  if (type !== undefined) return configured(WHERE, `OCI_CLI_AUTH is ${type}.`, make(await profileOr(given, context)))
  const missing = Object.keys(tryValidateConfig(given, { env }))
  if (missing.length === 0) return configured(WHERE, 'The variables of the CLI make a whole credential.', make(given))
  return absent(WHERE, `${SESSION.join(' and ')} are not set, and OCI_CLI_* lack ${missing.join(', ')}.`)
}

/** The profile with what the variables say over it; a kind that needs no profile goes without. */
async function profileOr(given: OciConfigInput, { env, signal }: ChainContext): Promise<OciConfigInput> {
  try {
    return await loadConfig({ cliEnv: true, env, signal })
  } catch (error) {
    const isMissing = isConfigError(error) && MISSING.has(error.code)
    if (
      isMissing &&
      !isProfileNamed(env, true) &&
      Object.keys(tryValidateConfig(given, { env, needsRegion: false })).length === 0
    )
      return given
    throw error
  }
}

/** The members that the CLI reads from the environment. */
function givenToCli(env: Environment): OciConfigInput {
  const of = (name: string): string | undefined => variableOf(env, `OCI_CLI_${name}`)
  return {
    authenticationType: of('AUTH'),
    user: of('USER'),
    tenancy: of('TENANCY'),
    fingerprint: of('FINGERPRINT'),
    keyFile: of('KEY_FILE'),
    keyContent: of('KEY_CONTENT'),
    passphrase: of('PASSPHRASE'),
    region: of('REGION'),
    securityTokenFile: of('SECURITY_TOKEN_FILE'),
    delegationTokenFile: of('DELEGATION_TOKEN_FILE'),
  }
}
