// `ocix session refresh`.
import { command } from '../../../program/command.ts'

export const refresh = command({
  name: 'refresh',
  summary: 'renew the token of a session, where half of its life is over',
  options: { force: { summary: 'renew it at any age' } },
  examples: [
    { summary: 'Go on for another hour', line: 'ocix session refresh --profile DAILY' },
    { summary: 'When does it end now?', line: 'ocix session refresh --output json --query expiresAt' },
  ],
  run: () => import('./action.ts'),
})
