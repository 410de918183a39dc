// Colour, on terminals only, and not where NO_COLOR is set.
import type { Environment } from '@x/kernel'
import type { Output } from '../terminal.ts'

const CODES = { red: 31, green: 32, yellow: 33, dim: 2, bold: 1 } as const

export type Style = keyof typeof CODES

export function styled(text: string, style: Style | undefined, { isTTY }: Output, env: Environment): string {
  const isColoured = style !== undefined && isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb'
  return isColoured ? `\u001B[${CODES[style]}m${text}\u001B[0m` : text
}
