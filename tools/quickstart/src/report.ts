// Prints what happens, step by step: coloured on a terminal, plain when piped.
import { styleText } from 'node:util'

export type Step = (say: (line: string) => void) => Promise<void>

const paint = (format: Parameters<typeof styleText>[0], text: string): string =>
  process.stdout.isTTY && !process.env['NO_COLOR'] ? styleText(format, text) : text

/** @returns whether every step was as it should be */
export async function runSteps(steps: Readonly<Record<string, Step>>): Promise<boolean> {
  let failures = 0
  for (const [title, step] of Object.entries(steps)) {
    const lines: string[] = []
    const failure = await step((line) => void lines.push(line)).then(
      () => undefined,
      (error: unknown) => error ?? new Error('failed'),
    )
    console.log(`${failure ? paint('red', '✗') : paint('green', '✓')} ${paint('bold', title)}`)
    for (const line of lines) console.log(paint('dim', line.replaceAll(/^/gm, '    ')))
    if (!failure) continue
    failures++
    console.log(paint('red', String(failure instanceof Error ? failure.stack : failure).replaceAll(/^/gm, '    ')))
  }
  const total = Object.keys(steps).length
  console.log(
    failures === 0
      ? paint('green', `\nAll ${total} steps are as they should be.`)
      : paint('red', `\n${failures} of ${total} steps failed.`),
  )
  return failures === 0
}
