// Shows the sessions of a configuration file.
import { listSessions } from '@x/session'
import type { Context } from '../../../program/context.ts'
import { span } from '../../../output/times.ts'
import { statusData } from '../status-data.ts'

export async function run({ settings, terminal, give, say }: Context<object>): Promise<void> {
  const { place } = await settings()
  const { configFile, env, homeDirectory } = place
  const sessions = await listSessions({ configFile, env, homeDirectory, now: terminal.now })
  if (sessions.length === 0) say('There are no sessions. Open one with: ocix session authenticate')
  const data = sessions.map((status) => ({ ...statusData(status), left: span(status.secondsLeft) }))
  await give(data, { columns: ['profile', 'valid', 'left', 'expiresAt', 'region', 'problem'] })
}
