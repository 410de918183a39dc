// A passphrase that is new to everybody: asked for twice, hidden.
import type { Ask } from '../../ask/questions.ts'

interface New {
  /** What it opens, such as `the archive`. */
  readonly of: string
  readonly flag: string
}

export async function askNewPassphrase(ask: Ask, { of, flag }: New): Promise<string> {
  // OCI's command line takes the second for none: whoever is used to that would get it for a passphrase.
  const isThere = (answer: string): string | undefined =>
    ['', 'N/A'].includes(answer) ? 'There has to be one.' : undefined
  const first = await ask.secret({ message: `Passphrase of ${of}`, flag, check: isThere })
  const isSame = (again: string): string | undefined =>
    again === first ? undefined : 'It is not the same. Ctrl-C leaves.'
  return ask.secret({ message: 'The same again', flag, check: isSame })
}
