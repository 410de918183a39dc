// Real files, real processes: modes, atomic replacement, links, locks of the living and of the dead.
import { once } from 'node:events'
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig, parseConfig, updateConfigFile } from '@x/config'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { describeSelf } from '../src/files/lock-owner.ts'
import { killed, useProcesses } from './processes/run.ts'

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'config-'))
  file = join(folder, 'config')
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const mode = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8)
const text = (path = file): Promise<string> => readFile(path, 'utf8')

const run = useProcesses()

describe('the file', () => {
  test('is made with mode 0600, in a folder of mode 0700', async () => {
    const path = join(folder, 'new', '.oci', 'config')
    const done = await updateConfigFile({ file: path, profile: 'A', set: { region: 'phx' } })
    expect(done).toEqual({ file: path, changed: true, backup: undefined })
    expect(await text(path)).toBe('[A]\nregion=phx\n')
    expect([await mode(path), await mode(join(folder, 'new', '.oci'))]).toEqual(['600', '700'])
  })

  test('gets mode 0600 when it was open to others', async () => {
    await writeFile(file, '[A]\n', { mode: 0o644 })
    await updateConfigFile({ file, profile: 'A', set: { region: 'phx' } })
    expect(await mode(file)).toBe('600')
  })

  test('defaults to ~/.oci/config', async () => {
    await updateConfigFile({ homeDirectory: folder, profile: 'A', set: { region: 'phx' } })
    expect(await text(join(folder, '.oci', 'config'))).toContain('region=phx')
    const loaded = await loadConfig({ homeDirectory: folder, env: {}, profile: 'A' })
    expect([loaded.region, loaded.warnings]).toEqual(['phx', []])
  })

  test('is replaced, not written over, and nothing else is left in its folder', async () => {
    await writeFile(file, '[A]\n')
    const before = await stat(file)
    await updateConfigFile({ file, profile: 'A', set: { region: 'phx' } })
    expect((await stat(file)).ino).not.toBe(before.ino)
    expect((await readdir(folder)).toSorted()).toEqual(['config', 'config.bak'])
  })

  test('changes together with the files that it names, which have mode 0600 in a folder of mode 0700', async () => {
    const [key, token] = [join(folder, 'session', 'key.pem'), join(folder, 'session', 'token')]
    const files = [
      { path: key, content: 'key' },
      { path: token, content: 'token' },
    ]
    await updateConfigFile({ file, profile: 'A', set: { key_file: key }, files })
    expect(await Promise.all([key, token].map((path) => text(path)))).toEqual(['key', 'token'])
    expect(await Promise.all([join(folder, 'session'), key, token].map(mode))).toEqual(['700', '600', '600'])
    const again = await updateConfigFile({ file, profile: 'A', files: [{ path: token, content: 'next' }] })
    expect([again.changed, await text(token)]).toEqual([false, 'next'])
  })

  test('stays as it is, and the files that it names as well, where one of them cannot change', async () => {
    const [key, token] = [join(folder, 'key.pem'), join(folder, 'token')]
    await writeFile(key, 'old')
    await mkdir(token)
    const files = [
      { path: key, content: 'new' },
      { path: token, content: 'new' },
    ]
    await expect(updateConfigFile({ file, profile: 'A', set: { key_file: key }, files })).rejects.toMatchObject({
      code: 'ERR_CONFIG_WRITE',
    })
    expect([await text(key), (await readdir(folder)).toSorted()]).toEqual(['old', ['key.pem', 'token']])
  })

  test('is left alone when it is as wanted', async () => {
    await writeFile(file, '[A]\nregion=phx\n')
    const before = await stat(file)
    const done = await updateConfigFile({ file, profile: 'A', set: { region: 'phx' } })
    expect(done).toEqual({ file, changed: false, backup: undefined })
    const after = await stat(file)
    // Some versions of Node compute the dates of a Stats when they are read, so that two of them are never equal as a whole.
    const written = (of: typeof after): object => [of.ino, of.mode, of.size, of.mtimeMs, of.ctimeMs]
    expect(written(after)).toEqual(written(before))
    expect(await readdir(folder)).toEqual(['config'])
  })

  test('that is faulty is not touched, and the error names it', async () => {
    await writeFile(file, '[A]\nhunter2\n')
    const updating = updateConfigFile({ file, profile: 'A', set: { region: 'phx' } })
    await expect(updating).rejects.toMatchObject({ code: 'ERR_CONFIG_PARSE', source: file, line: 2 })
    expect([await text(), await readdir(folder)]).toEqual(['[A]\nhunter2\n', ['config']])
  })

  test('that is not UTF-8 is not touched', async () => {
    const bytes = Buffer.from([0x5b, 0x41, 0x5d, 0x0a, 0x78, 0x3d, 0xff, 0x0a])
    await writeFile(file, bytes)
    await expect(updateConfigFile({ file, profile: 'A', set: { region: 'phx' } })).rejects.toMatchObject({
      code: 'ERR_CONFIG_PARSE',
      problems: [{ line: 1, reason: 'not-text' }],
    })
    expect(await readFile(file)).toEqual(bytes)
  })

  test('keeps its BOM', async () => {
    await writeFile(file, '\uFEFF[A]\r\nregion=phx\r\n')
    await updateConfigFile({ file, profile: 'A', set: { region: 'fra' } })
    expect(await text()).toBe('\uFEFF[A]\r\nregion=fra\r\n')
  })

  test('behind a link is changed, and the link stays', async () => {
    const target = join(folder, 'real')
    await writeFile(target, '[A]\n')
    await symlink('real', file)
    expect((await updateConfigFile({ file, profile: 'A', set: { region: 'phx' } })).file).toBe(target)
    expect((await lstat(file)).isSymbolicLink()).toBe(true)
    expect(await text(target)).toContain('region=phx')
  })

  test('behind a link to nowhere is made there', async () => {
    await symlink('elsewhere/real', file)
    await updateConfigFile({ file, profile: 'A', set: { region: 'phx' } })
    expect(await text(join(folder, 'elsewhere', 'real'))).toContain('region=phx')
  })

  test('behind a link to itself is an error', async () => {
    await symlink('config', file)
    await expect(updateConfigFile({ file, profile: 'A', set: {} })).rejects.toMatchObject({ code: 'ERR_CONFIG_WRITE' })
  })

  test('that cannot be written is an error, and stays as it was', async () => {
    await writeFile(file, '[A]\n')
    // A folder in the place of the temporary file stops every user, root too.
    await mkdir(`${file}.new/x`, { recursive: true })
    await writeFile(`${file}.bak`, '')
    const updating = updateConfigFile({ file, profile: 'A', set: { region: 'phx' } })
    await expect(updating).rejects.toMatchObject({ code: 'ERR_CONFIG_WRITE', path: file })
    expect(await text()).toBe('[A]\n')
    expect(await readdir(folder)).not.toContain('config.lock')
  })

  test.each([[''], ['-----BEGIN PRIVATE KEY-----']])('must be a path: %j', async (path) => {
    await expect(updateConfigFile({ file: path, profile: 'A' })).rejects.toMatchObject({ code: 'ERR_INVALID_ARGUMENT' })
  })

  test('is not even locked for a change that cannot be', async () => {
    const path = join(folder, 'none', 'config')
    const updating = updateConfigFile({ file: path, profile: ' A' })
    await expect(updating).rejects.toMatchObject({ code: 'ERR_INVALID_PROFILE_EDIT' })
    expect(await readdir(folder)).toEqual([])
  })
})

