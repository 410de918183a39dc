// `ocix session validate`.
import { command } from '../../../program/command.ts'
import { readDuration } from '../../../program/option-values.ts'

export const validate = command({
  name: 'validate',
  summary: 'tell whether a session is good, by its files and by a call',
  description:
    'Ends with 0 where it is, 3 where it has expired, 4 where the service refuses it, 5 where its files are not there or cannot be read, and 9 where its key is another one.',
  options: {
    local: { summary: 'ask nobody: read the files only' },
    minTtl: {
      placeholder: 'TIME',
      read: readDuration,
      summary: 'end with 3 where less than this is left, such as 5m',
    },
  },
  examples: [
    { summary: 'Is it good?', line: 'ocix session validate --profile DAILY' },
    {
      summary: 'Renew it where less than ten minutes are left',
      line: 'ocix session validate --local --min-ttl 10m || ocix session refresh',
    },
    { summary: 'As data', line: 'ocix session validate --output json --query secondsLeft' },
  ],
  run: () => import('./action.ts'),
})
