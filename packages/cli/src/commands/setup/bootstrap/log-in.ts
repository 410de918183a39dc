// A login for the time of a bootstrap: its session lies in a folder of its own, which is thrown away.
import { join } from 'node:path'
import type { Session } from '@x/session'
import type { Context } from '../../../program/context.ts'
import { withBrowser } from '../../session/authenticate/with-browser.ts'
import type { BootstrapOptions } from './bootstrap-options.ts'

/** @throws the errors of `authenticate` */
export async function logIn(folder: string, context: Context<BootstrapOptions>): Promise<Session> {
  const { tenancyName, paste, timeout } = context.options
  const { region } = await context.settings()
  const place = { profile: 'bootstrap', configFile: join(folder, 'config'), tokenLocation: join(folder, 'sessions') }
  return withBrowser(context, { ...place, region, tenancyName }, { paste, timeout, printUrl: false })
}
