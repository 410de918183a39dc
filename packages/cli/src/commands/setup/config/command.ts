// `ocix setup config`.
import { command } from '../../../program/command.ts'
import { readOcid } from '../../../program/option-values.ts'
import { NEW_KEY_OPTIONS, PLACE_OPTIONS } from '../profile/options.ts'

export const config = command({
  name: 'config',
  summary: 'write a profile that signs with an API key, new or existing',
  description:
    'Asks for what the line does not say, and writes at the end only: profile and key together, for you alone to read, with all else in the file as it was. The public key is printed on stdout, to be uploaded in the Console; ocix setup bootstrap uploads one by itself. Without a terminal it takes --user, --tenancy, --region, --new-key or --key-file, and for a new key --passphrase-file (or OCI_CLI_PASSPHRASE) or --no-passphrase.',
  options: {
    ...PLACE_OPTIONS,
    user: { placeholder: 'OCID', read: readOcid('user'), summary: 'who signs' },
    tenancy: { placeholder: 'OCID', read: readOcid('tenancy'), summary: 'the tenancy of the user' },
    newKey: { summary: 'make a key' },
    keyFile: { placeholder: 'PATH', summary: 'take the private key that is there' },
    ...NEW_KEY_OPTIONS,
  },
  examples: [
    { summary: 'Answer questions', line: 'ocix setup config' },
    {
      summary: 'Ask nothing',
      line: 'ocix setup config --user ocid1.user.oc1..aaaa --tenancy ocid1.tenancy.oc1..aaaa --region eu-zurich-1 --new-key --no-passphrase',
    },
    {
      summary: 'Another profile, with a key that is there',
      line: 'ocix setup config --profile-name ADMIN --key-file ~/.oci/admin.pem',
    },
  ],
  run: () => import('./action.ts'),
})
