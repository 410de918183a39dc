// The session as variables of a shell: what `defaultSigner` of `@x/auth-federation` reads.
import { createPrivateKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { SessionProfileError } from '@x/session'
import type { Context } from '../../../program/context.ts'
import type { HeldToken } from './held-token.ts'

/** Lines for `eval`; the private key stands in them without a passphrase. */
export async function linesOf(held: HeldToken, { ask }: Pick<Context<object>, 'ask'>): Promise<string> {
  const variables = {
    OCI_SECURITY_TOKEN: held.token,
    OCI_SESSION_PRIVATE_KEY: await privateKeyOf(held, ask),
    OCI_REGION: held.region,
  }
  const lines = Object.entries(variables).filter(([, value]) => value !== undefined)
  return lines.map(([name, value = '']) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`).join('')
}

async function privateKeyOf({ keyFile, passphrase, profile }: HeldToken, ask: Context<object>['ask']): Promise<string> {
  if (keyFile === undefined) throw new SessionProfileError('no-key', profile)
  const pem = await readFile(keyFile, 'utf8')
  const isEncrypted = /ENCRYPTED/.test(pem)
  const question = { message: 'Passphrase of the private key', flag: 'OCI_CLI_PASSPHRASE' }
  const opened = isEncrypted ? (passphrase ?? (await ask.secret(question))) : undefined
  const key = createPrivateKey({ key: pem, ...(opened !== undefined && { passphrase: opened }) })
  return (key.export({ type: 'pkcs8', format: 'pem' }) as string).trimEnd()
}
