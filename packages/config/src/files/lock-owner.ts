// Who holds a lock, and is that process still there? A process id alone does not say: ids are used again.
import { errorCode, nodeModules } from './runtime.ts'

/** What a lock file says. */
export interface LockOwner {
  /** Different for each time the lock is taken; 32 hex digits. */
  readonly nonce: string
  readonly pid: number
  readonly host: string
  /** Boot of the machine, process-id namespace and id of the machine, with a space between; empty where the system tells none. */
  readonly boot: string
  /** When the process began, in the system's own ticks; empty where the system does not tell. */
  readonly start: string
}

/** What the system says of a process id. */
export interface ProcessStatus {
  readonly exists: boolean
  /** As in {@link LockOwner.start}. */
  readonly start: string
}

/** This process as the owner of a lock that it is about to take. */
export async function describeSelf(): Promise<LockOwner> {
  const { os } = await nodeModules()
  const { start } = await readProcess(process.pid)
  const nonce = globalThis.crypto.randomUUID().replaceAll('-', '')
  return { nonce, pid: process.pid, host: os.hostname(), boot: await readBoot(), start }
}

/**
 * True only when the owner certainly is gone: its machine has been started anew, its process id is free, or belongs to
 * a process that began at another time. An owner on another host, even one of the same name, or in another container,
 * cannot be judged.
 */
export function isDead(owner: LockOwner, self: LockOwner, status: ProcessStatus): boolean {
  if (owner.host !== self.host) return false
  const [ownBoot = '', ownSpace = '', ownMachine = ''] = self.boot.split(' ')
  const [boot = '', space = '', machine = ''] = owner.boot.split(' ')
  const elsewhere = machine !== ownMachine && machine !== '' && ownMachine !== ''
  if (boot !== ownBoot) return boot !== '' && ownBoot !== '' && !elsewhere
  if (space !== ownSpace) return false
  if (!status.exists) return true
  return owner.start !== '' && status.start !== '' && owner.start !== status.start
}

/** @returns `undefined` for text that is not ours, or not whole */
export function parseLockOwner(text: string): LockOwner | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isLockOwner(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isLockOwner(value: unknown): value is LockOwner {
  if (typeof value !== 'object' || value === null) return false
  const owner = value as Partial<Record<keyof LockOwner, unknown>>
  const texts = [owner.host, owner.boot, owner.start]
  const isNonce = typeof owner.nonce === 'string' && /^[0-9a-f]{32}$/.test(owner.nonce)
  return (
    isNonce &&
    Number.isSafeInteger(owner.pid) &&
    Number(owner.pid) > 0 &&
    texts.every((each) => typeof each === 'string')
  )
}

/** Asks the system; a zombie counts as gone. */
export async function readProcess(pid: number): Promise<ProcessStatus> {
  const stat = await readSystemFile(`/proc/${pid}/stat`)
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state = '', start = ''] = [fields?.[0], fields?.[19]]
  return { exists: isRunning(pid) && state !== 'Z' && state !== 'X', start }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) !== 'ESRCH'
  }
}

async function readBoot(): Promise<string> {
  const { fs } = await nodeModules()
  const boot = (await readSystemFile('/proc/sys/kernel/random/boot_id'))?.trim() ?? ''
  const space = await fs.readlink('/proc/self/ns/pid').catch(() => '')
  const machine = (await readSystemFile('/etc/machine-id'))?.trim() ?? ''
  return `${boot} ${space} ${machine}`.trimEnd()
}

/** Files of Linux; other systems have none. */
async function readSystemFile(path: string): Promise<string | undefined> {
  const { fs } = await nodeModules()
  return fs.readFile(path, 'utf8').catch(() => undefined)
}
