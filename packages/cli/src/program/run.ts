// Runs one command line from its words to its exit code. All that ends a command early ends here.
import { parseLine, type Line } from './parse.ts'
import { helpOf, PROGRAM } from './help.ts'
import type { Context } from './context.ts'
import { contextOf } from './make-context.ts'
import { EXIT } from './exit-codes.ts'
import { InterruptedError, UsageError } from './errors.ts'
import { ROOT_OPTIONS, type RootOptions } from './root-options.ts'
import { valuesOf } from './values.ts'
import { sayTo } from '../output/say.ts'
import { writeText } from '../output/write.ts'
import type { Terminal } from '../terminal.ts'
import { version } from '../../package.json'
import { ocix } from '../commands/ocix.ts'

/**
 * @param argv - without Node and the program
 * @returns the exit code; it never rejects
 */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  const interrupted = new AbortController()
  const stopListening = terminal.onInterrupt((signal) => interrupted.abort(new InterruptedError(signal)))
  const told: Told = { path: [], isDebug: false }
  try {
    return await perform(parseLine(argv, ocix), { terminal, signal: interrupted.signal, told })
  } catch (error) {
    return await end(interrupted.signal.aborted ? interrupted.signal.reason : error, terminal, told)
  } finally {
    stopListening()
  }
}

/** What was known of the line when it ended. */
interface Told {
  path: readonly string[]
  isDebug: boolean
  profile?: string
}

interface Run {
  readonly terminal: Terminal
  readonly signal: AbortSignal
  readonly told: Told
}

async function perform(line: Line, { terminal, signal, told }: Run): Promise<number> {
  const { stdout, stderr, env } = terminal
  if (line.kind === 'version') {
    await writeText(stdout, `${version}\n`)
    return EXIT.ok
  }
  if (line.kind === 'help') {
    const output = line.asked ? stdout : stderr
    await writeText(output, helpOf(line.node, line.path, output.columns || undefined))
    return line.asked ? EXIT.ok : EXIT.usage
  }
  told.path = line.path
  const root = valuesOf(ROOT_OPTIONS, line.rootGiven, env) as unknown as RootOptions
  told.isDebug = root.debug
  const options = valuesOf(line.command.options, line.given, env)
  const parts = { root, rootGiven: line.rootGiven, options, operands: line.operands, terminal, signal, told }
  const { run: act } = await line.command.run()
  const attempt = async (): Promise<number> => (await act(contextOf(parts) as never)) ?? EXIT.ok
  return attempt().catch(async (error: unknown) => {
    await logInInPlaceOf(error, contextOf(parts))
    return attempt()
  })
}

/** Where a session has ended, and somebody is there to log in; any other error stays what it is. */
async function logInInPlaceOf(error: unknown, context: Context<object>): Promise<void> {
  const { code } = Object(error) as { readonly code?: unknown }
  if (code !== 'ERR_SESSION_ENDED' || !context.ask.canAsk || context.signal.aborted) throw error
  const { logInAgain } = await import('../commands/session/authenticate/log-in-again.ts')
  await logInAgain(context, error)
}

async function end(error: unknown, terminal: Terminal, { path, isDebug, profile }: Told): Promise<number> {
  const { code } = Object(error) as { readonly code?: unknown }
  // Whoever reads has read enough, as `head` does.
  if (code === 'EPIPE') return EXIT.ok
  const say = sayTo(terminal.stderr, terminal.env)
  if (error instanceof UsageError) {
    say(`Error: ${error.message}`, 'red')
    say(`Help:  ${[PROGRAM, ...(error.path ?? path)].join(' ')} --help`)
    return EXIT.usage
  }
  const { tell } = await import('../output/problem/tell.ts')
  return tell(error, { say, isDebug, profile })
}
