// Finds what killed processes left beside a lock. Its owner stands in it and, since it may be half written, in its name, too;
// when it was written does not count: clocks lie, and a process may be stopped for days.
import { isDead, parseLockOwner, readProcess, type LockOwner } from './lock-owner.ts'
import { nodeModules } from './runtime.ts'

/** Paths that nobody who lives has made. */
export interface Litter {
  /** Files that would have become locks. Nobody but their owner touches them. */
  readonly temporaries: readonly string[]
  /** Locks for taking over from a dead owner. Others may be about to take them over. */
  readonly claims: readonly string[]
}

const CLAIM = /^(?:\.[0-9a-f]{32})+$/
const TEMPORARY = /^(?:\.[0-9a-f]{32})+(?:\.(\d+)-(\d*)-([0-9a-f]*)-([0-9a-f]*)-([0-9a-f]*)-([0-9a-f]*))?\.tmp$/

/** Where `owner` writes what is to become the lock `path`: as good as its content when it comes to judging the owner. */
export async function temporaryPath(path: string, owner: LockOwner): Promise<string> {
  const { pid, start, host, boot } = await digested(owner)
  return `${path}.${owner.nonce}.${[pid, start, host, ...parts(boot)].join('-')}.tmp`
}

/** What lies beside the lock `path` and belongs to the dead. */
export async function findLitter(path: string, self: LockOwner): Promise<Litter> {
  const { fs, path: paths } = await nodeModules()
  const [folder, name] = [paths.dirname(path), paths.basename(path)]
  const beside = (await fs.readdir(folder)).filter((each) => each.startsWith(`${name}.`))
  const litter = { temporaries: [] as string[], claims: [] as string[] }
  for (const each of beside) {
    const rest = each.slice(name.length)
    const named = TEMPORARY.exec(rest)
    const found = paths.join(folder, each)
    if (named === null && !CLAIM.test(rest)) continue
    if (await belongsToTheDead(found, named, self)) litter[named === null ? 'claims' : 'temporaries'].push(found)
  }
  return litter
}

async function belongsToTheDead(path: string, named: RegExpExecArray | null, self: LockOwner): Promise<boolean> {
  const { fs } = await nodeModules()
  const written = parseLockOwner(await fs.readFile(path, 'utf8').catch(() => ''))
  if (written !== undefined) return isDead(written, self, await readProcess(written.pid))
  const owner = ownerIn(named)
  return owner !== undefined && isDead(owner, await digested(self), await readProcess(owner.pid))
}

/** The owner in a name; its nonce says nothing here. */
function ownerIn(named: RegExpExecArray | null): LockOwner | undefined {
  const [, pid, start = '', host = '', ...boot] = named ?? []
  if (pid === undefined) return undefined
  return { nonce: '', pid: Number(pid), start, host, boot: boot.join(' ') }
}

/** An owner whose texts are short enough for a name. {@link isDead} compares them, so that digests do as well. */
async function digested(owner: LockOwner): Promise<LockOwner> {
  const [host = '', ...boot] = await Promise.all([owner.host, ...parts(owner.boot)].map(digest))
  return { ...owner, host, boot: boot.join(' ') }
}

/** Boot, namespace and machine. */
function parts(boot: string): readonly string[] {
  const [first = '', second = '', third = ''] = boot.split(' ')
  return [first, second, third]
}

/** Nothing stays nothing. */
async function digest(text: string): Promise<string> {
  if (text === '') return ''
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
