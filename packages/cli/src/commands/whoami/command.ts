// `ocix whoami`.
import { command } from '../../program/command.ts'

export const whoami = command({
  name: 'whoami',
  summary: 'show who signs, by what, until when, and where the secrets of it lie',
  description:
    'Names the link by which programs find the same: a profile, the environment, the instance and so on. Of a secret it tells where it lies, and never what it is.',
  options: {},
  examples: [
    { summary: 'Who am I?', line: 'ocix whoami' },
    { summary: 'As the machine', line: 'ocix whoami --auth instance_principal' },
    { summary: 'For a script', line: 'ocix whoami --profile DAILY --query tenancy --raw-output' },
  ],
  run: () => import('./action.ts'),
})
