// What killed processes leave beside a lock is cleared away, and never what a living one has made.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseConfig, updateConfigFile } from '@x/config'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { temporaryPath } from '../src/files/lock-litter.ts'
import { describeSelf, type LockOwner } from '../src/files/lock-owner.ts'
import { killed, useProcesses } from './processes/run.ts'

const run = useProcesses()
let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'litter-'))
  file = join(folder, 'config')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const edit = (region = 'phx'): Promise<unknown> => updateConfigFile({ file, profile: 'A', set: { region } })
const left = async (): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name !== 'config' && name !== 'config.bak').toSorted()

/** This process, with another nonce each time, and changed as told. */
async function owner(change: Partial<LockOwner> = {}): Promise<LockOwner> {
  return { ...(await describeSelf()), ...change }
}
/** Another boot, namespace or machine than this process's. */
async function place(change: { boot?: string; space?: string; machine?: string }): Promise<Partial<LockOwner>> {
  const [boot = '', space = '', machine = ''] = (await describeSelf()).boot.split(' ')
  const parts = { boot: boot || 'b1', space: space || 'pid:[1]', machine: machine || 'm1', ...change }
  return { boot: `${parts.boot} ${parts.space} ${parts.machine}` }
}
const DEAD = { start: '1' }
const HALF = '{"nonce":"'

/** Writes a file as that owner leaves it when it is killed half way, or just before the file becomes the lock. */
async function leave(change: Partial<LockOwner>, content: 'half' | 'whole', path = `${file}.lock`): Promise<string> {
  const who = await owner(change)
  const temporary = await temporaryPath(path, who)
  await writeFile(temporary, content === 'half' ? HALF : JSON.stringify(who))
  return temporary
}

describe.each(['whole', 'half'] as const)('a file that was to become a lock, written %s', (content) => {
  test('by a process that is gone is cleared away, whatever its time says', async () => {
    await leave(DEAD, content)
    const young = await leave({ pid: 2 ** 22 + 1 }, content)
    await utimes(young, new Date('2100-01-01'), new Date('2100-01-01'))
    await edit()
    expect(await left()).toEqual([])
  })

  test('in taking over from one that is gone, too', async () => {
    await leave(DEAD, content, `${file}.lock.${'a'.repeat(32)}`)
    await leave(DEAD, content, `${file}.lock.${'a'.repeat(32)}.${'b'.repeat(32)}`)
    await edit()
    expect(await left()).toEqual([])
  })

  test('before the machine was started anew is cleared away', async () => {
    await leave(await place({ boot: 'b0' }), content)
    await edit()
    expect(await left()).toEqual([])
  })

  test.each([
    ['by a living process', {}, {}],
    ['on another host', { host: 'elsewhere', ...DEAD }, {}],
    ['in another container', DEAD, { space: 'pid:[0]' }],
    ['on another host of the same name', DEAD, { boot: 'b0', machine: 'm0' }],
  ])('%s stays, whatever its time says', async (_, change, where) => {
    const at = Object.keys(where).length === 0 ? {} : await place(where)
    const temporary = await leave({ ...change, ...at }, content)
    await utimes(temporary, new Date(0), new Date(0))
    await edit()
    await edit('fra')
    expect(await left()).toEqual([temporary.slice(folder.length + 1)])
  })
})

test('a file whose name says nothing of its owner is judged by its content, and stays without', async () => {
  const name = (digit: string): string => `config.lock.${digit.repeat(32)}.tmp`
  await writeFile(join(folder, name('1')), JSON.stringify(await owner(DEAD)))
  await writeFile(join(folder, name('2')), JSON.stringify(await owner()))
  await writeFile(join(folder, name('3')), '')
  await edit()
  expect(await left()).toEqual([name('2'), name('3')])
})

