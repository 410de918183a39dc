// `ocix iam db-token get`.
import { command } from '../../../../program/command.ts'

function readScope(text: string): string {
  if (text.includes('urn:oracle:db:')) return text
  throw new RangeError('Give a scope of databases, such as urn:oracle:db::id::*.')
}

export const get = command({
  name: 'get',
  summary: 'get a token that opens databases, and write it where their drivers look',
  description:
    'Makes a key pair, gets a token that is bound to it, and writes oci_db_key.pem, oci_db_key_public.pem and token, for you alone to read. All three are complete before the first takes its name; where the call fails they stay as they were.',
  options: {
    scope: {
      placeholder: 'URN',
      read: readScope,
      defaultValue: 'urn:oracle:db::id::*',
      summary: 'which databases; a compartment or a database narrows it',
    },
    dbTokenLocation: { placeholder: 'FOLDER', summary: 'where the files go; by default ~/.oci/db-token' },
  },
  examples: [
    { summary: 'For every database that you may use', line: 'ocix iam db-token get --profile DAILY' },
    {
      summary: 'For those of a compartment',
      line: "ocix iam db-token get --scope 'urn:oracle:db::id::ocid1.compartment.oc1..aaaa'",
    },
  ],
  run: () => import('./action.ts'),
})
