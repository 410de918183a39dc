// Starts the emulator's own command, which is another package and not part of this one.
import type { Context } from '../../program/context.ts'
import { flagOf } from '../../program/options.ts'
import { runProgram } from '../exec/run-program.ts'
import { emulatorCommand } from './find-emulator.ts'

interface EmulatorOptions {
  readonly port?: string | undefined
  readonly host?: string | undefined
  readonly tls: boolean
  readonly allowHost: readonly string[]
  readonly multiValuedSubject: boolean
  readonly cors: boolean
  readonly configDir?: string | undefined
  readonly clockOffset?: string | undefined
  readonly faults?: string | undefined
  readonly soft: boolean
  readonly upstream?: string | undefined
}

export function run(context: Context<EmulatorOptions>): Promise<number> {
  const { options, operands, terminal } = context
  const [task, ...driver] = operands
  const args = [
    ...(task === undefined ? [] : [task]),
    ...Object.entries(options).flatMap(([name, value]) => wordsOf(flagOf(name), value)),
    ...(driver.length === 0 ? [] : ['--', ...driver]),
  ]
  return runProgram(
    { file: process.execPath, args: [emulatorCommand(terminal.cwd), ...args], env: terminal.env },
    context,
  )
}

/** As one word each, since a value may begin with a hyphen. */
function wordsOf(flag: string, value: unknown): string[] {
  if (value === true) return [flag]
  if (Array.isArray(value)) return value.map((each) => `${flag}=${String(each)}`)
  return typeof value === 'string' ? [`${flag}=${value}`] : []
}