describe('the backup', () => {
  test('is the file as it was before the first change, for its owner only', async () => {
    await writeFile(file, '# mine\n[A]\n', { mode: 0o644 })
    const first = await updateConfigFile({ file, profile: 'A', set: { region: 'phx' } })
    const second = await updateConfigFile({ file, profile: 'A', set: { region: 'fra' } })
    expect([first.backup, second.backup]).toEqual([`${file}.bak`, undefined])
    expect(await text(`${file}.bak`)).toBe('# mine\n[A]\n')
    expect(await mode(`${file}.bak`)).toBe('600')
  })

  test('that is there already is never overwritten', async () => {
    await writeFile(file, '[A]\n')
    await writeFile(`${file}.bak`, 'precious')
    await updateConfigFile({ file, profile: 'A', set: { region: 'phx' } })
    expect(await text(`${file}.bak`)).toBe('precious')
  })
})

describe('a writer that died', () => {
  test('half way leaves a temporary file that the next one clears away', async () => {
    await writeFile(file, '[A]\n')
    await writeFile(`${file}.new`, '[A]\nhal')
    await chmod(`${file}.new`, 0o644)
    await updateConfigFile({ file, profile: 'A', set: { region: 'phx' } })
    expect([await text(), await mode(file)]).toEqual(['[A]\nregion=phx\n', '600'])
    expect((await readdir(folder)).toSorted()).toEqual(['config', 'config.bak'])
  })

  test('with kill -9 while it held the lock does not stop the others', async () => {
    const holder = run('hold-lock.ts', `${file}.lock`)
    await once(holder.stdout!, 'data')
    expect(await readdir(folder)).toEqual(['config.lock'])
    await killed(holder)
    const writers = ['a', 'b', 'c', 'd'].map((name) =>
      updateConfigFile({ file, profile: name, set: { region: 'phx' } }),
    )
    await Promise.all(writers)
    expect([...parseConfig(await text()).profiles.keys()].toSorted()).toEqual(['a', 'b', 'c', 'd'])
    expect((await readdir(folder)).toSorted()).toEqual(['config', 'config.bak'])
  })

  test('and whose process id is used again is recognised', async () => {
    const self = await describeSelf()
    await writeFile(`${file}.lock`, JSON.stringify({ ...self, start: '1' }))
    await updateConfigFile({ file, profile: 'A', set: { region: 'phx' } })
    expect(await readdir(folder)).toEqual(['config'])
  })

  test('while it took over from another that died is followed, too', async () => {
    const self = await describeSelf()
    const dead = { ...self, nonce: '0'.repeat(32), start: '1' }
    await writeFile(`${file}.lock`, JSON.stringify(dead))
    await writeFile(`${file}.lock.${dead.nonce}`, JSON.stringify({ ...dead, nonce: '1'.repeat(32) }))
    await updateConfigFile({ file, profile: 'A', set: { region: 'phx' } })
    expect(await readdir(folder)).toEqual(['config'])
  })
})

