// `ocix iam region list`.
import { command } from '../../../../program/command.ts'

export const list = command({
  name: 'list',
  summary: 'show the regions of the realm: a call that anybody who can sign may make',
  description: 'Prints { "data": [{ "key", "name" }] }, as OCI’s command line does.',
  options: {},
  examples: [
    {
      summary: 'Does a session that was imported work?',
      line: 'ocix iam region list --profile DAILY --auth security_token',
    },
    { summary: 'The names alone', line: "ocix iam region list --query 'data[].name'" },
  ],
  run: () => import('./action.ts'),
})
