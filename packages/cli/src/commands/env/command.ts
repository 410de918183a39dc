// `ocix env`.
import { command } from '../../program/command.ts'
import { SHELLS } from './lines.ts'

export const env = command({
  name: 'env',
  summary: 'print the variables of a profile, for eval',
  description:
    'The variables that ocix exec gives to a command, as lines of a shell: those that are set, and those that would let somebody else sign, which are taken away. With --output json these are null. None holds a secret. The session is left as it is.',
  options: {
    shell: {
      placeholder: 'SHELL',
      choices: SHELLS,
      defaultValue: 'bash',
      summary: 'whose lines; bash also suits sh and zsh',
    },
  },
  examples: [
    { summary: 'A shell that signs as the profile from now on', line: 'eval "$(ocix env --profile DAILY)"' },
    { summary: 'The same in fish', line: 'ocix env --profile DAILY --shell fish | source' },
    {
      summary: 'The same in PowerShell',
      line: 'ocix env --profile DAILY --shell powershell | Out-String | Invoke-Expression',
    },
    { summary: 'As data', line: 'ocix env --profile DAILY --output json' },
  ],
  run: () => import('./action.ts'),
})
