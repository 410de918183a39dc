// `ocix session terminate`.
import { command } from '../../../program/command.ts'

export const terminate = command({
  name: 'terminate',
  summary: 'remove a session from this machine',
  description:
    'OCI has no call that takes a token back: a copy of token and key stays good until the token ends, and the command says when that is.',
  options: {
    keepProfile: { summary: 'leave the profile in the configuration, without the keys of its session' },
    all: { summary: 'every session of the configuration file' },
    expired: { summary: 'every session that has expired' },
    force: { summary: 'do not ask' },
  },
  examples: [
    { summary: 'End one', line: 'ocix session terminate --profile DAILY' },
    { summary: 'Tidy up', line: 'ocix session terminate --expired --force' },
  ],
  run: () => import('./action.ts'),
})
