// A line that is pasted and not shown, of any length: prompts draw themselves again with each character, which takes seconds for a token.
import { InterruptedError } from '../program/errors.ts'
import type { Input, Output } from '../terminal.ts'

interface Place {
  readonly input: Input & { setRawMode?(isRaw: boolean): unknown }
  readonly output: Output
  readonly signal: AbortSignal
}

const CTRL_C = '\u0003'
const ESCAPE = '\u001B'
/** Terminals put these around what is pasted. */
// eslint-disable-next-line no-control-regex
const PASTE_MARKS = /\u001B\[20[01]~/g

/**
 * @throws InterruptedError at Ctrl-C and Escape
 * @throws the reason of `signal`
 */
export function hiddenLine(message: string, { input, output, signal }: Place): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const end = (settle: () => void): void => {
      input.off('data', onData)
      signal.removeEventListener('abort', onAbort)
      input.setRawMode?.(false)
      input.pause()
      output.write('\n')
      settle()
    }
    const onAbort = (): void => end(() => reject(signal.reason as Error))
    const onData = (data: Buffer | string): void => {
      text += data.toString()
      const plain = text.replaceAll(PASTE_MARKS, '')
      if (plain.includes(CTRL_C) || plain === ESCAPE) return end(() => reject(new InterruptedError()))
      const [line = '', ...rest] = plain.split(/[\r\n]/)
      if (rest.length > 0) end(() => resolve(withoutErased(line)))
    }
    if (signal.aborted) return reject(signal.reason as Error)
    signal.addEventListener('abort', onAbort)
    // Before anything invites to type: what comes earlier would be shown.
    input.setRawMode?.(true)
    input.on('data', onData)
    input.resume()
    output.write(`${message} (it is not shown): `)
  })
}

/** Backspace takes the character before it. */
function withoutErased(line: string): string {
  let kept = ''
  for (const character of line)
    kept = character === '\u007F' || character === '\b' ? kept.slice(0, -1) : kept + character
  return kept
}
