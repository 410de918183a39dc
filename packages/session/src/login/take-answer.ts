// Takes the answer of a login: reads it, checks it, and saves the session. Nothing is written before all is checked.
import { resolveRegion } from '@x/config/regions'
import { LoginError } from '../errors/login-error.ts'
import { saveSession } from '../files/save-session.ts'
import { filesIn, type SessionPlace } from '../files/session-place.ts'
import { endpointOf } from '../service/session-endpoints.ts'
import type { Session } from '../session.ts'
import type { SessionKeyPair } from '../token/session-key.ts'
import { judgeAnswer, type JudgedAnswer } from './judge-answer.ts'
import { parseLoginAnswer } from './login-answer.ts'
import type { AuthenticateOptions } from './login-options.ts'
import { proveToken } from './prove-token.ts'

/** A login as it was begun. */
export interface BegunLogin {
  readonly place: SessionPlace
  readonly key: SessionKeyPair
  readonly nonce: string
  /** Identifier; `undefined` for a login without a region. */
  readonly region: string | undefined
  /** OCID. */
  readonly expectedTenancy: string | undefined
  readonly tenancyName: string | undefined
  readonly identityProviderName: string | undefined
}

/**
 * @throws {@link LoginError} `ERR_LOGIN`
 * @throws the errors of {@link saveSession}, and of the call that proves a token
 */
export async function takeAnswer(text: string, login: BegunLogin, options: AuthenticateOptions): Promise<Session> {
  const { key, nonce, expectedTenancy: tenancy } = login
  const { now = Date.now } = options
  const judged = judgeAnswer(parseLoginAnswer(text), { publicKey: key.publicKey, nonce, tenancy, nowMs: now() })
  const region = login.region ?? (await homeRegion(judged, options))
  if (!judged.namesKey) await prove(judged.token, { region, key }, options)
  return save(judged, { ...login, region }, options)
}

async function homeRegion({ homeRegion: named }: JudgedAnswer, options: AuthenticateOptions): Promise<string> {
  if (!named) throw new LoginError('no-region')
  const { env, homeDirectory } = options
  return (await resolveRegion(named, { strict: true, env, homeDirectory })).id
}

async function prove(
  token: string,
  { region, key }: { readonly region: string; readonly key: SessionKeyPair },
  options: AuthenticateOptions,
): Promise<void> {
  const endpoint = await endpointOf('identity', options, { ...options, region })
  const { passphrase } = options
  await proveToken({ endpoint, token, privateKeyPem: key.privateKeyPem, passphrase }, options)
}

async function save(
  { token, tenancy, user, expiresAt, sessionEndsAt }: JudgedAnswer,
  { place, key, region, tenancyName, identityProviderName }: BegunLogin & { readonly region: string },
  options: AuthenticateOptions,
): Promise<Session> {
  const { passphrase, storePassphrase = false } = options
  const keys = {
    fingerprint: key.fingerprint,
    tenancy,
    region,
    ...(passphrase && storePassphrase && { pass_phrase: passphrase }),
    ...(tenancyName !== undefined && { login_tenancy_name: tenancyName }),
    ...(identityProviderName !== undefined && { login_identity_provider_name: identityProviderName }),
  }
  const privateKey = { pem: key.privateKeyPem }
  await saveSession(place, { token, publicKeyPem: key.publicKeyPem, privateKey, keys }, options)
  const { profile, configFile, folder } = place
  const { tokenFile, keyFile } = filesIn(folder)
  return { profile, configFile, tokenFile, keyFile, region, tenancy, user, expiresAt, sessionEndsAt }
}
