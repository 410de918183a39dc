// What no caller sees: rejections nobody handles, exceptions nobody catches, and Node's warnings, as of a leak of listeners.

export interface Troubles {
  /** One sentence for each of the first few. */
  readonly seen: readonly string[]
  readonly count: () => number
  /** Leaves the process as it was. */
  readonly stop: () => void
}

const SHOWN = 5

export function watchTroubles(process: Pick<NodeJS.Process, 'on' | 'off'>): Troubles {
  const seen: string[] = []
  let count = 0
  const note = (what: string) => (error: unknown) => {
    count += 1
    if (seen.length < SHOWN) seen.push(`${what}: ${String(error)}`)
  }
  const listeners = {
    unhandledRejection: note('unhandled rejection'),
    uncaughtException: note('uncaught exception'),
    warning: note('warning'),
  }
  for (const [name, listener] of Object.entries(listeners)) process.on(name as 'warning', listener)
  const stop = (): void => {
    for (const [name, listener] of Object.entries(listeners)) process.off(name as 'warning', listener)
  }
  return { seen, count: () => count, stop }
}
