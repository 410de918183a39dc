// `ocix session import`.
import { command } from '../../../program/command.ts'

export const importCommand = command({
  name: 'import',
  summary: 'take a session out of a file that came from another machine',
  description:
    'Takes archives of ocix, and zips of the command line of OCI. Nothing in one is trusted: no name in it becomes a path, and key, fingerprint, token, tenancy and region have to belong together before anything is written.',
  options: {
    sessionArchive: { placeholder: 'PATH', required: true, summary: 'the archive' },
    force: { summary: 'replace a session of that name, and take one that has expired too' },
    profileName: { placeholder: 'NAME', summary: 'the profile that is written; else the one that was exported' },
    passphraseFile: { placeholder: 'PATH', summary: 'its first line opens the archive; - is stdin' },
    configLocation: { placeholder: 'PATH', summary: 'the configuration file that is written; else --config-file' },
    tokenLocation: { placeholder: 'PATH', summary: 'the folder of sessions; else ~/.oci/sessions' },
  },
  examples: [
    { summary: 'By the name that it has', line: 'ocix session import --session-archive daily.zip' },
    {
      summary: 'By another name, and replace what is there',
      line: 'ocix session import --session-archive daily.sealed --profile-name LAPTOP --force',
    },
  ],
  run: () => import('./action.ts'),
})
