// Run as a process of its own: saves a session, and is ended as by kill -9 just before step number `last`. It prints how many steps there were.
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { saveSession } from '../../src/files/save-session.ts'

type Call = (...args: unknown[]) => Promise<unknown>

const { last, place, session, options } = JSON.parse(process.argv[2] ?? '') as {
  readonly last: number
  readonly place: Parameters<typeof saveSession>[0]
  readonly session: Parameters<typeof saveSession>[1]
  readonly options: Parameters<typeof saveSession>[2]
}
let steps = 0

/** Counts a call that changes something on the disk, and goes no further than it may. */
function counted(call: Call): Call {
  return async (...args) => {
    if (++steps < last) return call(...args)
    process.kill(process.pid, 'SIGKILL')
    return new Promise(() => {})
  }
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

await saveSession(place, session, options)
process.stdout.write(String(steps))
