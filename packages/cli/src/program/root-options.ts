// The options that every command takes, anywhere on the line, by the names and variables that OCI's own command line gave them.
import { AUTHS, readAuth, type Auth } from './auth.ts'
import { readSeconds, readWholeNumber } from './option-values.ts'
import type { OptionsFor } from './options.ts'

export interface RootOptions {
  readonly profile?: string | undefined
  readonly configFile?: string | undefined
  readonly auth?: Auth | undefined
  readonly region?: string | undefined
  readonly endpoint?: string | undefined
  readonly certBundle?: string | undefined
  readonly proxy?: string | undefined
  readonly cliRcFile?: string | undefined
  readonly connectionTimeout?: number | undefined
  readonly readTimeout?: number | undefined
  readonly noRetry: boolean
  readonly maxRetries?: number | undefined
  readonly output?: 'json' | 'table' | undefined
  readonly query?: string | undefined
  readonly rawOutput: boolean
  readonly noInput: boolean
  readonly debug: boolean
}

export const ROOT_OPTIONS: OptionsFor<RootOptions> = {
  profile: { placeholder: 'NAME', env: 'OCI_CLI_PROFILE', summary: 'the profile that is read' },
  configFile: { placeholder: 'PATH', env: 'OCI_CLI_CONFIG_FILE', summary: 'the configuration file that is read' },
  auth: {
    placeholder: 'KIND',
    env: 'OCI_CLI_AUTH',
    choices: AUTHS,
    read: readAuth,
    summary: 'who signs; by default the profile says',
  },
  region: { placeholder: 'REGION', env: 'OCI_CLI_REGION', summary: 'identifier or code, such as eu-zurich-1 or zrh' },
  endpoint: { placeholder: 'URL', env: 'OCI_CLI_ENDPOINT', summary: 'another address of the service' },
  certBundle: { placeholder: 'PATH', env: 'OCI_CLI_CERT_BUNDLE', summary: 'certificates to trust, in PEM' },
  proxy: { placeholder: 'URL', mayBeEmpty: true, summary: 'the proxy to go by' },
  cliRcFile: {
    placeholder: 'PATH',
    env: 'OCI_CLI_RC_FILE',
    aliases: ['--defaults-file'],
    summary: "the rc file of OCI's command line",
  },
  connectionTimeout: { placeholder: 'SECONDS', read: readSeconds, summary: 'how long a connection may take' },
  readTimeout: { placeholder: 'SECONDS', read: readSeconds, summary: 'how long a service may be silent' },
  noRetry: { summary: 'call once, whatever becomes of it' },
  maxRetries: { placeholder: 'NUMBER', read: readWholeNumber(0, 100), summary: 'how often to call again' },
  output: { placeholder: 'FORMAT', choices: ['json', 'table'], summary: 'how data is printed' },
  query: { placeholder: 'JMESPATH', summary: 'which part of the data is printed' },
  rawOutput: { summary: 'print a text without quotes' },
  noInput: { summary: 'never ask' },
  debug: { aliases: ['-d'], summary: 'tell what is done, without secrets' },
}
