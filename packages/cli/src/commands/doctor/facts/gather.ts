// Collects the facts: files first, then, unless nobody is to be asked, the service and what programs would find.
import { explainDefaultSigner } from '@x/auth-federation'
import { authenticationTypeOf, validateConfig, type OciConfig } from '@x/config'
import { validateSession } from '@x/session'
import type { Context } from '../../../program/context.ts'
import type { Settings } from '../../../program/settings.ts'
import { configOf, isOfProfile, whoSigns } from '../../../program/who-signs.ts'
import { identityEndpointOf } from '../../identity-endpoint.ts'
import { proxyOf } from '../proxy-of.ts'
import { factOf, valueOf, type Fact, type Facts } from './facts.ts'
import { keyOf } from './key.ts'
import { placesOf, repairPlaces } from './places.ts'
import { addressesOf, askService } from './service.ts'

export interface DoctorOptions {
  readonly fix: boolean
  readonly local: boolean
}

type Local = Omit<Facts, 'endpoint' | 'addresses' | 'answer' | 'signed' | 'chain'>

export async function gatherFacts(context: Context<DoctorOptions>): Promise<Facts> {
  const settings = await context.settings()
  const local = await localFacts(context, settings)
  if (context.options.local) return local
  const [service, chain] = await Promise.all([serviceFacts(context, settings, local), chainOf(context)])
  return { ...local, ...service, chain }
}

async function localFacts(context: Context<DoctorOptions>, settings: Settings): Promise<Local> {
  const { options, root, terminal, signal } = context
  const { profile, auth, place } = settings
  const { env, timeZone } = terminal
  const read = isOfProfile(auth) ? await factOf(configOf(settings, { say: () => {}, signal }, false)) : undefined
  const config = valueOf(read)
  const places = config ? await placesOf(config, place.homeDirectory) : []
  const repairs = options.fix ? await repairPlaces(places, env) : []
  const isWindows = process.platform === 'win32'
  return {
    profile,
    auth,
    env,
    timeZone,
    repairs,
    isWindows,
    isLocal: options.local,
    proxy: root.proxy,
    config: config ? await factOf(Promise.resolve().then(() => validated(config, env))) : read,
    places: repairs.length > 0 && config ? await placesOf(config, place.homeDirectory) : places,
    key: config?.keyContent || config?.keyFile ? await factOf(keyOf(config, env)) : undefined,
    session: config && isSession(config) ? await factOf(sessionOf(settings, config, terminal.now)) : undefined,
  }
}

/** The configuration itself, and not what `validateConfig` adds to it. */
function validated(config: OciConfig, env: Settings['place']['env']): OciConfig {
  validateConfig(config, { env, needsRegion: false })
  return config
}

function isSession(config: OciConfig): boolean {
  try {
    return authenticationTypeOf(config) === 'security_token'
  } catch {
    return false
  }
}

function sessionOf(
  { place }: Settings,
  { passphrase }: OciConfig,
  now: () => number,
): ReturnType<typeof validateSession> {
  return validateSession({ ...place, passphrase: place.env['OCI_CLI_PASSPHRASE'] || passphrase, now, local: true })
}

type Service = Pick<Facts, 'endpoint' | 'addresses' | 'answer' | 'signed'>

async function serviceFacts(context: Context<DoctorOptions>, settings: Settings, local: Local): Promise<Service> {
  const { ask, signal, terminal } = context
  const { now, env } = terminal
  const isReadable = local.config?.error === undefined
  const who = isReadable ? await factOf(whoSigns(settings, { ask, say: () => {}, signal, now })) : undefined
  const signer = valueOf(who)?.signer
  const regional = signer ?? { region: async () => valueOf(local.config)?.region }
  const endpoint = await factOf(identityEndpointOf(settings, regional))
  const url = valueOf(endpoint)
  if (url === undefined) return { endpoint, signed: who }
  const isByProxy = proxyOf(url, local).address !== undefined
  const addresses = isByProxy ? undefined : presentOf(await factOf(addressesOf(url, signal)))
  if (addresses?.error !== undefined) return { endpoint, addresses, signed: who }
  const calls = await settings.calls()
  return {
    endpoint,
    addresses,
    signed: who,
    answer: await factOf(askService(url, { signer, calls, env, signal, now })),
  }
}

/** A fact that there is nothing to tell of is none. */
function presentOf<T>(fact: Fact<T | undefined>): Fact<T> | undefined {
  if (fact.error !== undefined) return { error: fact.error }
  const value = valueOf(fact)
  return value === undefined ? undefined : { value }
}

/** As a program of this user would find it, which knows nothing of this line. */
function chainOf({ terminal, signal }: Context<DoctorOptions>): Promise<Facts['chain']> {
  return factOf(explainDefaultSigner({ env: terminal.env, now: terminal.now, signal }))
}
