// Leads a person to the login page, and back: the address, a hint for other machines, and the place to paste at.
import { LoginError, type DiscardReason, type PendingLogin } from '@x/session'
import { writeText } from '../../../output/write.ts'
import type { Context } from '../../../program/context.ts'
import type { Environment } from '@x/kernel'

export interface Showing {
  /** Whether the address goes to stdout, for a program that opens it. */
  readonly printUrl: boolean
  readonly canPaste: boolean
  /** Whether a browser is opened here. */
  readonly opens: boolean
  /** Aborts once the login is over. */
  readonly over: AbortSignal
}

type Shown = Pick<Context<object>, 'terminal' | 'say' | 'ask' | 'give'>

/** @throws InterruptedError for Ctrl-C at the place to paste at */
export async function showLogin(
  { url, sshCommand, paste }: PendingLogin,
  { printUrl, canPaste, opens, over }: Showing,
  { terminal, say, ask, give }: Shown,
): Promise<void> {
  // Not through `say`, which takes the public key in it for a token. It holds no secret, and nothing but URL characters.
  // Whoever does not listen to the talk can still log in, in the browser that opens.
  await (printUrl ? give.plain(`${url}\n`) : writeText(terminal.stderr, `Log in at ${url}\n`).catch(() => {}))
  if (sshCommand !== undefined && !opens) say(`With the browser on another machine, run there first: ${sshCommand}`)
  if (!canPaste) return
  while (!over.aborted) {
    const question = { message: 'Address at which the browser ended', flag: 'it at a terminal', signal: over }
    const reason = await refusalOf(paste, await ask.pasted(question))
    if (reason !== undefined) say(reason, 'red')
  }
}

/** Whatever ends the login is told by the login itself. */
async function refusalOf(paste: PendingLogin['paste'], address: string): Promise<string | undefined> {
  try {
    await paste(address)
    return undefined
  } catch (error) {
    return error instanceof LoginError && error.reason in AGAIN ? error.message : undefined
  }
}

const AGAIN: Readonly<Record<DiscardReason, true>> = {
  'no-answer': true,
  'not-a-token': true,
  expired: true,
  'foreign-token': true,
  'wrong-nonce': true,
  'unexpected-tenancy': true,
}

/** Whether whoever types here most likely sits at another machine. */
export const isElsewhere = (env: Environment): boolean =>
  Boolean(env['SSH_CONNECTION'] || env['SSH_TTY']) && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']
