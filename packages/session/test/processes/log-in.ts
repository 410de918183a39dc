// Run as a process of its own: begins a login that nobody finishes, and prints how it ended. It never ends the process by itself.
import { authenticate, type AuthenticateOptions, type LoginError } from '../../src/index.ts'

const { way, options } = JSON.parse(process.argv[2] ?? '') as {
  readonly way: 'abort' | 'timeout' | 'nobody-pastes'
  readonly options: AuthenticateOptions
}
const stop = new AbortController()
const onPending = (): void => {
  process.stdout.write('pending ')
  if (way === 'abort') stop.abort(new Error('aborted'))
}
const own = {
  abort: { listen: { port: 0 } },
  timeout: { listen: { port: 0 }, timeoutMs: 1 },
  'nobody-pastes': { listen: false },
} as const
authenticate({ ...options, ...own[way], onPending, signal: stop.signal }).catch((error: unknown) => {
  process.stdout.write((error as LoginError).reason ?? (error as Error).message)
})
