// `ocix emulator`: the emulator's own command, wherever it is installed.
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { emulated } from '@x-tools/emulated'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emulatorCommand } from '../src/commands/emulator/find-emulator.ts'
import { emulator } from '../src/commands/emulator/command.ts'
import { flagOf } from '../src/program/options.ts'
import { homes } from './kit/home.ts'
import { builtProgram } from './kit/program.ts'

const oci = emulated()
const home = homes(oci)
const program = builtProgram()

let project = ''
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'ocix-project-'))
  const folder = join(project, 'node_modules/@x/emulator')
  await mkdir(join(folder, 'dist'), { recursive: true })
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: '@x/emulator', main: './dist/index.cjs' }))
  await writeFile(join(folder, 'dist/index.cjs'), '')
  await build({
    entryPoints: [fileURLToPath(new URL('../../emulator/src/cli.ts', import.meta.url))],
    outfile: join(folder, 'dist/cli.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
  })
})
afterAll(() => rm(project, { recursive: true, force: true }))

test('it starts the emulator of the project, with all that is said of it, and ends it', async () => {
  const child = program().start('emulator --config-dir oci --clock-offset=-60', { ...home().env }, project)
  const [said] = (await once(child.stdout!, 'data')) as [Buffer]
  const url = /OCI emulator at (\S+)/.exec(said.toString())?.[1] ?? ''
  expect((await fetch(`${url}/20160918/regions`)).status).toBe(401)
  const line = `iam region list --endpoint ${url} --config-file ${join(project, 'oci/config')} --query data[0].key`
  expect((await home().run(line, { now: () => Date.now() - 60_000 })).code).toBe(0)
  child.kill('SIGTERM')
  expect(await once(child, 'close')).toEqual([0, null])
})

test('words behind conformance and -- reach its command', async () => {
  const { code, stderr } = await home().run(
    ['emulator', 'conformance', '--', process.execPath, '-e', 'process.exit(3)'],
    { cwd: project },
  )
  expect([code, stderr]).toEqual([1, 'The command ended with 3.\n'])
})

test('its own slips are told by the emulator, and ours by us', async () => {
  const slip = await home().run('emulator --port many', { cwd: project })
  expect([slip.code, slip.stderr]).toEqual([1, expect.stringContaining('--port is not a whole number.')])
  expect((await home().run('emulator --prot 1', { cwd: project })).stderr).toContain('Did you mean --port?')
})

test('every option of it can be said', async () => {
  const { stdout } = await home().run(['exec', '--', process.execPath, emulatorCommand(project), '--help'])
  const flags = [...stdout.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, flag]) => flag).filter((flag) => flag !== '--help')
  expect(Object.keys(emulator.options).map(flagOf).sort()).toEqual(flags.sort())
})

test('where it is not installed, the error says how', async () => {
  const child = program().start('emulator', home().env, home().path)
  const [said, [code]] = await Promise.all([text(child.stderr!), once(child, 'close')])
  expect([code, said]).toEqual([
    1,
    'Error: @x/emulator is installed neither here nor beside ocix. Run npm i -D @x/emulator.\n',
  ])
})
