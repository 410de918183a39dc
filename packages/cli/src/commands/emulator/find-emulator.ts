// Where the emulator is installed: in the project at hand, or beside this program.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const NAME = '@x/emulator'

/** The emulator is a package of its own, for developers, and is not there. */
export class EmulatorMissingError extends Error {
  override readonly name = 'EmulatorMissingError'
  readonly code = 'ERR_EMULATOR_MISSING'

  constructor(options?: ErrorOptions) {
    super(`${NAME} is installed neither here nor beside ocix. Run npm i -D ${NAME}.`, options)
  }
}

/**
 * @returns the path of its command, which lies beside its entry
 * @throws {@link EmulatorMissingError} `ERR_EMULATOR_MISSING`
 */
export function emulatorCommand(cwd: string): string {
  let cause: unknown
  for (const place of [join(cwd, 'of-the-project.js'), import.meta.url]) {
    try {
      const command = join(dirname(createRequire(place).resolve(NAME)), 'cli.js')
      if (existsSync(command)) return command
    } catch (error) {
      cause = error
    }
  }
  throw new EmulatorMissingError({ cause })
}
