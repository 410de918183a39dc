// A README's first code block, run in a project that has what the README says to install up to there.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expectedOutput, readmeBlocks, runnableModule } from '@x-tools/testkit/readme-blocks'
import { startEmulator } from '@x/emulator'
import { transform } from 'esbuild'
import { run } from './run.ts'

export interface FirstUse {
  /** Packages that the README names to `npm i`. */
  readonly packages: readonly string[]
  readonly code: string
}

/** @throws Error when there is no block to run */
export function firstUse(readme: string): FirstUse {
  const block = readmeBlocks(readme).find(({ runs }) => runs)
  if (!block) throw new Error('the README has no block to run')
  const before = readme.split('\n').slice(0, block.line).join('\n')
  const commands = [...before.matchAll(/^npm i ([^#\n]+)|`npm i ([^`]+)`/gm)].flatMap(([, line, inline]) =>
    String(line ?? inline).split(/\s+/),
  )
  // In a comment of the code, prose goes on after the names: they are told by their scope.
  const comments = [...block.code.matchAll(/\/\/ npm i ((?:@\S+ ?)+)/g)].flatMap(([, words = '']) => words.split(/\s+/))
  const packages = [...commands, ...comments].filter((word) => word !== '' && !word.startsWith('-'))
  return { packages: [...new Set(packages)].sort(), code: block.code }
}

/** @throws Error when the block fails, or prints something else than it says */
export async function runFirstUse({ code }: FirstUse, folder: string): Promise<void> {
  const home = join(folder, 'home')
  await mkdir(home)
  const oci = await startEmulator()
  try {
    await oci.configFile(join(home, '.oci'))
    const { code: module } = await transform(runnableModule(code, oci.url), { loader: 'ts', format: 'esm' })
    await writeFile(join(folder, 'first-use.mjs'), module)
    const env = { ...(await oci.environment('instance')), HOME: home, USERPROFILE: home }
    const printed = (await run(process.execPath, ['first-use.mjs'], { cwd: folder, env })).trim().split('\n')
    for (const [index, line] of expectedOutput(code).entries()) {
      if (printed[index] !== line) throw new Error(`prints "${printed[index]}" where the README says "${line}"`)
    }
  } finally {
    await oci.close()
  }
}
