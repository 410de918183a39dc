// npm run quickstart: real requests, signed by the built packages, judged by an emulator on this machine.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator } from '@x/emulator'
import { commandsToTry } from './commands-to-try.ts'
import { runSteps } from './report.ts'
import { stepsAgainst } from './steps.ts'

const home = await mkdtemp(join(tmpdir(), 'oci-quickstart-'))
const oci = await startEmulator()
try {
  const configFile = await oci.configFile(join(home, '.oci'))
  console.log(`An emulator of OCI's identity plane listens on ${oci.url}; it verifies every signature.\n`)
  const allWell = await runSteps(stepsAgainst(oci, configFile))
  process.exitCode = allWell ? 0 : 1
  if (process.argv.includes('--keep')) {
    console.log(`\nWhat the emulator saw: ${oci.url}/ (Ctrl-C ends it)`)
    for (const line of commandsToTry(oci.url, configFile)) console.log(line)
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
    })
  } else {
    console.log(
      '\nnpm run quickstart -- --keep leaves the emulator running, with a page that shows each request, a config file and commands to try.',
    )
  }
} finally {
  await oci.close()
  await rm(home, { recursive: true, force: true })
}
