// The findings as people read them at a terminal.
import { styled, type Style } from '../../output/colours.ts'
import { redact, withoutControls } from '../../output/redact.ts'
import type { Output } from '../../terminal.ts'
import type { Environment } from '@x/kernel'
import type { Finding, State } from './finding.ts'

const STYLES: Readonly<Record<State, Style>> = { ok: 'green', warning: 'yellow', fault: 'red', 'not-asked': 'dim' }

export type Row = Finding & { readonly check: string }

export function linesOf(rows: readonly Row[], stdout: Output, env: Environment): string {
  const width = Math.max(...rows.map(({ check }) => check.length))
  const lines = rows.flatMap(({ check, state, sentence, remedy }) => [
    `${styled(state.padEnd(9), STYLES[state], stdout, env)}  ${check.padEnd(width)}  ${plain(sentence)}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(width + 13)}Next:  ${plain(remedy)}`]),
  ])
  return lines.map((line) => `${line}\n`).join('')
}

const plain = (text: string): string => withoutControls(redact(text)).replaceAll(/\s*\n\s*/g, ' ')
