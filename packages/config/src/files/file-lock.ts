// A lock between processes: a file that names its owner. It is taken over from a dead owner by exactly one of those who wait.
import { describeSelf, isDead, parseLockOwner, readProcess, type LockOwner } from './lock-owner.ts'
import { findLitter, temporaryPath } from './lock-litter.ts'
import { errorCode, isSystemError, nodeModules } from './runtime.ts'
import { assertOptions, assertText, type Kinds, type Sleep, sleep as defaultSleep } from '@x/kernel'
import { ConfigLockedError } from '../errors/write-errors.ts'

/** Options of {@link withFileLock}. */
export interface LockOptions {
  /** How long to wait for another owner, in milliseconds. @defaultValue 10_000 */
  readonly lockTimeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly now?: (() => number) | undefined
  readonly random?: (() => number) | undefined
  readonly sleep?: Sleep | undefined
}

export const LOCK_KINDS: Kinds<LockOptions> = {
  lockTimeoutMs: 'a number',
  signal: 'an AbortSignal',
  now: 'a function',
  random: 'a function',
  sleep: 'a function',
}

interface Waiting {
  readonly deadline: number
  readonly options: LockOptions
}

/**
 * Runs `task` while no other holder of the lock file `path` runs theirs.
 *
 * @throws {@link ConfigLockedError} `ERR_CONFIG_LOCKED` when the owner lives on and keeps it
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `path` is no string, or an option of the wrong kind
 */
export async function withFileLock<T>(path: string, task: () => Promise<T>, options: LockOptions = {}): Promise<T> {
  assertText(path, 'path', 'Pass the path of the lock file.')
  assertOptions(options, { call: 'withFileLock(path, task, { lockTimeoutMs })', kinds: LOCK_KINDS })
  const { lockTimeoutMs = 10_000, now = Date.now } = options
  const mine = await acquire(path, { deadline: now() + lockTimeoutMs, options })
  try {
    await clearLitter(path, mine)
    return await task()
  } finally {
    await release(path, mine)
  }
}

/** Whoever holds the lock clears away what killed processes left beside it. What cannot be cleared harms nobody. */
async function clearLitter(path: string, mine: LockOwner): Promise<void> {
  const { fs } = await nodeModules()
  try {
    const { temporaries, claims } = await findLitter(path, mine)
    for (const each of temporaries) await fs.rm(each, { force: true })
    // By the rules of taking over, so that one which somebody else has taken over meanwhile stays.
    for (const each of claims) await release(each, await acquire(each, { deadline: -Infinity, options: {} }))
  } catch (error) {
    if (!isSystemError(error) && !(error instanceof ConfigLockedError)) throw error
  }
}

async function acquire(path: string, waiting: Waiting): Promise<LockOwner> {
  const { signal, now = Date.now, random = Math.random, sleep = defaultSleep } = waiting.options
  for (;;) {
    signal?.throwIfAborted()
    const mine = await describeSelf()
    const holder = await readHolder(path)
    if (holder === 'none' && (await claim(path, mine))) return mine
    if (typeof holder === 'object' && isDead(holder, mine, await readProcess(holder.pid))) {
      if (await takeOver({ path, dead: holder, mine }, waiting)) return mine
    } else if (holder !== 'none') {
      if (!(now() < waiting.deadline))
        throw new ConfigLockedError(path, typeof holder === 'object' ? holder : undefined)
      await sleep(10 + random() * 40, signal)
    }
  }
}

/**
 * Replaces the lock of a dead owner. Of all who saw it dead only the holder of a second lock, named after that very
 * owner, may do so, and only while the file still names it: nobody can replace a lock that has been taken anew.
 */
async function takeOver(
  { path, dead, mine }: { path: string; dead: LockOwner; mine: LockOwner },
  waiting: Waiting,
): Promise<boolean> {
  const claimPath = `${path}.${dead.nonce}`
  const right = await acquire(claimPath, waiting)
  try {
    const holder = await readHolder(path)
    if (typeof holder !== 'object' || holder.nonce !== dead.nonce) return false
    const { fs } = await nodeModules()
    const temporary = await writeOwner(path, mine)
    await fs.rename(temporary, path)
    return true
  } finally {
    await release(claimPath, right)
  }
}

/** @returns false when somebody else was faster */
async function claim(path: string, mine: LockOwner): Promise<boolean> {
  const { fs } = await nodeModules()
  const temporary = await writeOwner(path, mine)
  try {
    // The lock appears whole or not at all.
    await fs.link(temporary, path)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    if (!NO_LINKS.has(errorCode(error))) throw error
    return await createExclusively(path, mine)
  } finally {
    await fs.rm(temporary, { force: true })
  }
}

/** File systems without hard links answer with one of these. */
const NO_LINKS: ReadonlySet<string | undefined> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EACCES',
])

async function createExclusively(path: string, mine: LockOwner): Promise<boolean> {
  try {
    await writeNew(path, mine)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

async function writeOwner(path: string, mine: LockOwner): Promise<string> {
  const temporary = await temporaryPath(path, mine)
  await writeNew(temporary, mine)
  return temporary
}

/** Whole or not at all: what a full disk leaves of it says nothing of its owner and would stay for ever. */
async function writeNew(path: string, mine: LockOwner): Promise<void> {
  const { fs } = await nodeModules()
  const file = await fs.open(path, 'wx', 0o600)
  try {
    await file.writeFile(JSON.stringify(mine))
  } catch (error) {
    await fs.rm(path, { force: true })
    throw error
  } finally {
    await file.close()
  }
}

/** `unknown` for a lock that is not ours or not whole: it is respected. */
async function readHolder(path: string): Promise<LockOwner | 'none' | 'unknown'> {
  const { fs } = await nodeModules()
  try {
    return parseLockOwner(await fs.readFile(path, 'utf8')) ?? 'unknown'
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 'none'
    throw error
  }
}

async function release(path: string, mine: LockOwner): Promise<void> {
  const { fs } = await nodeModules()
  const holder = await readHolder(path)
  if (typeof holder === 'object' && holder.nonce === mine.nonce) await fs.rm(path, { force: true })
}
