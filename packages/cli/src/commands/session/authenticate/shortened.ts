// A session that ends sooner than a login gives it: the one that was opened asks for a shorter one, and is replaced by it.
import { authenticateWithCredentials, SessionTokenSigner, terminateSession, type Session } from '@x/session'
import type { Context } from '../../../program/context.ts'
import type { Login } from './with-browser.ts'

/** @throws the errors of `authenticateWithCredentials`; the long session is gone then: nobody wanted that one */
export async function shortened(
  context: Context<unknown>,
  session: Session,
  { minutes, login }: { readonly minutes: number; readonly login: Login },
): Promise<Session> {
  const { terminal, signal, say } = context
  const { authEndpoint, calls } = await context.settings()
  const { profile, configFile, region } = session
  const { passphrase, storePassphrase, tokenLocation } = login
  const place = { profile, configFile, env: terminal.env, homeDirectory: terminal.homeDirectory }
  const how = { ...place, ...(await calls()), authEndpoint, passphrase, now: terminal.now }
  const signer = SessionTokenSigner.fromProfile(how)
  const ending = { sessionExpirationInMinutes: minutes, overwrite: true, signal }
  try {
    return await authenticateWithCredentials({ ...how, ...ending, signer, region, tokenLocation, storePassphrase })
  } catch (error) {
    await terminateSession(place).then(
      () => say('The session could not be made shorter, and is removed again.', 'yellow'),
      () => say(`The session ${profile} could not be made shorter, and is there for an hour.`, 'yellow'),
    )
    throw error
  } finally {
    signer.close()
  }
}
