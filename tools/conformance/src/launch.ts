// Starts the suite in a runtime and hands back what it observed.
import { spawn, type ChildProcess } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Observation } from '../suite/case.ts'
import { openChromium } from '@x-tools/testkit/chromium'
import { inputFor } from './fixtures.ts'
import { bundleLauncher, LAYOUT, SCRATCH, type Bundle, type BundledLauncher } from './install/layout.ts'
import { servePage } from './page-server.ts'
import type { Runtime } from './runtimes.ts'
import { openDesk, startService, type Desk } from './service.ts'

/** A run takes seconds; this is for machines that are busy with other things. */
const RUN_TIMEOUT_MS = 180_000

/** Starts the suite; `failed` rejects when it ends before its time, and `stop` ends it. */
interface Started {
  readonly version: string
  readonly failed: Promise<never>
  stop(): Promise<void>
}

export interface Run {
  readonly version: string
  readonly observations: readonly Observation[]
}

export async function runIn(runtime: Runtime, executable: string): Promise<Run> {
  const bundle = runtime.loads === 'bundle' ? await bundleLauncher(runtime.launcher as BundledLauncher) : undefined
  const oci = await startService()
  const desk = await openDesk(await inputFor(oci, bundle ?? { bundled: [], external: [] }))
  let started: Started | undefined
  try {
    started = await start(runtime, executable, desk, bundle)
    const observations = await Promise.race([desk.observations, started.failed, tooLate()])
    return { version: started.version, observations }
  } finally {
    await started?.stop()
    await desk.close()
    await oci.close()
  }
}

function start(runtime: Runtime, executable: string, desk: Desk, bundle?: Bundle): Promise<Started> {
  if (!bundle) return startProcess(executable, argumentsFor(runtime, desk.address))
  return runtime.binary === 'workerd' ? startWorkerd(executable, desk, bundle) : startPage(executable, desk, bundle)
}

function argumentsFor({ binary, launcher }: Runtime, address: string): readonly string[] {
  if (binary === 'deno') return ['run', '--allow-all', '--no-lock', '--node-modules-dir=manual', launcher, address]
  return [launcher, address]
}

async function startProcess(executable: string, args: readonly string[]): Promise<Started> {
  const version = await versionOf(executable)
  const child = spawn(executable, args, { cwd: LAYOUT, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] })
  return { version, failed: earlyEnd(child), stop: () => ended(child) }
}

async function startWorkerd(executable: string, desk: Desk, bundle: Bundle): Promise<Started> {
  await writeFile(join(LAYOUT, 'workerd.js'), bundle.files.get('/workerd.js') ?? '')
  const version = await versionOf(executable)
  const args = ['serve', 'workerd.capnp', '--control-fd=3']
  const child = spawn(executable, args, { cwd: LAYOUT, env: environment(), stdio: ['ignore', 'pipe', 'pipe', 'pipe'] })
  const failed = earlyEnd(child)
  const port = await Promise.race([listeningPort(child.stdio[3] as Readable), failed])
  const answer = fetch(`http://127.0.0.1:${port}/?address=${desk.address}`).then(async (response) => {
    if (!response.ok) throw new Error(`workerd answered ${response.status}: ${await response.text()}`)
    return new Promise<never>(() => {})
  })
  answer.catch(() => {})
  return { version, failed: Promise.race([failed, answer]), stop: () => ended(child) }
}

/** Told on workerd's control channel, in lines of JSON. */
async function listeningPort(control: Readable): Promise<number> {
  let text = ''
  for await (const chunk of control) {
    text += String(chunk)
    const [, port] = /"port":(\d+)/.exec(text) ?? []
    if (port !== undefined) return Number(port)
  }
  throw new Error('workerd did not say where it listens')
}

async function startPage(executable: string, desk: Desk, bundle: Bundle): Promise<Started> {
  const server = await servePage(bundle.files, '/chromium.js')
  const browser = await openChromium(executable)
  const page = await browser.newPage()
  const failed = new Promise<never>((_, reject) => {
    page.on('pageerror', reject)
    // Of what libraries do that a browser advises against; a refused request is an error on the console, and no fault.
    page.on('console', (message) => message.type() === 'warning' && reject(new Error(message.text())))
    page.on('crash', () => reject(new Error('the page crashed')))
  })
  failed.catch(() => {})
  await page.goto(`${server.url}?address=${desk.address}`)
  return {
    version: browser.version(),
    failed,
    async stop() {
      await browser.close()
      await server.close()
    },
  }
}

/** Of the caller's environment only what a process needs to start: no home, no proxy, no OCI, no Node options. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, SYSTEMROOT } = process.env
  const folders = ['HOME', 'USERPROFILE', 'TMPDIR', 'TEMP', 'TMP'].map((name) => [name, SCRATCH])
  return {
    PATH,
    ...(SYSTEMROOT !== undefined && { SYSTEMROOT }),
    ...Object.fromEntries(folders),
    NO_COLOR: '1',
    DENO_NO_UPDATE_CHECK: '1',
  }
}

/** Rejects with what the process said when it ends before the observations have arrived. */
function earlyEnd(child: ChildProcess): Promise<never> {
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += String(chunk)))
  const failed = new Promise<never>((_, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) =>
      reject(new Error(`it ended with ${signal ?? `exit code ${code}`}\n${said.slice(-4000)}`)),
    )
  })
  failed.catch(() => {})
  return failed
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGKILL')
  await exit
}

/** The first version number that the binary says of itself; `unknown` where it does not start, and the run says why. */
async function versionOf(executable: string): Promise<string> {
  const child = spawn(executable, ['--version'], { env: environment(), stdio: ['ignore', 'pipe', 'ignore'] })
  let said = ''
  child.on('error', () => {})
  for await (const chunk of child.stdout) said += String(chunk)
  return /\d+(?:[.-]\d+)+/.exec(said)?.[0] ?? 'unknown'
}

async function tooLate(): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, RUN_TIMEOUT_MS).unref())
  throw new Error(`the suite did not end within ${RUN_TIMEOUT_MS / 1000} seconds`)
}
