// A home folder with the emulator's profiles, and whole command lines that run in it, within this process.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Emulator } from '@x/emulator'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { run } from '../../src/program/run.ts'
import { startProgram } from '../../src/program/start-program.ts'
import type { Output, ProgramToStart, StartedProgram, Terminal } from '../../src/terminal.ts'
import { inputOf, Kept } from './streams.ts'
import { wordsOf } from './words.ts'

export interface RunOptions extends Partial<Omit<Terminal, 'stdin' | 'stdout' | 'stderr' | 'env'>> {
  readonly stdin?: string | Uint8Array | Readable | undefined
  /** Beside HOME and the addresses of the emulator; `undefined` takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
  /** Whether stdout and stderr are a terminal. stdin never is: see pty.ts. */
  readonly isTTY?: boolean | undefined
  readonly stdout?: Output | undefined
}

export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  /** Of stdout. */
  readonly bytes: Buffer
}

export interface Home {
  readonly path: string
  readonly configFile: string
  /** What leads a process into this folder, and to the emulator. */
  readonly env: Readonly<Record<string, string>>
  /** @param line - words as in a shell, without the name of the program, or the words themselves */
  run(line: string | readonly string[], options?: RunOptions): Promise<Ended>
  /** Of a session below `~/.oci/sessions`. */
  tokenFile(profile?: string): string
  /** Replaces token and key of the profile SESSION by those of a new session of the emulator. */
  loginAgain(options?: Parameters<Emulator['createSession']>[0]): Promise<string>
  editConfig(edit: (text: string) => string): Promise<void>
}

/** A new home for each test: `DEFAULT` has an API key, `SESSION` a session. */
export function homes(oci: () => Emulator): () => Home {
  let template = ''
  let leads: Readonly<Record<string, string>> = {}
  let home: Home
  beforeAll(async () => {
    template = await mkdtemp(join(tmpdir(), 'ocix-template-'))
    const { OCI_CONFIG_FILE: _, ...others } = await oci().environment('session', template)
    leads = others
  })
  beforeEach(async () => {
    home = await copyOf(template, oci(), leads)
  })
  afterEach(() => rm(home.path, { recursive: true, force: true }))
  afterAll(() => rm(template, { recursive: true, force: true }))
  return () => home
}

/** @param leads - the variables that lead to the emulator */
async function copyOf(template: string, oci: Emulator, leads: Home['env']): Promise<Home> {
  const path = await mkdtemp(join(tmpdir(), 'ocix-'))
  await cp(template, path, { recursive: true })
  const configFile = join(path, '.oci', 'config')
  const editConfig = async (edit: (text: string) => string): Promise<void> =>
    writeFile(configFile, edit(await readFile(configFile, 'utf8')))
  await editConfig((text) => text.replaceAll(template, path))
  const tokenFile = (profile = 'SESSION'): string => join(path, '.oci', 'sessions', profile, 'token')
  const env = { ...leads, HOME: path, USERPROFILE: path, OCI_CLI_ENDPOINT: oci.url }
  return {
    path,
    configFile,
    env,
    run: (line, options) => runLine(line, { cwd: path, homeDirectory: path, now: () => oci.clock.now() }, env, options),
    tokenFile,
    editConfig,
    loginAgain: async (options) => {
      const { token, privateKeyPem } = oci.createSession(options)
      await writeFile(join(path, '.oci', 'sessions', 'SESSION', 'oci_api_key.pem'), privateKeyPem)
      await writeFile(tokenFile(), token)
      await editConfig((text) => text.replace(/(\[SESSION\][^[]*?)fingerprint\s*=.*\n/, '$1'))
      return token
    },
  }
}

async function runLine(
  line: string | readonly string[],
  place: Pick<Terminal, 'cwd' | 'homeDirectory' | 'now'>,
  home: Home['env'],
  { stdin, env, isTTY, stdout, ...rest }: RunOptions = {},
): Promise<Ended> {
  const [out, err] = [new Kept(isTTY), new Kept(isTTY)]
  const variables = Object.entries({ ...home, ...env }).filter(([, value]) => value !== undefined)
  const terminal: Terminal = {
    stdin: inputOf(stdin),
    stdout: stdout ?? out,
    stderr: err,
    env: Object.fromEntries(variables),
    timeZone: 'UTC',
    sleep: () => Promise.reject(new Error('A test says how time goes by.')),
    openBrowser: () => Promise.reject(new Error('There is no browser.')),
    onInterrupt: () => () => {},
    takeSignals: () => () => {},
    start: (program) => startedBy(program, { stdout: stdout ?? out, stderr: err, cwd: place.cwd }),
    ...place,
    ...rest,
  }
  const code = await run(typeof line === 'string' ? wordsOf(line) : line, terminal)
  return { code, stdout: out.text, stderr: err.text, bytes: out.bytes }
}

/** With pipes in the place of the terminal's own streams. */
async function startedBy(
  program: ProgramToStart,
  { stdout, stderr, cwd }: Pick<Terminal, 'stdout' | 'stderr' | 'cwd'>,
): Promise<StartedProgram> {
  const { streams, ...started } = await startProgram(program, { stdio: ['ignore', 'pipe', 'pipe'], cwd })
  streams[1]?.on('data', (data: Buffer) => void stdout.write(data))
  streams[2]?.on('data', (data: Buffer) => void stderr.write(data))
  return started
}
