// Who signs: what `--auth` or its variable says, else the profile.
import { signerFromConfig } from '@x/auth-federation'
import { loadConfig, type OciConfig, type OciConfigInput } from '@x/config'
import type { PrincipalSigner } from '@x/signer/principal'
import type { Environment } from '@x/kernel'
import type { Ask } from '../ask/questions.ts'
import type { Say } from '../output/say.ts'
import { authAddressOf, type Settings } from './settings.ts'

export interface WhoSigns {
  readonly signer: PrincipalSigner
  /** Of the profile; absent where what OCI gives this machine signs, and no file is read. */
  readonly config: OciConfig | undefined
}

interface Ports {
  readonly ask: Ask
  readonly say: Say
  readonly signal: AbortSignal
  now(): number
}

/** These are in files; all others are given by the place where a program runs. */
const OF_PROFILE = new Set<string | undefined>([undefined, 'api_key', 'security_token'])

export const isOfProfile = (auth: string | undefined): boolean => OF_PROFILE.has(auth)

/**
 * @throws the errors of `loadConfig`, `signerFromConfig` and of the signer's `ready()`
 */
export async function whoSigns(settings: Settings, ports: Ports): Promise<WhoSigns> {
  const { auth: authenticationType, region, place } = settings
  const env = environmentOf(place.env)
  const { now, signal } = ports
  if (!isOfProfile(authenticationType)) {
    const delegationTokenFile = env['OCI_CLI_DELEGATION_TOKEN_FILE']
    const signer = await signerFromConfig({ authenticationType, region, delegationTokenFile }, { env, now })
    await signer.ready({ signal })
    return { signer, config: undefined }
  }
  const config = await configOf(settings, ports)
  const ready = async (given: OciConfigInput): Promise<PrincipalSigner> => {
    const signer = await signerFromConfig(given, { env, now })
    await signer.ready({ signal })
    return signer
  }
  const signer = await ready(config).catch(async (error: unknown) => {
    if ((error as { readonly code?: unknown }).code !== 'ERR_MISSING_PASSPHRASE' || !ports.ask.canAsk) throw error
    const question = { message: 'Passphrase of the private key', flag: 'OCI_CLI_PASSPHRASE' }
    return ready(config.with({ passphrase: await ports.ask.secret(question) }))
  })
  return { signer, config }
}

/** A session that has to be renewed meanwhile asks where all that ask the auth service do. */
function environmentOf(env: Environment): Environment {
  const address = authAddressOf(env)
  return address === undefined ? env : { OCI_SESSION_AUTH_ENDPOINT: address, ...env }
}

/**
 * The configuration of who signs.
 *
 * @param checkFiles - whether the files that it names are looked at
 * @throws the errors of `loadConfig`
 */
export function configOf(
  { auth: authenticationType, region, ...settings }: Settings,
  { say, signal }: Pick<Ports, 'say' | 'signal'>,
  checkFiles = true,
): Promise<OciConfig> {
  const { env, homeDirectory } = settings.place
  return loadConfig({
    file: settings.configFile,
    // Variables that say all need no file, unless somebody names a profile.
    profile: settings.isProfileNamed ? settings.profile : undefined,
    values: { authenticationType, region },
    cliEnv: true,
    checkFiles,
    env,
    homeDirectory,
    onWarning: ({ message }) => say(`Warning: ${message}`, 'yellow'),
    signal,
  })
}
