// What becomes of each error: the code to end with, and what to type next. Pure data.
import { EXIT } from '../../program/exit-codes.ts'

export interface Remedy {
  readonly exit: number
  /** What to do, in words of the command line; else the error says it. `{profile}` is the profile at hand. */
  readonly next?: string
}

const LOGIN = 'ocix session authenticate --profile-name {profile}'
const PROFILE: Remedy = { exit: EXIT.profile }
const USAGE: Remedy = { exit: EXIT.usage }
const NETWORK: Remedy = { exit: EXIT.network }
const INTEGRITY: Remedy = { exit: EXIT.integrity }
const REFUSED: Remedy = { exit: EXIT.refused }
const LIST = 'ocix session list'

/** By code, or by code and reason, which wins. */
export const REMEDIES: Readonly<Record<string, Remedy>> = {
  ERR_SESSION_ENDED: { exit: EXIT.expired, next: LOGIN },
  'ERR_SESSION_PROFILE invalid-name': USAGE,
  'ERR_SESSION_PROFILE no-file': { exit: EXIT.profile, next: LOGIN },
  'ERR_SESSION_PROFILE not-found': { exit: EXIT.profile, next: LIST },
  'ERR_SESSION_PROFILE no-session': { exit: EXIT.profile, next: LIST },
  'ERR_SESSION_PROFILE exists': {
    exit: EXIT.profile,
    next: 'the same command with --force, or another --profile-name',
  },
  'ERR_SESSION_PROFILE no-key': PROFILE,
  ERR_SESSION_FILES: { exit: EXIT.profile, next: LOGIN },
  'ERR_SESSION_FILES key-mismatch': { exit: EXIT.integrity, next: LOGIN },
  ERR_SESSION_REGION: { exit: EXIT.usage, next: 'the same command with --region' },
  ERR_SESSION_WRITE: PROFILE,
  ERR_SESSION_ARCHIVE: INTEGRITY,
  'ERR_SESSION_ARCHIVE exists': { exit: EXIT.profile, next: 'the same command with --force, or another --output-file' },
  'ERR_SESSION_ARCHIVE unwritable': PROFILE,
  'ERR_SESSION_ARCHIVE unreadable': PROFILE,
  'ERR_SESSION_ARCHIVE not-an-archive': PROFILE,
  'ERR_SESSION_ARCHIVE expired': { exit: EXIT.expired, next: LOGIN },
  'ERR_SESSION_ARCHIVE passphrase-missing': USAGE,
  'ERR_SESSION_ARCHIVE key-passphrase-missing': USAGE,
  'ERR_LOGIN denied': REFUSED,
  'ERR_LOGIN refused-by-service': REFUSED,
  'ERR_LOGIN timeout': { exit: EXIT.network, next: 'the same command with a longer --timeout' },
  'ERR_LOGIN port-in-use': { exit: EXIT.port, next: 'the same command with --paste, or end that program' },
  'ERR_LOGIN cannot-listen': { exit: EXIT.port, next: 'the same command with --paste' },
  'ERR_LOGIN browser-failed': { exit: EXIT.failed, next: 'the same command with --print-url' },
  'ERR_LOGIN no-region': { exit: EXIT.usage, next: 'the same command with --region' },
  ERR_LOGIN: INTEGRITY,
  ERR_UNUSABLE_TOKEN: INTEGRITY,
  ERR_CONFIG_FILE_NOT_FOUND: { exit: EXIT.profile, next: 'ocix setup config, or ocix session authenticate' },
  ERR_CONFIG_FILE_UNREADABLE: PROFILE,
  ERR_CONFIG_LOCKED: PROFILE,
  ERR_CONFIG_PARSE: PROFILE,
  ERR_CONFIG_WRITE: PROFILE,
  ERR_INVALID_CONFIG: PROFILE,
  ERR_INVALID_KEY_FILE_PATH: PROFILE,
  ERR_PROFILE_NOT_FOUND: PROFILE,
  ERR_KEY_FILE_UNREADABLE: PROFILE,
  ERR_INVALID_PRIVATE_KEY: PROFILE,
  ERR_MISSING_PASSPHRASE: { exit: EXIT.profile, next: 'set OCI_CLI_PASSPHRASE, or run it at a terminal, which asks' },
  ERR_FINGERPRINT_MISMATCH: INTEGRITY,
  ERR_CREDENTIAL_UNAVAILABLE: { exit: EXIT.profile, next: 'ocix session authenticate, or ocix setup config' },
  ERR_INSTANCE_METADATA_UNAVAILABLE: {
    exit: EXIT.profile,
    next: 'the same command on an instance of OCI, or with another --auth',
  },
  ERR_RESOURCE_INPUT: PROFILE,
  ERR_MISSING_INPUT: PROFILE,
  ERR_SERVICE_ACCOUNT_TOKEN: PROFILE,
  ERR_INVALID_DELEGATION_TOKEN: PROFILE,
  ERR_TENANCY_CHANGED: INTEGRITY,
  ERR_PARENT_ADDRESS: INTEGRITY,
  ERR_UNKNOWN_REGION: USAGE,
  ERR_INVALID_REGION: USAGE,
  ERR_INVALID_ENDPOINT: USAGE,
  ERR_INVALID_ARGUMENT: USAGE,
  ERR_INVALID_PROXY: USAGE,
  ERR_TLS_MATERIAL: PROFILE,
  ERR_NETWORK: NETWORK,
  ERR_PROXY: NETWORK,
  ERR_TIMEOUT: NETWORK,
  ERR_REDIRECT: NETWORK,
  ERR_RESPONSE_PARSE: NETWORK,
  ERR_RESPONSE_TOO_LARGE: NETWORK,
  ERR_SETUP: PROFILE,
  'ERR_SETUP not-a-file': USAGE,
  'ERR_SETUP no-home-region': { exit: EXIT.failed },
  'ERR_SETUP unknown-key': USAGE,
  ERR_INVALID_PROFILE_EDIT: USAGE,
  ERR_EMULATOR_MISSING: { exit: EXIT.failed },
  ERR_PROGRAM_NOT_FOUND: { exit: EXIT.notFound },
  ERR_PROGRAM_NOT_STARTED: { exit: EXIT.notStarted },
  ERR_USAGE: USAGE,
  ERR_SIGNING: USAGE,
  ERR_FOREIGN_HOST: INTEGRITY,
  ERR_FILE: PROFILE,
  ERR_OUTPUT: { exit: EXIT.failed },
  ERR_DECLINED: { exit: EXIT.cancelled },
}
