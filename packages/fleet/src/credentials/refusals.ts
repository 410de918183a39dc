// Whose credential is never handed to another process, and why: a sentence for each kind of principal.
import { SharingRefusedError } from '../errors.ts'

const REASONS: Readonly<Record<string, string>> = {
  instance:
    'The credential of an instance stays on it: audit logs and dynamic groups name that one instance, and would name it for what others do.',
  x509: 'The credential belongs to a certificate, and so to the machine that has it: audit logs would name that machine for what others do.',
  resource:
    'The credential of a resource stays in it: audit logs and dynamic groups name that one resource, and would name it for what others do.',
  'oke-workload':
    'The credential of a pod stays in it: its service account is checked where the pod runs, and another pod may have another one.',
  'oauth-exchange':
    'A scoped token is for whoever asked for it: another process has to ask with an identity of its own.',
  caller: 'The credential of a caller stays in the process that was called: the caller has asked no other one.',
  'user-session': 'The session of a person is shared by an export that this person makes, and never behind their back.',
  session: 'The session of a person is shared by an export that this person makes, and never behind their back.',
}

const OTHERS =
  'Only the credential that a token exchange gives to a service user is the same for each process of a fleet.'

const REMEDY = 'Pass pacing(store), which shares nothing secret.'

/** @param principal - the kind, as `whoami()` has it */
export const refusedPrincipal = (principal: string): SharingRefusedError =>
  new SharingRefusedError('principal', principal, `${REASONS[principal] ?? OTHERS} ${REMEDY}`)

/** The token speaks for somebody else than the option `principal` says. */
export const refusedUser = (principal: string): SharingRefusedError =>
  new SharingRefusedError(
    'user',
    principal,
    'The token exchange gave a token of another user than the option principal of sharedCredentials names, so that it was not shared, nor used. Name the OCID of the service user that this exchange is for.',
  )
