// `ocix session credential-process`.
import { command } from '../../../program/command.ts'
import { readDuration } from '../../../program/option-values.ts'

export const credentialProcess = command({
  name: 'credential-process',
  summary: 'print a session as JSON, for a program that signs with it',
  description:
    'version, keyId (ST$ and the token), privateKeyRef (path of the key, which stays where it is), tenancy, user, region and expiration. Renewed first where half of its life is over. The token is secret, and of no use without the key.',
  options: {
    minTtl: { placeholder: 'TIME', read: readDuration, summary: 'renew where less than this is left, such as 5m' },
    noRefresh: { summary: 'print the token at hand' },
  },
  examples: [
    {
      summary: 'For a program that asks again at the expiration',
      line: 'ocix session credential-process --profile DAILY',
    },
  ],
  run: () => import('./action.ts'),
})
