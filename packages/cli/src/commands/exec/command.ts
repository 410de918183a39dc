// `ocix exec`.
import { command } from '../../program/command.ts'
import { readDuration } from '../../program/option-values.ts'

const readGrace = (text: string): number => (text.trim() === 'never' ? Number.POSITIVE_INFINITY : readDuration(text))

export const exec = command({
  name: 'exec',
  summary: 'run a command with the variables of a profile',
  description:
    'The command signs as the profile, whether it is of OCI, uses an SDK, or is ocix itself: variables that would let somebody else sign are taken away. A session is renewed first where half of its life is over. Neither token nor key is in a variable or an argument. Signals are passed on. It ends with the code of the command: 128 and the number of the signal that ended it, 127 where there is no such command, 126 where it cannot be started. No shell looks at the words.',
  operands: [
    { name: 'command', summary: 'the command, and all its arguments, behind --', variadic: true, isForeign: true },
  ],
  options: {
    grace: {
      placeholder: 'TIME',
      read: readGrace,
      summary:
        'how long a command may go on after a second Ctrl-C within 2 s, before it is killed: 5s by default; never, for shells',
    },
    noRefresh: { summary: 'leave the session as it is' },
  },
  examples: [
    { summary: 'A script, with the session of a profile', line: 'ocix exec --profile DAILY -- python3 report.py' },
    { summary: "OCI's own command line", line: 'ocix exec --profile DAILY -- oci os ns get' },
    { summary: 'A shell of its own', line: 'ocix exec --profile DAILY --grace never -- bash' },
  ],
  run: () => import('./action.ts'),
})
