// Servers in another process, so that their work is not counted as the client's.
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const SERVER = new URL('children/server.mjs', import.meta.url)
const EMULATOR = new URL('children/emulator.mjs', import.meta.url)

/** How often each endpoint was asked, by method and path: `GET /opc/v2/identity/cert.pem`. */
export type RequestCounts = Readonly<Record<string, number>>

export type Variables = Readonly<Record<string, string>>

export interface EmulatorProcess {
  readonly url: string
  readonly tenancy: string
  /** The variables that make a client an instance principal here. */
  readonly environment: Variables
  /** What a client finds in each of the places that were asked for. */
  readonly environments: Readonly<Record<string, Variables>>
  requestCounts(): Promise<RequestCounts>
}

/** Runs `use` with the address of a server that lives as long. */
export function withServer<T>(use: (origin: string) => Promise<T>): Promise<T> {
  return withChild<number, T>(SERVER, (port) => use(`http://127.0.0.1:${port}`))
}

/**
 * Runs `use` with an emulator that lives as long.
 *
 * @param places - of the emulator, whose keys and files take their time to make. Default: none
 */
export function withEmulator<T>(
  use: (emulator: EmulatorProcess) => Promise<T>,
  places: readonly string[] = [],
): Promise<T> {
  return withFolder((folder) =>
    withChild<Omit<EmulatorProcess, 'requestCounts'>, T>(
      EMULATOR,
      (address, child) => {
        const requestCounts = (): Promise<RequestCounts> => {
          child.send('requests')
          return messageOf<RequestCounts>(child)
        }
        return use({ ...address, requestCounts })
      },
      { args: [folder, ...places] },
    ),
  )
}

/** Runs `use` with a folder that is there as long. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  try {
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface ChildOptions {
  readonly args?: readonly string[]
  /** For Node itself. */
  readonly execArgv?: string[]
}

/** Runs `use` with the first message of a child that lives as long: by it the child says that it is listening, and where. */
export async function withChild<Message, T>(
  file: URL,
  use: (message: Message, child: ChildProcess) => Promise<T>,
  { args = [], execArgv = [] }: ChildOptions = {},
): Promise<T> {
  const child = fork(fileURLToPath(file), args, { execArgv })
  try {
    return await use(await messageOf<Message>(child), child)
  } finally {
    child.kill()
  }
}

/** The next message of a child. */
export async function messageOf<Message>(child: ChildProcess): Promise<Message> {
  const listening = new AbortController()
  const { signal } = listening
  try {
    const [message] = (await Promise.race([once(child, 'message', { signal }), failureOf(child, signal)])) as [Message]
    return message
  } finally {
    listening.abort() // the other one, too, takes its listeners off
  }
}

async function failureOf(child: ChildProcess, signal: AbortSignal): Promise<never> {
  const [code] = (await once(child, 'exit', { signal })) as [number | null]
  throw new Error(`The server ended with exit code ${code} before it answered.`)
}
