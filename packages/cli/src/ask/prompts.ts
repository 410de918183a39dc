// The questions as they stand on a terminal; loaded when the first one is asked.
import { autocomplete, confirm, isCancel, password, select, text } from '@clack/prompts'
import { hiddenLine } from './hidden-line.ts'
import { InterruptedError } from '../program/errors.ts'
import { redact, withoutControls } from '../output/redact.ts'
import type { Input, Output } from '../terminal.ts'
import type { ChoiceQuestion, Prompts } from './questions.ts'

interface Place {
  readonly input: Input
  readonly output: Output
  readonly signal: AbortSignal
}

/** More than this is narrowed by typing. */
const SHORT_LIST = 10

/** Names from files and answers of services stand in questions. */
const plain = (shown: string): string => withoutControls(redact(shown))

export function promptsAt(place: Place): Prompts {
  const common = { ...place, withGuide: false }
  return {
    confirm: ({ message, initial = false }) =>
      answered(confirm({ ...common, message: plain(message), initialValue: initial })),
    text: ({ message, initial, check }) =>
      answered(
        text({
          ...common,
          message: plain(message),
          validate: (answer = '') => check?.(answer || (initial ?? '')),
          ...(initial !== undefined && { defaultValue: initial, placeholder: plain(initial) }),
        }),
      ),
    secret: ({ message, check }) =>
      answered(password({ ...common, message: plain(message), validate: (answer = '') => check?.(answer) })),
    pasted: ({ message, signal }) =>
      hiddenLine(plain(message), signal ? { ...place, signal: AbortSignal.any([place.signal, signal]) } : place),
    choice: <Value extends string>({ message, choices, initial }: ChoiceQuestion<Value>) => {
      const ask = choices.length > SHORT_LIST ? autocomplete : select
      const options = choices.map(({ value, label = value, hint }) => ({
        value,
        label: plain(label),
        ...(hint && { hint: plain(hint) }),
      }))
      const chosen = ask({
        ...common,
        message: plain(message),
        options: options as never,
        initialValue: initial as never,
        maxItems: 10,
      })
      return answered(chosen as Promise<never>)
    },
  }
}

async function answered<Answer>(asked: Promise<Answer>): Promise<Exclude<Answer, symbol>> {
  const answer = await asked
  if (isCancel(answer)) throw new InterruptedError()
  return answer as Exclude<Answer, symbol>
}
