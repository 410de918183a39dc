// Run as a process of its own: renews the session as it is told, prints a line when it begins to wait for the lock, and then what came
// of it. With `last` it is ended as by kill -9 just before that step.
import { readFile } from 'node:fs/promises'
import { refreshSession, type RefreshSessionOptions } from '../../src/index.ts'
import { killBefore, stepsTaken } from './killed-before.ts'

const { last, options } = JSON.parse(process.argv[2] ?? '') as {
  readonly last?: number
  readonly options: RefreshSessionOptions
}
if (last !== undefined) killBefore(last)
const { signal } = new AbortController()
let isWaiting = false
// Whoever waits for a lock looks at its signal first.
signal.throwIfAborted = () => {
  if (!isWaiting) process.stdout.write('waiting\n')
  isWaiting = true
}
const { outcome, tokenFile } = await refreshSession({ ...options, signal })
process.stdout.write(JSON.stringify({ outcome, token: await readFile(tokenFile, 'utf8'), steps: stepsTaken() }))
