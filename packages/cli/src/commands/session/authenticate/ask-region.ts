// In which region a user logs in: named, that of the session before, else asked for.
import type { Context } from '../../../program/context.ts'
import { regionChoices } from '../../region-choices.ts'
import type { ProfileThere } from '../profile-there.ts'

/** No region is called so. */
const HOME = 'home'

/** @returns an empty text for the user's home region, also where a session of before had another one; `undefined` where nobody said any */
export async function askRegion(
  { root, ask }: Pick<Context<object>, 'root' | 'ask'>,
  before?: ProfileThere,
): Promise<string | undefined> {
  if (root.region !== undefined) return root.region
  if (before?.kind === 'session' && before.status.region) return before.status.region
  if (!ask.canAsk) return undefined
  const choices = [{ value: HOME, label: 'my home region', hint: 'in the commercial realm' }, ...regionChoices()]
  const message = 'Region (type to find one)'
  const region = await ask.choice({ message, flag: '--region REGION', choices, initial: HOME })
  return region === HOME ? '' : region
}
