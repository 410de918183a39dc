#!/usr/bin/env node
// The command `ocix`: makes a terminal of the process, and of the exit code its end. No other file touches the process.
import { homedir } from 'node:os'
import { sleep } from '@x/kernel'
import { run } from './program/run.ts'
import type { Terminal } from './terminal.ts'

const { env, stdin, stdout, stderr } = process

// A reader that has gone is told by the write that failed.
for (const stream of [stdout, stderr]) stream.on('error', () => {})

/** Who deals with signals while a program of somebody else runs. */
let taker: ((signal: NodeJS.Signals) => void) | undefined
const TAKEN = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

const terminal: Terminal = {
  stdin,
  stdout,
  stderr,
  env,
  cwd: process.cwd(),
  homeDirectory: (process.platform === 'win32' ? env['USERPROFILE'] : env['HOME']) || homedir(),
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
    const onSignal = (): void => {
      if (taker) return
      if (!isFirst) process.exit(130)
      isFirst = false
      listener()
    }
    process.on('SIGINT', onSignal)
    return () => process.off('SIGINT', onSignal)
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
