// Runs the program of one step. A folded one is told line by line to whoever shows progress, and its output is kept.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { createInterface } from 'node:readline'
import { stripVTControlCharacters } from 'node:util'
import { ROOT } from './programs.mjs'

const ON_WINDOWS = process.platform === 'win32'
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** @typedef {{ code: number, why: string, wasStopped: boolean, output: string }} Outcome */

/**
 * @param {import('./programs.mjs').Program} program
 * @param {(line: string) => void} [onLine] without it, the program has the terminal
 * @returns {Promise<Outcome>}
 */
export async function perform([command, args], onLine) {
  const isFolded = onLine !== undefined
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: isFolded ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', NODE_NO_WARNINGS: '1' },
    shell: ON_WINDOWS,
    // A group of its own, so that a signal reaches what the program has started, too. What has the terminal stays in ours.
    detached: isFolded && !ON_WINDOWS,
  })
  const output = isFolded ? keepOutput(child, onLine) : Promise.resolve('')
  const passOn = endOnSignals(child, isFolded)
  const { code, why } = await endOf(child)
  passOn.stop()
  return { code: passOn.code() ?? code, why, wasStopped: passOn.isAsked(), output: await output }
}

/** @param {import('node:child_process').ChildProcess} child */
const endOf = (child) =>
  new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, why: error.message }))
    child.once('close', (status, signal) =>
      resolve(
        signal ? { code: codeOf(signal), why: `stopped by ${signal}` } : { code: status, why: `exit code ${status}` },
      ),
    )
  })

/** What shells make of a signal. */
const codeOf = (signal) => 128 + constants.signals[signal]

async function keepOutput({ stdout, stderr }, onLine) {
  const lines = []
  const read = async (stream) => {
    for await (const line of createInterface({ input: stream })) {
      lines.push(line)
      onLine(stripVTControlCharacters(line))
    }
  }
  await Promise.all([read(stdout), read(stderr)])
  return lines.join('\n')
}

/** A terminal sends Ctrl-C to all programs of ours itself; whoever has the terminal decides what its own exit code is. */
function endOnSignals(child, isFolded) {
  let seen
  let isAsked = false
  const isFromTerminal = (signal) => signal === 'SIGINT' && process.stdin.isTTY && !isFolded
  const listener = (signal) => {
    isAsked = true
    if (isFromTerminal(signal)) return
    // Who asks twice does not want to wait.
    kill(child, isFolded, seen === undefined ? signal : 'SIGKILL')
    seen = signal
  }
  for (const signal of SIGNALS) process.on(signal, listener)
  return {
    stop: () => SIGNALS.forEach((signal) => process.off(signal, listener)),
    isAsked: () => isAsked,
    code: () => (isFolded && seen !== undefined ? codeOf(seen) : undefined),
  }
}

function kill(child, isFolded, signal) {
  try {
    if (isFolded && !ON_WINDOWS) process.kill(-child.pid, signal)
    else child.kill(signal)
  } catch {
    // It has ended meanwhile.
  }
}
