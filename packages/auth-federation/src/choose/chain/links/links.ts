// The links in their order: the first that is configured is taken.
import type { Link } from '../link.ts'
import { configProfile } from './config-profile.ts'
import { environment } from './environment.ts'
import { explicit } from './explicit.ts'
import { instancePrincipal } from './instance.ts'
import { okeWorkload } from './oke-workload.ts'
import { resourcePrincipal } from './resource-principal.ts'
import { tokenExchange } from './token-exchange.ts'

export const LINKS: readonly Link[] = [
  explicit,
  environment,
  tokenExchange,
  resourcePrincipal,
  okeWorkload,
  configProfile,
  instancePrincipal,
]
