// A program at a pseudo-terminal: what it shows is waited for, what a person types is written.
import { execFileSync } from 'node:child_process'
import { closeSync, constants, openSync } from 'node:fs'
import { spawn } from '@lydell/node-pty'

export interface Pty {
  /** All that was shown, without what steers the terminal. */
  readonly shown: string
  /** Resolves once the text is shown, after what an earlier wait has seen; rejects when the program ends without it. */
  waitFor(what: string | RegExp): Promise<void>
  type(text: string): void
  resize(columns: number, rows: number): void
  kill(signal: NodeJS.Signals): void
  /** Its exit code. */
  readonly ended: Promise<number>
}

export const KEY = { enter: '\r', ctrlC: '\u0003', escape: '\u001B', down: '\u001B[B', up: '\u001B[A' } as const

// eslint-disable-next-line no-control-regex
const STEERING = /\u001B(?:\[[\d;?]*[ -/]*[@-~]|\][^\u0007]*\u0007|[@-Z\\-_])|\r/g

export function openPty(file: string, args: string[], env: Readonly<Record<string, string | undefined>>): Pty {
  const variables = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined))
  const pty = spawn(file, args, { cols: 100, rows: 30, env: variables })
  keepOutput((pty as unknown as { readonly ptsName: string }).ptsName)
  let raw = ''
  let seen = 0
  let isOver = false
  const waiting = new Set<() => void>()
  const tellAll = (): void => waiting.forEach((look) => look())
  const plain = (): string => raw.replaceAll(STEERING, '')
  pty.onData((data) => {
    raw += data
    tellAll()
  })
  const ended = new Promise<number>((resolve) => {
    pty.onExit(({ exitCode }) => {
      isOver = true
      tellAll()
      resolve(exitCode)
    })
  })
  const waitFor = (what: string | RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const shown = plain()
        const found = typeof what === 'string' ? shown.indexOf(what, seen) : seen + shown.slice(seen).search(what)
        if (found >= seen) {
          seen = found + 1
          waiting.delete(look)
          resolve()
        } else if (isOver) {
          waiting.delete(look)
          reject(new Error(`The program ended without showing ${String(what)}. It showed:\n${shown}`))
        }
      }
      waiting.add(look)
      look()
    })
  return {
    get shown() {
      return plain()
    },
    waitFor,
    type: (text) => pty.write(text),
    resize: (columns, rows) => pty.resize(columns, rows),
    kill: (signal) => pty.kill(signal),
    ended,
  }
}

/** A terminal throws away what is on its way to the screen as it passes Ctrl-C on, and so at times what the program has said to that. */
function keepOutput(path: string): void {
  const terminal = openSync(path, constants.O_RDWR | constants.O_NOCTTY)
  execFileSync('stty', ['noflsh'], { stdio: [terminal, 'ignore', 'inherit'] })
  closeSync(terminal)
}
