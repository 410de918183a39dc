// `ocix session watch`.
import { command } from '../../../program/command.ts'

export const watch = command({
  name: 'watch',
  summary: 'keep a session alive for as long as it can be renewed',
  description:
    'Renews it whenever half of its token’s life is over, says so in a line on stderr, and ends with 3 when the session does: a day after the login, or with its first token where no browser opened it. A service that is down is tried again each minute. Ctrl-C ends the watch and leaves the session.',
  options: {},
  examples: [
    { summary: 'For a day at most', line: 'ocix session watch --profile DAILY' },
    { summary: 'Beside a long job', line: 'ocix session watch --profile DAILY & ./upload.sh; kill %1' },
  ],
  run: () => import('./action.ts'),
})
