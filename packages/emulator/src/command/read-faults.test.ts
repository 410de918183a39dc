// Files of fault rules, and what is said of one that cannot be used.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFaults } from './read-faults.ts'

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'faults-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

async function read(content: unknown): Promise<unknown> {
  const file = join(folder, 'faults.json')
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  return readFaults(file)
}

test('yields the rules, with an expression in the place of a pattern', async () => {
  const effect = { status: 503 }
  const faults = [
    { match: { path: { pattern: '^/20160918/', flags: 'i' } }, times: 2, effect },
    { match: { method: 'GET', path: '/echo' }, effect: { delayMs: 5 } },
    { effect: { reset: true } },
  ]
  expect(await read({ $schema: 'any', faults })).toEqual([
    { match: { path: /^\/20160918\//i }, times: 2, effect },
    faults[1],
    faults[2],
  ])
})

test('begins with a byte order mark, as editors on Windows write it', async () => {
  expect(await read(`\uFEFF${JSON.stringify({ faults: [] })}`)).toEqual([])
})

test.each<[unknown, RegExp]>([
  ['{', /faults\.json: It is no JSON: /],
  [[], /faults\.json: It has no list of faults\. Write \{ "faults"/],
  [{ fault: [] }, /faults\.json: It has no list of faults/],
  [{ faults: [], version: 1 }, /faults\.json: "version" is unknown/],
  [{ faults: [{ effect: { status: 503 } }, { effect: { statuss: 1 } }] }, /faults\.json, rule 2: .*"status"/],
  [{ faults: [{ effekt: {} }] }, /faults\.json, rule 1: .*Did you mean "effect"/],
  [{ faults: ['down'] }, /faults\.json, rule 1: A fault rule is not an object/],
  [{ faults: [{ match: { path: { patern: 'a' } }, effect: {} }] }, /rule 1: .*Did you mean "pattern"/],
  [
    { faults: [{ match: { path: { pattern: '(' } }, effect: { status: 500 } }] },
    /rule 1: "path" .* Invalid regular expression/,
  ],
  [
    { faults: [{ match: { path: { pattern: 7 } }, effect: { status: 500 } }] },
    /rule 1: "path" of a fault rule is neither \{ "startsWith"/,
  ],
  [{ faults: [{ times: 0, effect: { status: 500 } }] }, /rule 1: "times"/],
])('refuses %j', async (content, message) => {
  await expect(read(content)).rejects.toThrow(message)
})

test('names a file that is not there', async () => {
  await expect(readFaults(join(folder, 'none.json'))).rejects.toThrow(/none\.json: It cannot be read: ENOENT/)
})

test('gives up on a file that is too large', async () => {
  await expect(read(' '.repeat(1024 * 1024 + 1))).rejects.toThrow(
    /faults\.json: It cannot be read: it is larger than 1 MiB\. Name a file that can be\./,
  )
})

test.skipIf(process.platform === 'win32')('gives up on a device that never ends', async () => {
  await expect(readFaults('/dev/zero')).rejects.toThrow(/\/dev\/zero: It cannot be read: it is larger than 1 MiB/)
})