describe('a writer that lives', () => {
  test('is waited for until the deadline, and named then', async () => {
    const self = await describeSelf()
    await writeFile(`${file}.lock`, JSON.stringify(self))
    const clock = { ms: 0 }
    const updating = updateConfigFile({
      file,
      profile: 'A',
      now: () => clock.ms,
      random: () => 0.5,
      sleep: async (ms) => void (clock.ms += ms),
      lockTimeoutMs: 1_000,
    })
    await expect(updating).rejects.toMatchObject({
      code: 'ERR_CONFIG_LOCKED',
      path: `${file}.lock`,
      holder: { pid: process.pid },
    })
    expect(clock.ms).toBeGreaterThanOrEqual(1_000)
    expect(JSON.parse(await text(`${file}.lock`))).toEqual(self)
  })

  test('is waited for no longer than the caller likes', async () => {
    await writeFile(`${file}.lock`, JSON.stringify(await describeSelf()))
    const abort = new AbortController()
    const updating = updateConfigFile({
      file,
      profile: 'A',
      signal: abort.signal,
      sleep: async (_, signal) => {
        abort.abort(new Error('enough'))
        signal?.throwIfAborted()
      },
    })
    await expect(updating).rejects.toThrow('enough')
    expect(await readdir(folder)).toEqual(['config.lock'])
  })

  test('hands the lock over when it is done', async () => {
    await writeFile(`${file}.lock`, JSON.stringify(await describeSelf()))
    await updateConfigFile({ file, profile: 'A', set: { region: 'phx' }, sleep: () => rm(`${file}.lock`) })
    expect(await text()).toBe('[A]\nregion=phx\n')
  })

  test.each([
    ['on another host', { host: 'elsewhere', start: '1' }],
    ['in another container', { boot: 'unchanged pid:[1]', start: '1' }],
  ])('%s cannot be judged, and is respected', async (_, change) => {
    const self = await describeSelf()
    const boot = 'boot' in change ? `${self.boot.split(' ')[0]} pid:[1]` : self.boot
    await writeFile(`${file}.lock`, JSON.stringify({ ...self, ...change, boot }))
    const updating = updateConfigFile({ file, profile: 'A', set: { region: 'phx' }, lockTimeoutMs: 0 })
    await expect(updating).rejects.toMatchObject({ code: 'ERR_CONFIG_LOCKED' })
  })

  test.each([['half a li'], ['{}'], ['{"nonce":"../../x","pid":1,"host":"h","boot":"","start":""}']])(
    'and whose lock is not ours is respected: %s',
    async (content) => {
      await writeFile(`${file}.lock`, content)
      const updating = updateConfigFile({ file, profile: 'A', lockTimeoutMs: 0 })
      await expect(updating).rejects.toMatchObject({ code: 'ERR_CONFIG_LOCKED', holder: undefined })
      expect(await text(`${file}.lock`)).toBe(content)
    },
  )
})

test('two processes and this one write at once, and every write is there', async () => {
  const others = ['b', 'c'].map((prefix) => run('write-many.ts', file, prefix, '15'))
  const exits = others.map((child) => once(child, 'exit'))
  for (let index = 0; index < 15; index++) {
    await updateConfigFile({ file, profile: 'SHARED', set: { [`a-${index}`]: 'x' }, lockTimeoutMs: 60_000 })
  }
  expect((await Promise.all(exits)).map(([code]) => code)).toEqual([0, 0])
  const keys = [
    ...(parseConfig(await text())
      .profiles.get('SHARED')
      ?.entries.keys() ?? []),
  ]
  expect(keys).toHaveLength(45)
  expect((await readdir(folder)).toSorted()).toEqual(['config', 'config.bak'])
})

test('readers see whole files only, while writers are at work', async () => {
  await updateConfigFile({ file, profile: 'A', set: { region: 'x'.repeat(50_000), user: 'u' } })
  const writer = run('write-many.ts', file, 'k', '20')
  const state = { running: true, reads: 0 }
  writer.once('exit', () => void (state.running = false))
  while (state.running) {
    const entries = parseConfig(await text()).entriesOf('A')
    expect(entries?.get('user')?.value).toBe('u')
    expect(await mode(file)).toBe('600')
    state.reads++
  }
  expect(state.reads).toBeGreaterThan(0)
})
