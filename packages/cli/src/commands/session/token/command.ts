// `ocix session token`, and `ocix token`.
import { command } from '../../../program/command.ts'
import { readDuration } from '../../../program/option-values.ts'

export const token = command({
  name: 'token',
  summary: 'print the token of a session, renewed where half of its life is over',
  description:
    'raw: the token alone. json: with its end, and where its key lies. env: lines for eval, with the private key: OCI_SECURITY_TOKEN, OCI_SESSION_PRIVATE_KEY and OCI_REGION, as the libraries read them. exec-credential: for a program that asks as kubectl does, and takes the token itself. What is printed is secret.',
  options: {
    format: { placeholder: 'FORMAT', choices: ['raw', 'json', 'env', 'exec-credential'], summary: 'raw by default' },
    minTtl: { placeholder: 'TIME', read: readDuration, summary: 'renew where less than this is left, such as 5m' },
    noRefresh: { summary: 'print the token at hand' },
  },
  examples: [
    { summary: 'The token alone', line: 'ocix session token --profile DAILY' },
    { summary: 'A shell whose programs sign with the session', line: 'eval "$(ocix session token --format env)"' },
    { summary: 'When does it end?', line: 'ocix session token --format json --query expiresAt' },
  ],
  run: () => import('./action.ts'),
})
