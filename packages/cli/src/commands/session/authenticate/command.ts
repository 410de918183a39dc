// `ocix session authenticate`.
import { command } from '../../../program/command.ts'
import { readDuration, readWholeNumber } from '../../../program/option-values.ts'
import { readListen } from './options.ts'

export const authenticate = command({
  name: 'authenticate',
  summary: 'open a session, with a browser or with a credential that is there',
  description:
    'A person logs in on the page of OCI, and the session can be renewed for a day. The browser comes back to port 8181 of this machine; where it runs on another one, its address is pasted here, or the port led here with ssh. Everything is asked before it opens: the region (--region), the profile to write (--profile-name), the passphrase (--use-passphrase). With --no-browser an API key or another session opens it (--profile, --auth), for 60 minutes at most. A session of the same name is replaced; a profile that is no session never is.',
  options: {
    profileName: { placeholder: 'NAME', summary: 'the profile that is written; with a browser also OCI_CLI_PROFILE' },
    tenancyName: { placeholder: 'NAME', summary: 'the tenancy to log in to, by name or OCID' },
    identityProviderName: { placeholder: 'NAME', summary: 'the identity provider to log in with' },
    configLocation: { placeholder: 'PATH', summary: 'the configuration file that is written; else ~/.oci/config' },
    tokenLocation: { placeholder: 'PATH', summary: 'the folder of sessions; else ~/.oci/sessions' },
    usePassphrase: { summary: 'encrypt the private key, by OCI_CLI_PASSPHRASE or what is asked for' },
    sessionExpirationInMinutes: {
      placeholder: 'MINUTES',
      read: readWholeNumber(5, 60),
      summary: 'how long the session lasts, 5 to 60, without renewal beyond',
    },
    noBrowser: { summary: 'let an API key or another session open it' },
    publicKeyFilePath: {
      placeholder: 'PATH',
      summary: 'with --no-browser: a key to bind it to, in place of a new one',
    },
    privateKeyFilePath: { placeholder: 'PATH', summary: 'the private half of that key' },
    reuse: { summary: 'keep a session that is good' },
    listen: {
      placeholder: 'HOST:PORT',
      read: readListen,
      summary: 'receive the browser there, by a tunnel from 8181; else OCIX_LISTEN',
    },
    paste: { summary: 'need no port: paste the address at which the browser ends' },
    printUrl: {
      aliases: ['--no-launch-browser'],
      summary: 'open no browser: the address of the login page is on stdout',
    },
    timeout: { placeholder: 'TIME', read: readDuration, summary: 'how long to wait for the login; else 5m' },
  },
  examples: [
    { summary: 'Answer questions, and log in', line: 'ocix session authenticate' },
    { summary: 'Ask nothing', line: 'ocix session authenticate --profile-name DAILY --region eu-zurich-1' },
    {
      summary: 'On a machine without a browser',
      line: 'ocix session authenticate --profile-name DAILY --region zrh --paste',
    },
    {
      summary: 'A quarter of an hour, by the API key of a profile',
      line: 'ocix session authenticate --no-browser --profile ADMIN --profile-name SHORT --session-expiration-in-minutes 15',
    },
    { summary: 'Only where the session is over', line: 'ocix session authenticate --profile-name DAILY --reuse' },
  ],
  run: () => import('./action.ts'),
})
