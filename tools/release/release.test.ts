// What the release workflow decides, and what its files promise.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
// @ts-expect-error plain JavaScript, since it runs before anything is installed
import { isOnRegistry, plan, readState } from './plan.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const ONE = { name: '@test/one', version: '1.0.0' }
const TWO = { name: '@test/two', version: '2.0.0' }
const published =
  (...names: readonly string[]) =>
  (name: string): Promise<boolean> =>
    Promise.resolve(names.includes(name))

describe('the next step of a release', () => {
  test.each([
    ['makes versions while changesets wait', ['a.md'], [ONE], [], 'version'],
    ['publishes when npm lacks a package', [], [ONE, TWO], ['@test/one'], 'publish'],
    ['is nothing when npm has them all', [], [ONE, TWO], ['@test/one', '@test/two'], 'nothing'],
    ['is nothing under the placeholder scope', ['a.md'], [{ ...ONE, name: ['@x', 'one'].join('/') }], [], 'nothing'],
  ] as const)('%s', async (_, changesets, packages, there, next) => {
    expect(await plan({ changesets, packages }, published(...there))).toBe(next)
  })

  test('stops when the registry says neither yes nor no', async () => {
    const answer = (status: number) => () => Promise.resolve({ status })
    expect(await isOnRegistry('@test/one', '1.0.0', answer(200))).toBe(true)
    expect(await isOnRegistry('@test/one', '1.0.0', answer(404))).toBe(false)
    await expect(isOnRegistry('@test/one', '1.0.0', answer(503))).rejects.toThrow('answered 503 for @test/one 1.0.0')
  })

  test('knows all packages of this repository but the private one', () => {
    const names = (readState(root) as { packages: { name: string }[] }).packages.map(({ name }) => name)
    expect(names).toHaveLength(readdirSync(`${root}/packages`).length - 1)
    expect(names).not.toContain('@x/kernel')
  })

  test('is one version for all packages, and none for the tools', () => {
    const { fixed, privatePackages } = JSON.parse(readFileSync(`${root}/.changeset/config.json`, 'utf8')) as {
      fixed: string[][]
      privatePackages: object
    }
    const names = (readState(root) as { packages: { name: string }[] }).packages.map(({ name }) => name)
    expect(fixed).toEqual([names.sort()])
    expect(privatePackages).toEqual({ version: false, tag: false })
  })
})

describe.each(['ci.yml', 'release.yml'])('%s', (file) => {
  const text = readFileSync(`${root}/.github/workflows/${file}`, 'utf8')

  test('pins every action by commit and names its release', () => {
    const uses = [...text.matchAll(/uses: (.*)/g)].map((match) => match[1])
    expect(uses.length).toBeGreaterThan(2)
    for (const one of uses) expect(one).toMatch(/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  test('grants nothing at the top, and each job what it needs', () => {
    expect(text).toMatch(/^permissions: \{\}$/m)
    const jobs =
      text
        .split(/^jobs:$/m)[1]
        ?.split(/^ {2}(?=\w+:$)/m)
        .slice(1) ?? []
    for (const job of jobs) expect(job, job.split(':')[0]).toMatch(/^ {4}permissions:$/m)
  })

  test('has no stored secret', () => expect(text).not.toContain('secrets.'))
})

test('OIDC and the environment are for publishing alone, which runs no code of the repository', () => {
  const jobs = readFileSync(`${root}/.github/workflows/release.yml`, 'utf8').split(/^ {2}(?=\w+:$)/m)
  const withOidc = jobs.filter((job) => job.includes('id-token: write'))
  expect(withOidc).toHaveLength(1)
  expect(withOidc[0]).toMatch(/^publish:[^]*environment: npm/)
  expect(withOidc[0]).not.toMatch(/checkout|npm run|npx|npm install|npm ci/)
})
