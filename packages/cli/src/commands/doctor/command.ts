// `ocix doctor`.
import { command } from '../../program/command.ts'

export const doctor = command({
  name: 'doctor',
  summary: 'look for what keeps requests from being signed, sent and taken',
  description:
    'Looks at the configuration, permissions, key, fingerprint, session, proxy, the name and address of the identity service, the clock, whether a signature is taken, and what a program would find by defaultSigner(). Ends with 0, or with the code of the first fault; a warning is none. No secret is shown.',
  options: {
    fix: { summary: 'take from others what they may do with configuration, key and token; nothing else is changed' },
    local: { summary: 'ask no service' },
  },
  examples: [
    { summary: 'What is wrong?', line: 'ocix doctor --profile DAILY' },
    { summary: 'Make the files private', line: 'ocix doctor --local --fix' },
    { summary: 'What is not as it should be, as data', line: "ocix doctor --query '[?state==`fault`]'" },
  ],
  run: () => import('./action.ts'),
})
