// Runs the scenes in one home folder against one emulator, at a time that stands still, and writes down what a terminal would show.
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { logIn } from '@x-tools/emulated/log-in'
import { startEmulator, type Emulator } from '@x/emulator'
import { run } from '../../../packages/cli/src/program/run.ts'
import { startProgram } from '../../../packages/cli/src/program/start-program.ts'
import type { Terminal } from '../../../packages/cli/src/terminal.ts'
import { arrive, freePort } from '../../../packages/cli/test/kit/browser.ts'
import { wordsOf } from '../../../packages/cli/test/kit/words.ts'
import { ENDPOINT, PORT, SCENES, type Scene } from './scenes.ts'
import { shown } from './shown.ts'

const BEGIN = Date.UTC(2026, 10, 28, 16, 31, 2)

/** The section of the README, as Markdown. */
export async function walk(): Promise<string> {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'ocix-walk-')))
  const oci = await startEmulator()
  try {
    oci.clock.freeze(BEGIN)
    const env = { ...(await oci.environment('session', home)), OCI_CLI_ENDPOINT: oci.url, NO_COLOR: '1' }
    const texts: string[] = []
    const port = await freePort()
    for (const scene of SCENES) texts.push(await played(scene, oci, { home, env, port }))
    return texts.join('\n\n')
  } finally {
    await oci.close()
    await rm(home, { recursive: true, force: true })
  }
}

interface Place {
  readonly home: string
  readonly env: Readonly<Record<string, string>>
  /** At which a browser comes back. */
  readonly port: number
}

async function played({ title, about, lines }: Scene, oci: Emulator, place: Place): Promise<string> {
  let text = ''
  for (const each of lines) {
    const { line, minutesLater } = typeof each === 'string' ? { line: each, minutesLater: 0 } : each
    oci.clock.advance(minutesLater * 60_000)
    const [, ...words] = wordsOf(line).map((word) => word.replace(PORT, `${place.port}`).replace(ENDPOINT, oci.url))
    const screen = new Screen()
    const code = await run(words, terminalOf(screen, oci, place))
    text += `$ ${line}\n${screen.text}${code === 0 ? '' : `(exit code ${code})\n`}`
  }
  return `### ${title}\n\n${about}\n\n\`\`\`console\n${shown(text, place.home).replaceAll(`${place.port}`, PORT)}\`\`\``
}

/** Both streams in the order in which they are written; a person sees tables, and no colours. */
class Screen extends Writable {
  readonly isTTY = true
  readonly columns = 100
  text = ''

  override _write(chunk: Buffer, _encoding: unknown, done: () => void): void {
    this.text += chunk.toString()
    done()
  }
}

function terminalOf(screen: Screen, oci: Emulator, { home, env, port }: Place): Terminal {
  // Progress is drawn over and over: it is nothing for a page.
  const stderr = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      // At once: nobody waits for talk, and the page is read when the command has ended.
      screen.text += chunk.toString()
      done()
    },
  })
  return {
    stdin: Readable.from([]),
    stdout: screen,
    stderr,
    env,
    cwd: home,
    homeDirectory: home,
    timeZone: 'Europe/Zurich',
    now: () => oci.clock.now(),
    // Who waits is there at once: the time of the emulator goes on.
    sleep: async (ms) => void oci.clock.advance(ms),
    openBrowser: async (url) => void logIn(oci, url).then((address) => arrive(port, address)),
    onInterrupt: () => () => {},
    takeSignals: () => () => {},
    start: async (program) => {
      const { streams, ...started } = await startProgram(program, { stdio: ['ignore', 'pipe', 'pipe'], cwd: home })
      for (const stream of streams.slice(1)) stream?.on('data', (data: Buffer) => void screen.write(data))
      return started
    },
  }
}