test('a name says who the owner is in digests of four bytes, and nothing of what the system does not tell', async () => {
  const nonce = 'a'.repeat(32)
  const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8)
  const who = { nonce, pid: 7, host: 'here', boot: 'b1 pid:[1] m1', start: '500' }
  const name = (of: LockOwner): Promise<string> => temporaryPath('/x.lock', of)
  expect(await name(who)).toBe(`/x.lock.${nonce}.7-500-${['here', 'b1', 'pid:[1]', 'm1'].map(digest).join('-')}.tmp`)
  expect(await name({ ...who, boot: '', start: '' })).toBe(`/x.lock.${nonce}.7--${digest('here')}---.tmp`)
})

test('its content counts more than its name', async () => {
  const temporary = await leave(DEAD, 'half')
  await writeFile(temporary, JSON.stringify(await owner()))
  await edit()
  expect(await left()).toHaveLength(1)
})

describe('a lock for taking over', () => {
  const claim = `config.lock.${'a'.repeat(32)}`
  test.each([
    ['of a process that is gone is cleared away', claim, DEAD, []],
    ['of a process that is gone, in its turn taken over, too', `${claim}.${'b'.repeat(32)}`, DEAD, []],
    ['of a living process stays', claim, {}, [claim]],
    ['of another host stays', claim, { ...DEAD, host: 'elsewhere' }, [claim]],
  ])('%s', async (_, name, change, expected) => {
    await writeFile(join(folder, name), JSON.stringify(await owner(change)))
    await edit()
    expect(await left()).toEqual(expected)
  })

  test('that is not whole stays', async () => {
    await writeFile(join(folder, claim), HALF)
    await edit()
    expect(await left()).toEqual([claim])
  })

  test('that is taken over by somebody who lives is not waited for', async () => {
    const dead = await owner(DEAD)
    await writeFile(join(folder, claim), JSON.stringify(dead))
    await writeFile(join(folder, `${claim}.${dead.nonce}`), JSON.stringify(await owner()))
    await edit()
    expect(await left()).toEqual([claim, `${claim}.${dead.nonce}`])
  })
})

test('other files beside a lock stay', async () => {
  const names = [
    'config.lock.bak',
    'config.lock.tmp',
    `config.lock.${'A'.repeat(32)}`,
    `config.lock.${'a'.repeat(31)}`,
    `config.lock.${'a'.repeat(32)}.tmp.bak`,
    `config.lock2.${'a'.repeat(32)}.tmp`,
    `my.config.lock.${'a'.repeat(32)}.tmp`,
  ]
  for (const name of names) await writeFile(join(folder, name), JSON.stringify(await owner(DEAD)))
  await edit()
  expect(await left()).toEqual(names.toSorted())
})

test('what cannot be cleared away stops nobody', async () => {
  const temporary = await temporaryPath(`${file}.lock`, await owner(DEAD))
  await mkdir(join(temporary, 'x'), { recursive: true })
  await edit()
  expect(await readFile(file, 'utf8')).toBe('[A]\nregion=phx\n')
  expect(await left()).toEqual([temporary.slice(folder.length + 1)])
})

test('an edit that changes nothing clears away, too, with the copies of a writer that died', async () => {
  await edit()
  await leave(DEAD, 'half')
  await writeFile(`${file}.new`, '[A]\nhal')
  await writeFile(`${file}.bak.new`, '[A]\nhal')
  await edit()
  expect(await left()).toEqual([])
})

test('a process that has just written its file is not disturbed while it lives', async () => {
  const other = run('prepare-lock.ts', `${file}.lock`)
  await once(other.stdout!, 'data')
  await edit()
  expect(await left()).toHaveLength(2)
  await killed(other)
  await edit('fra')
  expect(await left()).toEqual([])
})

test('writers that are killed at any moment leave whole files, and nothing after the next edit', async () => {
  for (let round = 0; round < 4; round++) {
    const writer = run('write-many.ts', file, `k${round}`, '1000000')
    await once(writer.stdout!, 'data')
    for (let turn = 0; turn < round * 7; turn++) await new Promise((resolve) => setImmediate(resolve))
    await killed(writer)
    expect(parseConfig(await readFile(file, 'utf8'), { strict: true }).profiles.has('SHARED')).toBe(true)
  }
  await edit()
  expect(await left()).toEqual([])
}, 30_000)
