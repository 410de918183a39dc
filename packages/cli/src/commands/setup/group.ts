// The commands that set up a machine.
import type { Group } from '../../program/command.ts'
import { bootstrap } from './bootstrap/command.ts'
import { config } from './config/command.ts'
import { repairFilePermissions } from './repair-file-permissions/command.ts'

export const setup: Group = {
  name: 'setup',
  summary: 'set up a profile with an API key, by questions or by a login, and repair permissions',
  commands: [config, bootstrap, repairFilePermissions],
}
