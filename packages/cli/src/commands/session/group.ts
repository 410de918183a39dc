// The commands about sessions.
import type { Group } from '../../program/command.ts'
import { list } from './list/command.ts'
import { refresh } from './refresh/command.ts'
import { terminate } from './terminate/command.ts'
import { token } from './token/command.ts'
import { validate } from './validate/command.ts'

export const session: Group = {
  name: 'session',
  summary: 'keep sessions: key pairs with a token that OCI issued for an hour',
  commands: [list, validate, refresh, token, terminate],
}
