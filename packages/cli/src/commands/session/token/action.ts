// Prints the token of a session.
import { localTime, span } from '../../../output/times.ts'
import type { Context } from '../../../program/context.ts'
import { EXIT } from '../../../program/exit-codes.ts'
import { readHeldToken, type HeldToken } from './held-token.ts'

interface TokenOptions {
  readonly format?: 'raw' | 'json' | 'env' | 'exec-credential' | undefined
  /** Milliseconds. */
  readonly minTtl?: number | undefined
  readonly noRefresh: boolean
}

export async function run(context: Context<TokenOptions>): Promise<number> {
  const { options, root, terminal, say, give } = context
  const { minTtl: minTtlMs = 0, format = root.output === 'json' ? 'json' : 'raw' } = options
  const settings = await context.settings()
  const held = await readHeldToken(settings)
  const nowMs = terminal.now()
  const isWarm = held !== undefined && nowMs < held.halfLife && held.expiresAt - nowMs >= minTtlMs
  const token = isWarm ? held : await renewed(context, held)
  const leftMs = token.expiresAt - nowMs
  if (leftMs < minTtlMs) {
    const time = localTime(token.expiresAt, terminal.timeZone)
    say(`Error: The token ends at ${time}, which is less than ${span(minTtlMs / 1000)} from now.`, 'red')
    say(`Next:  ocix session authenticate --profile-name ${token.profile}`)
    return EXIT.expired
  }
  if (format === 'raw') await give.plain(`${token.token}\n`)
  else if (format === 'env')
    await give.plain(await import('./environment.ts').then((one) => one.linesOf(token, context)))
  else await give(format === 'json' ? dataOf(token) : execCredentialOf(token, terminal.env), { isSecret: true })
  return EXIT.ok
}

/** With the library of sessions, which also tells what is wrong with one. */
async function renewed(context: Context<TokenOptions>, held: HeldToken | undefined): Promise<HeldToken> {
  const { renewHeldToken } = await import('./renew-held-token.ts')
  return renewHeldToken(context, held)
}

function dataOf({ profile, token, keyFile, region, tenancy, user, expiresAt }: HeldToken): object {
  const whose = { profile, user, tenancy, region }
  return {
    ...whose,
    keyId: `ST$${token}`,
    token,
    privateKeyFile: keyFile,
    expiresAt: new Date(expiresAt).toISOString(),
  }
}

/** In the version of its protocol that the asking program speaks. */
function execCredentialOf({ token, expiresAt }: HeldToken, env: Context<object>['terminal']['env']): object {
  const asked = /"apiVersion"\s*:\s*"(client\.authentication\.k8s\.io\/v1(?:beta1)?)"/.exec(
    env['KUBERNETES_EXEC_INFO'] ?? '',
  )
  return {
    apiVersion: asked?.[1] ?? 'client.authentication.k8s.io/v1',
    kind: 'ExecCredential',
    status: { token, expirationTimestamp: new Date(expiresAt).toISOString().replace(/\.\d+Z$/, 'Z') },
  }
}
