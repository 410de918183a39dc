// `ocix session list`.
import { command } from '../../../program/command.ts'

export const list = command({
  name: 'list',
  summary: 'show how each session of the configuration file stands, without a call',
  options: {},
  examples: [
    { summary: 'Every session, as a table', line: 'ocix session list' },
    { summary: 'The names of those that are good', line: "ocix session list --query '[?valid].profile'" },
  ],
  run: () => import('./action.ts'),
})
