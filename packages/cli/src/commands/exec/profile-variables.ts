// The variables by which programs take a profile, and no other identity: those of OCI's command line, and those of the SDKs.
import { resolve } from 'node:path'
import { authenticationTypeOf, loadConfig, type OciConfig } from '@x/config'
import type { Environment } from '@x/kernel'
import type { Context } from '../../program/context.ts'
import type { Settings } from '../../program/settings.ts'

/** By name; `undefined` takes one away. Nothing in them is secret. */
export type Variables = Readonly<Record<string, string | undefined>>

export interface ProfileVariables {
  readonly variables: Variables
  /** Whether a session of the profile's own signs. */
  readonly isSession: boolean
}

/** Each would let somebody else sign, or part of somebody else. */
const OF_OTHERS = [
  'OCI_CLI_USER',
  'OCI_CLI_TENANCY',
  'OCI_CLI_FINGERPRINT',
  'OCI_CLI_KEY_CONTENT',
  'OCI_CLI_KEY_FILE',
  'OCI_CLI_SECURITY_TOKEN_FILE',
  'OCI_SECURITY_TOKEN',
  'OCI_SESSION_PRIVATE_KEY',
]
/** The SDKs look for these before they look for a profile. */
const BEFORE_PROFILES = /^OCI_(?:RESOURCE_PRINCIPAL|TOKEN_EXCHANGE)_/
/** Given by the place where a program runs, and not by a file. */
const OF_PLACE = new Set<string>(['instance_principal', 'resource_principal', 'oke_workload_identity'])

/** @throws the errors of `loadConfig` */
export async function profileVariables({
  settings,
  terminal,
  say,
  signal,
}: Pick<Context<object>, 'settings' | 'terminal' | 'say' | 'signal'>): Promise<ProfileVariables> {
  const read = await settings()
  if (read.auth !== undefined && OF_PLACE.has(read.auth))
    return { variables: { OCI_CLI_AUTH: read.auth, ...placeOf(read) }, isSession: false }
  const { env, homeDirectory } = read.place
  const config = await loadConfig({
    file: read.configFile,
    profile: read.profile,
    // Of the user's own variables none that says who signs: the profile does.
    env: without(env, OF_OTHERS),
    homeDirectory,
    onWarning: ({ message }) => say(`Warning: ${message}`, 'yellow'),
    signal,
  })
  const auth = read.auth ?? authenticationTypeOf(config)
  const region = read.region ?? config.region
  const taken = OF_PLACE.has(auth) ? OF_OTHERS : [...OF_OTHERS, ...namesBefore(env)]
  const variables: Record<string, string | undefined> = Object.fromEntries(taken.map((name) => [name, undefined]))
  const isSession = auth === 'security_token'
  Object.assign(variables, namesOf(read.profile, resolve(terminal.cwd, config.file ?? '')), { OCI_CLI_AUTH: auth })
  if (isSession) Object.assign(variables, filesOf(config))
  return { variables: { ...variables, ...placeOf({ region, endpoint: read.endpoint }) }, isSession }
}

const namesOf = (profile: string, file: string): Variables => ({
  OCI_CLI_PROFILE: profile,
  OCI_CONFIG_PROFILE: profile,
  OCI_CLI_CONFIG_FILE: file,
  OCI_CONFIG_FILE: file,
})

const filesOf = ({ keyFile, securityTokenFile }: OciConfig): Variables => ({
  ...(keyFile && { OCI_CLI_KEY_FILE: keyFile }),
  ...(securityTokenFile && { OCI_CLI_SECURITY_TOKEN_FILE: securityTokenFile }),
})

const placeOf = ({ region, endpoint }: Pick<Settings, 'region' | 'endpoint'>): Variables => ({
  ...(region && { OCI_CLI_REGION: region, OCI_REGION: region }),
  ...(endpoint && { OCI_CLI_ENDPOINT: endpoint }),
})

const namesBefore = (env: Environment): string[] => Object.keys(env).filter((name) => BEFORE_PROFILES.test(name))

const without = (env: Environment, names: readonly string[]): Environment =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)))
