// Which part of a build is made: the script `build:js` makes JavaScript, `build:types` declarations, anything else both.
// Declarations take three quarters of the time, and what only runs needs none. A part removes no file of the other.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

type Part = 'js' | 'types'

/** Set by the package manager; tsup's own `--dts-only` would lose the settings of the declarations. */
const script = process.env['npm_lifecycle_event']

/** Whether this run of the build makes `part`. */
export const makes = (part: Part): boolean =>
  script === `build:${part}` || (script !== 'build:js' && script !== 'build:types')

/** For tsup's `clean`: all that a build leaves in `dist` but declarations. */
export const KEEPING_DECLARATIONS: string[] = ['!**/*.d.ts', '!**/*.d.cts']

/** Those of an older commit would be published too: their names are made of what is in them. */
export function removeDeclarations(dist: string): void {
  if (!existsSync(dist)) return
  for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    if (/\.d\.c?ts$/.test(file)) rmSync(join(dist, file))
  }
}
