// A session that lies on this machine asks in no turns, and what hands credentials to other processes refuses it: it is a person's.
import { joinSharing, type Sharing } from '@x/signer/principal'

/** @throws what `sharing` says to a session that it would hand over; TypeError `ERR_INVALID_ARGUMENT` for what is no sharing */
export const keepToItself = (sharing: Sharing | undefined): void =>
  void joinSharing(sharing, { principal: 'session', source: 'a session on this machine' })
