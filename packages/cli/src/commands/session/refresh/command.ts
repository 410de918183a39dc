// `ocix session refresh`.
import { command } from '../../../program/command.ts'

export const refresh = command({
  name: 'refresh',
  summary: 'renew the token of a session',
  options: { ifNeeded: { summary: 'only where half of its life is over' } },
  examples: [
    { summary: 'Go on for another hour', line: 'ocix session refresh --profile DAILY' },
    { summary: 'The same from a timer, without a call while it is fresh', line: 'ocix session refresh --if-needed' },
    { summary: 'When does it end now?', line: 'ocix session refresh --output json --query expiresAt' },
  ],
  run: () => import('./action.ts'),
})
