// A disk that fails where a test wants it: also for root, on whom permissions have no hold.
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

type Call = (...args: unknown[]) => Promise<unknown>

const CALLS = ['link', 'mkdir', 'rename', 'writeFile', 'open'] as const

/** What is about to be done; `bytes` is 0 where nothing is written. */
export interface DiskCall {
  readonly name: (typeof CALLS)[number]
  readonly path: string
  readonly bytes: number
}

/**
 * Runs `work` on a disk on which every call fails for which `failure` yields a code.
 *
 * @returns what `work` yields
 */
export async function onFailingDisk<T>(
  failure: (call: DiskCall) => string | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const calls = fs as unknown as Record<string, Call>
  const before = Object.fromEntries(CALLS.map((name) => [name, calls[name] as Call]))
  const check = (call: DiskCall): void => {
    const code = failure(call)
    if (code !== undefined) throw Object.assign(new Error(`${code}: ${call.name}`), { code, syscall: call.name })
  }
  const failing =
    (name: DiskCall['name']): Call =>
    async (...args) => {
      const isReading = name === 'open' && (args[1] === undefined || args[1] === 'r')
      if (isReading) return before[name]?.(...args)
      const path = String(name === 'rename' || name === 'link' ? args[1] : args[0])
      check({ name, path, bytes: 0 })
      const result = await before[name]?.(...args)
      if (name === 'open') fillUp(result as fs.FileHandle, path, check)
      return result
    }
  for (const name of CALLS) calls[name] = failing(name)
  syncBuiltinESMExports()
  try {
    return await work()
  } finally {
    Object.assign(calls, before)
    syncBuiltinESMExports()
  }
}

function fillUp(handle: fs.FileHandle, path: string, check: (call: DiskCall) => void): void {
  const { writeFile } = handle
  handle.writeFile = async (data, ...others) => {
    check({ name: 'writeFile', path, bytes: Buffer.byteLength(data as string) })
    return writeFile.call(handle, data, ...others)
  }
}

/** A disk that has room for so many bytes in each file. */
export const withRoomFor =
  (room: number) =>
  ({ bytes }: DiskCall): string | undefined =>
    bytes > room ? 'ENOSPC' : undefined

/** A folder that takes no file. */
export const readOnly =
  (folder: string) =>
  ({ path, name }: DiskCall): string | undefined =>
    path.startsWith(folder) && name !== 'mkdir' ? 'EROFS' : undefined
