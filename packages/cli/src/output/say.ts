// Talk: lines on stderr, for people.
import type { Environment } from '@x/kernel'
import type { Output } from '../terminal.ts'
import { styled, type Style } from './colours.ts'
import { redact, withoutControls } from './redact.ts'

export type Say = (line: string, style?: Style) => void

export function sayTo(stderr: Output, env: Environment): Say {
  // Whoever does not listen loses the talk, and nothing else.
  return (line, style) => void stderr.write(`${styled(withoutControls(redact(line)), style, stderr, env)}\n`, () => {})
}
