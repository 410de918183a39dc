// The parts of the install test that need no network, and one package really installed.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { SETTINGS, writeModules } from './compile.ts'
import { loadEntries } from './load-entries.ts'
import { countPackages, installed } from './projects.ts'
import { firstUse } from './readme.ts'
import { startRegistry } from './registry.ts'
import { perform } from './report.ts'

const root = mkdtempSync(join(tmpdir(), 'install-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('what a README says to install for its first use', () => {
  const README = [
    '```sh\nnpm i one @test/two   # for readers\n```\n',
    '```ts no-run\nskipped()\n```\n',
    'Tried here with the emulator (`npm i --save-dev @test/emulator`):\n',
    '```ts\n// npm i @test/three reads files; without it, go on\nfirst()\n```\n',
    '```sh\nnpm i later\n```\n```ts\nsecond()\n```\n',
  ].join('\n')

  test('is named in commands, in prose and in the comments of the block', () => {
    expect(firstUse(README).packages).toEqual(['@test/emulator', '@test/three', '@test/two', 'one'])
  })

  test('is for the first block that runs', () => expect(firstUse(README).code).toContain('first()'))

  test('is missed where no block runs', () => {
    expect(() => firstUse('```ts no-run\na()\n```\n')).toThrow('the README has no block to run')
  })
})

test('each way to compile has modules for its files', async () => {
  await writeModules(root, ['@test/one', '@test/one/two'])
  const files = new Set(Object.values(SETTINGS).flatMap((setting) => setting.files))
  for (const file of files) expect(readFileSync(join(root, file), 'utf8'), file).toContain("'@test/one/two'")
})

test('tasks are told in their order, with what they remark, and failures counted', async () => {
  const lines: string[] = []
  const print = (line: string): void => void lines.push(line.replace(/ \(.*? s\)/, ''))
  let finishFirst = (): void => {}
  const first = new Promise<string>((resolve) => (finishFirst = () => resolve('remark')))
  const failed = await perform(
    'Title',
    [
      { name: 'one', work: () => first },
      { name: 'two', work: async () => finishFirst() },
      { name: 'three', work: () => Promise.reject(new Error('why')) },
    ],
    print,
  )
  expect(lines).toEqual(['\nTitle', 'ok   one remark', 'ok   two', 'FAIL three \nwhy'])
  expect(failed).toBe(1)
})

describe('a package', () => {
  const manifest = { name: '@test/one', version: '1.2.3', exports: { '.': { import: './a.js', require: './a.cjs' } } }

  async function pack(
    cjs: string,
  ): Promise<{ readonly tarball: string; readonly close: () => Promise<void>; readonly url: string }> {
    const folder = mkdtempSync(join(root, 'pack-'))
    mkdirSync(join(folder, 'package'))
    writeFileSync(join(folder, 'package/package.json'), JSON.stringify(manifest))
    writeFileSync(join(folder, 'package/a.js'), 'export const a = 1')
    writeFileSync(join(folder, 'package/a.cjs'), cjs)
    const tarball = join(folder, 'one-1.2.3.tgz')
    execFileSync('tar', ['-czf', tarball, '-C', folder, 'package'])
    const registry = await startRegistry([{ name: manifest.name, folder, tarball, manifest }])
    return { tarball, ...registry }
  }

  /** Why it cannot be loaded, once it is installed by npm. */
  async function faultOf(cjs: string): Promise<string | undefined> {
    const { close, url, tarball } = await pack(cjs)
    const folder = mkdtempSync(join(root, 'project-'))
    try {
      await installed({ folder, manager: 'npm' }, [manifest.name], '@test', url)
      expect(await countPackages(folder)).toBe(1)
      return await loadEntries({ name: manifest.name, folder, tarball, manifest }, folder).then(
        () => undefined,
        (error: Error) => error.message,
      )
    } finally {
      await close()
    }
  }

  test('that is the same in both forms is installed and loaded', async () => {
    expect(await faultOf('exports.a = 1')).toBeUndefined()
  })

  test('whose CJS lacks a name is found out', async () => {
    expect(await faultOf('exports.b = 1')).toContain('ESM and CJS differ')
  })
})
