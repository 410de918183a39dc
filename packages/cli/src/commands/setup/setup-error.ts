// What stands in the way of setting something up.

/** Why it was not done. */
export type SetupReason =
  'key-exists' | 'no-key' | 'not-a-file' | 'foreign-file' | 'not-repaired' | 'no-home-region' | 'unknown-key'

const SENTENCES: Readonly<Record<SetupReason, string>> = {
  'key-exists':
    'There is a file %s already, and a key is never overwritten. Give another --key-name, or --key-file to take that key.',
  'no-key': 'There is no file %s. Correct the path of the key.',
  'not-a-file': '%s is no regular file. Give the path of a file.',
  'foreign-file': '%s belongs to another user. Become that user, or make it yours.',
  'not-repaired':
    'The permissions of %s could not be changed. Change them by hand, to reading and writing by you alone.',
  'no-home-region':
    'The tenancy %s names no home region that is ready. Wait until its home region is, or upload a key in the Console.',
  'unknown-key': 'There is no API key %s. Give the fingerprint of one that the user has.',
}

/** Nothing was changed, or all was put back. */
export class SetupError extends Error {
  override readonly name = 'SetupError'
  readonly code = 'ERR_SETUP'
  readonly reason: SetupReason

  /** @param what - a path, user, tenancy or fingerprint */
  constructor(reason: SetupReason, what: string, options?: ErrorOptions) {
    super(
      SENTENCES[reason].replace('%s', () => JSON.stringify(what)),
      options,
    )
    this.reason = reason
  }
}
