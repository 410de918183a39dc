// `ocix session export`.
import { command } from '../../../program/command.ts'

export const exportCommand = command({
  name: 'export',
  summary: 'pack a session into a file, for another machine',
  description:
    'A zip, as the command line of OCI imports it too, holds the private key and the token: whoever has it has the session. With --encrypt only its passphrase opens it, and only ocix. Nothing goes along that the profile merely inherits from DEFAULT.',
  options: {
    outputFile: { placeholder: 'PATH', required: true, summary: 'the archive; a zip gets the ending .zip' },
    force: { summary: 'replace a file of that name, and pack a session that has expired too' },
    encrypt: { summary: 'with a passphrase, which is asked for' },
    passphraseFile: { placeholder: 'PATH', summary: 'its first line is that passphrase; - is stdin' },
    includePassphrase: { summary: 'pack the pass_phrase of the profile too' },
  },
  examples: [
    {
      summary: 'Sealed by a passphrase',
      line: 'ocix session export --profile DAILY --output-file daily.sealed --encrypt',
    },
    { summary: 'For the command line of OCI', line: 'ocix session export --profile DAILY --output-file daily' },
  ],
  run: () => import('./action.ts'),
})
