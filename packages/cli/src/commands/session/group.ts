// The commands about sessions.
import type { Group } from '../../program/command.ts'
import { authenticate } from './authenticate/command.ts'
import { credentialProcess } from './credential-process/command.ts'
import { exportCommand } from './export/command.ts'
import { importCommand } from './import/command.ts'
import { list } from './list/command.ts'
import { refresh } from './refresh/command.ts'
import { terminate } from './terminate/command.ts'
import { token } from './token/command.ts'
import { validate } from './validate/command.ts'
import { watch } from './watch/command.ts'

export const session: Group = {
  name: 'session',
  summary: 'keep sessions: key pairs with a token that OCI issued for an hour',
  commands: [
    authenticate,
    list,
    validate,
    refresh,
    watch,
    token,
    credentialProcess,
    exportCommand,
    importCommand,
    terminate,
  ],
}
