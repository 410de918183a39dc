#!/usr/bin/env node
// The command `ocix`: makes a terminal of the process, and of the exit code its end. No other file touches the process.
import { constants, homedir } from 'node:os'
import { resolve } from 'node:path'
import { sleep } from '@x/kernel'
import { run } from './program/run.ts'
import type { Terminal } from './terminal.ts'

const { env, stdin, stdout, stderr } = process

// A reader that has gone is told by the write that failed.
for (const stream of [stdout, stderr]) stream.on('error', () => {})

/** Who deals with signals while a program of somebody else runs. */
let taker: ((signal: NodeJS.Signals) => void) | undefined
const TAKEN = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** What the system knows nothing of is no reason to end: a folder that was removed meanwhile, a user without a home. */
function known(place: () => string, otherwise: string): string {
  try {
    return place()
  } catch {
    return otherwise
  }
}

const cwd = known(() => process.cwd(), '/')

const terminal: Terminal = {
  stdin,
  stdout,
  stderr,
  env,
  cwd,
  homeDirectory: resolve(cwd, (process.platform === 'win32' ? env['USERPROFILE'] : env['HOME']) || known(homedir, cwd)),
  now: Date.now,
  sleep,
  openBrowser: async (url) => {
    const { default: open } = await import('open')
    const name = env['BROWSER']?.trim()
    await open(url, name ? { app: { name } } : {})
  },
  onInterrupt: (listener) => {
    // The first one lets the command end cleanly; who presses it again does not want to wait.
    let isFirst = true
    const onSignal = (signal: NodeJS.Signals): void => {
      if (taker) return
      if (!isFirst) process.exit(128 + constants.signals[signal])
      isFirst = false
      listener(signal)
    }
    // Whoever closes the window, or stops a job, leaves no more behind than Ctrl-C does. nohup wants a closed window to go unseen.
    const isAtTerminal = stdin.isTTY && stderr.isTTY
    const names = TAKEN.filter((name) => name !== 'SIGHUP' || isAtTerminal)
    for (const name of names) process.on(name, onSignal)
    return () => names.forEach((name) => process.off(name, onSignal))
  },
  takeSignals: (listener) => {
    taker = listener
    for (const name of TAKEN) process.on(name, listener)
    return () => {
      taker = undefined
      for (const name of TAKEN) process.off(name, listener)
    }
  },
  start: async (started) => {
    const { startProgram } = await import('./program/start-program.ts')
    return startProgram(started, { stdio: 'inherit' })
  },
}

// Not awaited: late modules share code with this one, and would wait for it to be done.
void run(process.argv.slice(2), terminal).then((code) => {
  process.exitCode = code
})
