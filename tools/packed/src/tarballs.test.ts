import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { compareTarballs } from './compare-tarballs.ts'
import { reproducible } from './reproducible.ts'
import { readTarball, writeTarball, type TarFile } from './tarball.ts'

const file = (name: string, text: string, mode = 0o644): TarFile => ({
  name: `package/${name}`,
  mode,
  content: new TextEncoder().encode(text),
})
const MANIFEST = file(
  'package.json',
  JSON.stringify({ name: 'one', dependencies: { b: '1', a: '1' }, exports: { b: 1, a: 1 } }),
)
const SWAPPED = file(
  'package.json',
  JSON.stringify({ name: 'one', dependencies: { a: '1', b: '1' }, exports: { b: 1, a: 1 } }),
)
const textOf = (files: readonly TarFile[], name: string): string =>
  new TextDecoder().decode(files.find((one) => one.name === `package/${name}`)?.content)

describe('a reproducible tarball', () => {
  it('is the same bytes for another order of files and dependencies, for other modes and another compression', async () => {
    const one = await writeTarball([MANIFEST, file('dist/index.js', 'a'), file('README.md', 'read')])
    const other = await writeTarball([file('README.md', 'read', 0o600), file('dist/index.js', 'a', 0o666), SWAPPED])
    expect(await compareTarballs(one, other)).not.toBeUndefined()
    const [first, second] = [await reproducible(one), await reproducible(other)]
    expect(await compareTarballs(first, second)).toBeUndefined()
    const files = await readTarball(first)
    expect(await compareTarballs(await reproducible(gzipSync(gunzipSync(one), { level: 1 })), first)).toBeUndefined()
    expect(files.map(({ name }) => name)).toEqual([
      'package/README.md',
      'package/dist/index.js',
      'package/package.json',
    ])
  })

  it('keeps what is executable, and the order in which exports are tried', async () => {
    const files = await readTarball(
      await reproducible(await writeTarball([MANIFEST, file('dist/cli.js', '#!', 0o700)])),
    )
    expect(files.find(({ name }) => name === 'package/dist/cli.js')?.mode).toBe(0o755)
    expect(Object.keys((JSON.parse(textOf(files, 'package.json')) as { exports: object }).exports)).toEqual(['b', 'a'])
  })

  it('tells neither the time nor the system that packed it', async () => {
    const tarball = await writeTarball([MANIFEST])
    expect([...tarball.subarray(4, 8)]).toEqual([0, 0, 0, 0])
    expect(tarball[9]).toBe(3)
  })
})

describe('the difference of two tarballs', () => {
  const differences = async (one: readonly TarFile[], other: readonly TarFile[]): Promise<unknown> =>
    compareTarballs(await writeTarball(one), await writeTarball(other))

  it('is none between the same bytes', async () => {
    expect(await differences([MANIFEST], [MANIFEST])).toBeUndefined()
  })

  it('names the file and the first bytes that differ', async () => {
    expect(await differences([file('a.js', 'var a = 1')], [file('a.js', 'var a = 2')])).toEqual([
      'package/a.js differs from byte 8 on: "1" and "2".',
    ])
    expect(await differences([file('a.js', 'ab')], [file('a.js', 'abc')])).toEqual([
      'package/a.js differs from byte 2 on: "" and "c".',
    ])
  })

  it('names files that only one has, and modes', async () => {
    expect(await differences([file('a', ''), file('c', '')], [file('b', ''), file('c', '', 0o755)])).toEqual([
      'Only the first has package/a.',
      'Only the second has package/b.',
      'package/c has the mode 644 and 755.',
    ])
  })

  it('names the order, and what remains', async () => {
    const files = [file('a', ''), file('b', '')]
    expect(await differences(files, files.toReversed())).toEqual([
      'The order differs: package/a stands where the second has package/b.',
    ])
    const tarball = await writeTarball(files)
    expect(await compareTarballs(tarball, gzipSync(gunzipSync(tarball), { level: 0 }))).toEqual([
      expect.stringContaining('compressed'),
    ])
  })
})
