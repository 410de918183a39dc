// What the root commands understand, how they show progress, and how they end what they started.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
// @ts-expect-error plain JavaScript, since it runs before anything is installed
import { readArguments } from './arguments.mjs'
// @ts-expect-error plain JavaScript
import { COMMANDS } from './commands.mjs'
// @ts-expect-error plain JavaScript
import { packagesNeededBy } from './needed-packages.mjs'
// @ts-expect-error plain JavaScript
import { startProgress } from './progress.mjs'
// @ts-expect-error plain JavaScript
import { readPnpm, readTurbo } from './steps.mjs'

type Asked = { name: string; rest: string[] } | { says: string; exitCode: number }
const asked = (...args: string[]): Asked => readArguments(args, COMMANDS)

describe('the arguments of a root command', () => {
  it('name a command and what its last step gets', () => {
    expect(asked('quickstart', '--keep')).toEqual({ name: 'quickstart', rest: ['--keep'] })
    expect(asked('interop', '--only=python')).toEqual({ name: 'interop', rest: ['--only=python'] })
  })

  it.each([
    [['quickstrat'], 'There is no command "quickstrat". Did you mean quickstart?'],
    [['quickstart', '--kep'], 'npm run quickstart has no option --kep. Did you mean --keep?'],
    [['matrix', '--chek=1'], 'npm run matrix has no option --chek. Did you mean --check?'],
    [['check', 'everything'], 'npm run check takes no arguments.'],
    [['constructor'], 'There is no command "constructor".'],
  ])('%j are refused', (args, fault) => {
    const answer = asked(...args) as { says: string; exitCode: number }
    expect(answer.exitCode).toBe(2)
    expect(answer.says.split('\n')[0]).toBe(fault)
  })

  it('pass on to vitest what only vitest knows', () => {
    expect(asked('test', '--reporter=json', 'packages/signer')).toMatchObject({
      rest: ['--reporter=json', 'packages/signer'],
    })
  })

  it('leave to a driver what stands behind two dashes', () => {
    const args = ['conformance', '--port', '0', '--', 'driver', '--help', '--strange']
    expect(asked('emulator', ...args)).toEqual({ name: 'emulator', rest: args })
  })

  it.each(Object.keys(COMMANDS as object))('of %s include --help, which tells each option', (name) => {
    const { options = {} } = (COMMANDS as Record<string, { options?: object }>)[name] ?? {}
    const { says, exitCode } = asked(name, '--help') as { says: string; exitCode: number }
    expect(exitCode).toBe(0)
    for (const option of Object.keys(options)) expect(says).toContain(`  ${option} `)
  })

  it('are those of the emulator’s own command', async () => {
    const { USAGE } = await import('../../packages/emulator/src/command/arguments.ts')
    const ofEmulator = [...USAGE.matchAll(/^ {2}(--[\w-]+)/gm)].map((match) => match[1])
    const { options } = (COMMANDS as Record<string, { options: object }>)['emulator'] ?? { options: {} }
    const ours = Object.keys(options).map((option) => option.split(' ')[0])
    expect([...ours, '--help'].sort()).toEqual(ofEmulator.sort())
  })
})

describe('the packages that a command builds', () => {
  it('are those that run, without what only tests need', () => {
    const root = mkdtempSync(join(tmpdir(), 'needed-packages-'))
    const scripts = { 'build:js': 'tsup' }
    const write = (folder: string, manifest: object): void => {
      mkdirSync(join(root, folder), { recursive: true })
      writeFileSync(join(root, folder, 'package.json'), JSON.stringify(manifest))
    }
    write('tools/walk', { name: 'walk', dependencies: { upper: '1', elsewhere: '1' } })
    write('packages/upper', {
      name: 'upper',
      scripts,
      peerDependencies: { lower: '1' },
      devDependencies: { tests: '1' },
    })
    write('packages/lower', { name: 'lower', scripts, dependencies: { upper: '1' } })
    write('packages/tests', { name: 'tests', scripts })
    expect(packagesNeededBy(['tools/walk'], root)).toEqual(['lower', 'upper'])
    rmSync(root, { recursive: true })
  })
})

describe('progress', () => {
  function screen(isTerminal: boolean) {
    const state = { written: '', now: 0, tick: () => {} }
    const port = {
      write: (text: string) => (state.written += text),
      isTerminal,
      columns: () => 30,
      now: () => state.now,
      every(tick: () => void) {
        state.tick = tick
        return () => (state.tick = () => {})
      },
    }
    const pass = (seconds: number): void => {
      state.now += seconds * 1000
      state.tick()
    }
    return { state, pass, progress: startProgress('[1/3] install', port) }
  }

  it('is a line now and then where nobody watches', () => {
    const { state, pass, progress } = screen(false)
    progress.tell('added 3')
    pass(15)
    progress.end('done')
    pass(15)
    expect(state.written).toBe('[1/3] install …\n[1/3] install: 15 s, added 3\n[1/3] install: done in 15 s, added 3\n')
  })

  it('is one line on a terminal, never wider than it', () => {
    const { state, pass, progress } = screen(true)
    pass(1)
    progress.tell('added a great many of them')
    progress.end('done')
    expect(state.written.match(/\n/g)).toHaveLength(1)
    for (const line of state.written.split('\n').flatMap((part) => part.split('\r\u001B[2K')))
      expect(line.length).toBeLessThan(30)
  })

  it('reads how far pnpm and turbo are', () => {
    expect(readPnpm()('Progress: resolved 3, reused 1, downloaded 2, added 3, done')).toBe(
      'resolved 3, reused 1, downloaded 2, added 3',
    )
    const read = readTurbo(2, 'packages')()
    expect(read('@acme/one:build:js: ESM Build start')).toBe('1 of 2 packages')
    expect(read('@acme/one:build:js: ESM Build success')).toBeUndefined()
    expect(read('@acme/two:build:js: cache hit, replaying logs')).toBe('2 of 2 packages')
  })
})

describe.skipIf(process.platform === 'win32')('a step that is stopped', () => {
  const perform = fileURLToPath(new URL('perform.mjs', import.meta.url))
  const CHILD = `console.log('started'); setInterval(() => {}, 1000)`
  const PARENT = `
    import { perform } from ${JSON.stringify(perform)}
    const { code, wasStopped } = await perform(
      ['sh', ['-c', 'node -e "$0"; true', ${JSON.stringify(CHILD)}]],
      (line) => console.log(line),
    )
    process.exitCode = wasStopped ? code : 1`

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s ends what it started, with code %d', async (signal, code) => {
    const parent = spawn(process.execPath, ['--input-type=module', '-e', PARENT])
    await new Promise((resolve) => parent.stdout.once('data', resolve))
    parent.kill(signal)
    // It ends when the output is closed, which the innermost program holds open while it lives.
    expect(await new Promise((resolve) => parent.once('close', resolve))).toBe(code)
  })
})
