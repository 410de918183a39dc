// The token that lies on this machine, read without the library of sessions: a warm session costs no more than two files.
import { loadConfig, type OciConfig } from '@x/config'
import { readTextFile } from '@x/config/files'
import type { Settings } from '../../../program/settings.ts'

export interface HeldToken {
  readonly profile: string
  /** Secret. */
  readonly token: string
  readonly keyFile: string | undefined
  /** Secret. */
  readonly passphrase: string | undefined
  readonly region: string | undefined
  readonly tenancy: string | undefined
  readonly user: string | undefined
  /** Epoch milliseconds, by the service's clock. */
  readonly expiresAt: number
  /** The middle of its life; `-Infinity` for a token that does not say when it was issued. */
  readonly halfLife: number
}

/** @returns `undefined` for whatever is not as it should be: the library of sessions tells what it is */
export async function readHeldToken({ place, region }: Settings): Promise<HeldToken | undefined> {
  try {
    const { profile, configFile: file, env, homeDirectory } = place
    const config = await loadConfig({ file, profile, env, homeDirectory, checkFiles: false })
    const tokenFile = ownValue(config, 'securityTokenFile')
    const token = tokenFile === undefined ? '' : ((await readTextFile(tokenFile)) ?? '').trim()
    const { exp, iat, tenant, sub } = claimsOf(token)
    if (typeof exp !== 'number' || Number.isNaN(new Date(exp * 1000).getTime())) return undefined
    // What else stands in the file would reach a terminal, or the header of a request.
    if (!/^[\w.+/=-]+$/.test(token)) return undefined
    return {
      profile,
      token,
      keyFile: ownValue(config, 'keyFile'),
      passphrase: env['OCI_CLI_PASSPHRASE'] || config.passphrase,
      region: region ?? config.region,
      tenancy: textOf(tenant) ?? config.tenancy,
      user: textOf(sub),
      expiresAt: exp * 1000,
      halfLife: typeof iat === 'number' ? (exp - (exp - iat) / 2) * 1000 : -Infinity,
    }
  } catch {
    return undefined
  }
}

/** What a profile merely inherits from `[DEFAULT]` makes it no session. */
function ownValue(config: OciConfig, name: 'securityTokenFile' | 'keyFile'): string | undefined {
  const origin = config.origin(name)
  return origin?.kind === 'file' && origin.profile === config.profile ? config[name] || undefined : undefined
}

function claimsOf(token: string): Readonly<Record<string, unknown>> {
  const [, payload = ''] = token.split('.')
  return Object(JSON.parse(Buffer.from(payload, 'base64url').toString())) as Record<string, unknown>
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
