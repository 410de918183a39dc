// The checks, in their order: what comes first may be the cause of what follows.
import type { Check } from '../finding.ts'
import { chain } from './chain.ts'
import { clock } from './clock.ts'
import { configuration } from './configuration.ts'
import { endpoint } from './endpoint.ts'
import { fingerprint } from './fingerprint.ts'
import { key } from './key.ts'
import { name } from './name.ts'
import { permissions } from './permissions.ts'
import { proxy } from './proxy.ts'
import { session } from './session.ts'
import { signature } from './signature.ts'

export const CHECKS: readonly Check[] = [
  configuration,
  permissions,
  key,
  fingerprint,
  session,
  proxy,
  name,
  endpoint,
  clock,
  signature,
  chain,
]
