// A login for the time of a bootstrap: its session lies in a folder of its own, which is thrown away.
import { join } from 'node:path'
import { authenticate, LoginError, type PendingLogin, type Session } from '@x/session'
import { askAt } from '../../../ask/ask.ts'
import type { Ask } from '../../../ask/questions.ts'
import { writeText } from '../../../output/write.ts'
import type { Context } from '../../../program/context.ts'
import type { BootstrapOptions } from './bootstrap-options.ts'

/** @throws the errors of `authenticate` */
export async function logIn(folder: string, context: Context<BootstrapOptions>): Promise<Session> {
  const { options, root, settings, terminal, say } = context
  const { region, endpoint, calls } = await settings()
  const { env, homeDirectory, now } = terminal
  const over = new AbortController()
  const signal = AbortSignal.any([context.signal, over.signal])
  const addressOf = (service: string): string | undefined =>
    env[`OCI_SESSION_${service}_ENDPOINT`] ? undefined : endpoint
  const open = (url: string): Promise<void> =>
    terminal.openBrowser(url).catch(() => say('No browser could be opened here: open the address by hand.'))
  const onPending = async (login: PendingLogin): Promise<void> => {
    // Not by `say`, which would take the public key in the address for a token.
    await writeText(terminal.stderr, `Log in at ${login.url}\n`)
    if (login.sshCommand) say(`With the browser on another machine: ${login.sshCommand}, or --paste`)
    if (options.paste) await pasteInto(login, askAt(terminal, { noInput: root.noInput, signal }), say)
  }
  try {
    return await authenticate({
      profile: 'bootstrap',
      configFile: join(folder, 'config'),
      tokenLocation: join(folder, 'sessions'),
      region,
      tenancyName: options.tenancyName,
      loginEndpoint: addressOf('LOGIN'),
      identityEndpoint: addressOf('IDENTITY'),
      timeoutMs: options.timeout,
      env,
      homeDirectory,
      now,
      signal,
      onPending: (login) => void onPending(login).catch((error: unknown) => over.abort(error)),
      onDiscarded: ({ message }) => say(`Warning: ${message}`, 'yellow'),
      ...(options.paste ? { listen: false } : { openBrowser: open }),
      ...(await calls()),
    })
  } finally {
    // A question that is still open goes with it.
    over.abort()
  }
}

/** Asks until an address is taken, or the login is over. */
async function pasteInto(login: PendingLogin, ask: Ask, say: Context<object>['say']): Promise<void> {
  for (let isTaken = false; !isTaken;) {
    const address = await ask.pasted({
      message: 'Address at which the browser ended',
      flag: 'it at a terminal, or leave out --paste',
    })
    isTaken = await login.paste(address).then(
      () => true,
      (error: unknown) => {
        if (!(error instanceof LoginError) || !DISCARDS.has(error.reason)) return true
        say(`Warning: ${error.message}`, 'yellow')
        return false
      },
    )
  }
}

/** After these another address may be pasted. */
const DISCARDS: ReadonlySet<string> = new Set([
  'no-answer',
  'not-a-token',
  'expired',
  'foreign-token',
  'wrong-nonce',
  'unexpected-tenancy',
])
