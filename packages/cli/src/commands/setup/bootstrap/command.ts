// `ocix setup bootstrap`.
import { command } from '../../../program/command.ts'
import { readDuration, readFingerprint } from '../../../program/option-values.ts'
import { NEW_KEY_OPTIONS, PLACE_OPTIONS } from '../profile/options.ts'

export const bootstrap = command({
  name: 'bootstrap',
  summary: 'log in with a browser, and get an API key and a profile that signs with it',
  description:
    'Asks for what the line does not say, lets you log in, makes a key, uploads its public half in the home region, and writes profile and key together. The session of the login is thrown away. Where something fails or you leave, the key is deleted again at the service. A user has few API keys: where there is no room for another, it asks which one to delete, and puts that back where the rest fails.',
  options: {
    ...PLACE_OPTIONS,
    ...NEW_KEY_OPTIONS,
    deleteKey: {
      placeholder: 'FINGERPRINT',
      read: readFingerprint,
      summary: 'the API key to delete where there is no room for another',
    },
    tenancyName: { placeholder: 'NAME', summary: 'of the tenancy, for the login page' },
    paste: { summary: 'listen on no port: you paste the address at which a browser elsewhere ends' },
    timeout: { placeholder: 'TIME', read: readDuration, summary: 'how long you have to log in; 5m by default' },
  },
  examples: [
    { summary: 'Answer questions, and log in', line: 'ocix setup bootstrap' },
    { summary: 'With the browser on another machine', line: 'ocix setup bootstrap --paste' },
    {
      summary: 'Another profile, without questions',
      line: 'ocix setup bootstrap --profile-name ADMIN --region zrh --no-passphrase',
    },
  ],
  run: () => import('./action.ts'),
})
