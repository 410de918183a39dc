// Prints the token of a session.
import { localTime, span } from '../../../output/times.ts'
import type { Context } from '../../../program/context.ts'
import { EXIT } from '../../../program/exit-codes.ts'
import { freshToken, type FreshTokenOptions } from './fresh-token.ts'
import type { HeldToken } from './held-token.ts'

interface TokenOptions extends FreshTokenOptions {
  readonly format?: 'raw' | 'json' | 'env' | 'exec-credential' | undefined
}

export async function run(context: Context<TokenOptions>): Promise<number> {
  const { options, root, terminal, say, give } = context
  const { minTtl: minTtlMs = 0, format = root.output === 'json' ? 'json' : 'raw' } = options
  const token = await freshToken(context)
  const leftMs = token.expiresAt - terminal.now()
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
