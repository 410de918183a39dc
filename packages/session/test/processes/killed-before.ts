// Ends a process as by kill -9 just before one of the steps in which it changes something on the disk.
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

type Call = (...args: unknown[]) => Promise<unknown>

let steps = 0

export const stepsTaken = (): number => steps

/** @param last - the step that is not taken any more, 1 for the first */
export function killBefore(last: number): void {
  /** Counts a call that changes something on the disk, and goes no further than it may. */
  const counted =
    (call: Call): Call =>
    async (...args) => {
      if (++steps < last) return call(...args)
      process.kill(process.pid, 'SIGKILL')
      return new Promise(() => {})
    }
  const calls = fs as unknown as Record<string, Call>
  for (const name of ['link', 'mkdir', 'rename', 'rm', 'rmdir', 'unlink', 'writeFile']) {
    const call = calls[name]
    if (call) calls[name] = counted(call)
  }
  const { open } = fs
  fs.open = (async (...args: Parameters<typeof open>) => {
    if (args[1] === 'r' || args[1] === undefined) return open(...args)
    const handle = (await counted(open as unknown as Call)(...args)) as Awaited<ReturnType<typeof open>>
    handle.writeFile = counted(handle.writeFile.bind(handle) as Call) as typeof handle.writeFile
    handle.sync = counted(handle.sync.bind(handle) as Call) as typeof handle.sync
    return handle
  }) as typeof open
  syncBuiltinESMExports()
}
