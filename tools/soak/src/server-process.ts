// Starts the server and talks to it.
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Settings } from './settings.ts'
import type { ServerReport } from './tally.ts'

/** Bundled, or, in tests, a source that Node cannot read by itself. */
const EXTENSION = extname(import.meta.url)
const SERVER = fileURLToPath(new URL(`server${EXTENSION}`, import.meta.url))

export interface ServerProcess {
  readonly url: string
  /** The variables that make a client an instance principal here. */
  readonly environment: Readonly<Record<string, string>>
  report(): Promise<ServerReport>
}

/**
 * Runs `use` with a server that lives as long.
 *
 * @param conditions - export conditions beside Node's own, such as `@x/source` for the packages unbuilt
 * @throws Error when the server ends before
 */
export async function withServer<T>(
  settings: Settings,
  conditions: readonly string[],
  use: (server: ServerProcess) => Promise<T>,
): Promise<T> {
  const resolution = conditions.flatMap((condition) => ['-C', condition])
  const execArgv = [...resolution, ...(EXTENSION === '.ts' ? ['--import', 'tsx'] : [])]
  const child = fork(SERVER, [JSON.stringify(settings)], { execArgv, stdio: ['ignore', 'inherit', 'pipe', 'ipc'] })
  const lastWords = lastWordsOf(child)
  try {
    const address = await messageOf<Omit<ServerProcess, 'report'>>(child, lastWords)
    const report = (): Promise<ServerReport> => {
      child.send('report')
      return messageOf<ServerReport>(child, lastWords)
    }
    return await use({ ...address, report })
  } finally {
    child.kill()
  }
}

type LastWords = () => string

/** What it wrote to stderr last, which says why when it ends. */
function lastWordsOf(child: ChildProcess): LastWords {
  let text = ''
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (text = (text + chunk).slice(-2000)))
  return () => text.trim()
}

async function messageOf<Message>(child: ChildProcess, lastWords: LastWords): Promise<Message> {
  const ended = (code: number | null): Error =>
    new Error(`The emulator ended with exit code ${code} in the middle of the run.\n${lastWords()}`)
  if (child.exitCode !== null) throw ended(child.exitCode)
  const settled = new AbortController()
  const { signal } = settled
  try {
    // 'close' comes after the last of stderr.
    const failure = once(child, 'close', { signal }).then(([code]) => Promise.reject(ended(code as number | null)))
    const [message] = (await Promise.race([once(child, 'message', { signal }), failure])) as [Message]
    return message
  } finally {
    settled.abort() // the other one, too, takes its listeners off
  }
}
