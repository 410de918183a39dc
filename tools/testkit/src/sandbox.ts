// Where published code runs in tests: a home folder that the emulator has prepared, with OCI's addresses leading to it.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator, type EmulatedPlace } from '@x/emulator'
import { expect, vi } from 'vitest'
import { startLanguageModel } from './language-model.ts'
import { expectedOutput, runnableModule } from './readme-blocks.ts'

export interface Sandbox {
  /** Runs `code` as a module and compares what its `console.log(…) // → text` lines print. */
  run(name: string, code: string): Promise<void>
  close(): Promise<void>
}

/**
 * @param place - the folder from which the code's imports are resolved
 * @param runsOn - where the code believes to run
 */
export async function openSandbox(place: string, runsOn: EmulatedPlace = 'instance'): Promise<Sandbox> {
  const folder = join(place, '.readme-blocks', `run-${process.pid}`)
  const oci = await startEmulator()
  const model = await startLanguageModel(oci)
  const home = await mkdtemp(join(tmpdir(), 'readme-'))
  await oci.configFile(join(home, '.oci'))
  const usual = await oci.environment(runsOn, join(home, 'place'))
  const job = await oci.environment('token-exchange')
  await mkdir(folder, { recursive: true })
  return {
    async run(name, code) {
      const file = join(folder, `${name}.ts`)
      await writeFile(file, runnableModule(code, oci.url))
      const printed: string[] = []
      vi.unstubAllEnvs()
      // Code that names the variables of a CI job runs in one.
      const variables = {
        HOME: home,
        OPENAI_BASE_URL: model.baseUrl,
        ...(code.includes('OCI_TOKEN_EXCHANGE_') ? job : usual),
      }
      for (const [variable, value] of Object.entries(variables)) vi.stubEnv(variable, value)
      vi.spyOn(console, 'log').mockImplementation((...values: unknown[]) => void printed.push(values.join(' ')))
      await import(/* @vite-ignore */ file)
      const expected = expectedOutput(code)
      expect(printed.slice(0, expected.length)).toEqual(expected)
    },
    async close() {
      model.close()
      await oci.close()
      await rm(home, { recursive: true, force: true })
      await rm(folder, { recursive: true, force: true })
    },
  }
}
