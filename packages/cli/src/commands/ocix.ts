// All commands, a line each.
import type { Group } from '../program/command.ts'
import { ce } from './ce/group.ts'
import { complete } from './complete/command.ts'
import { completion } from './completion/command.ts'
import { doctor } from './doctor/command.ts'
import { emulator } from './emulator/command.ts'
import { env } from './env/command.ts'
import { exec } from './exec/command.ts'
import { iam } from './iam/group.ts'
import { rawRequest } from './raw-request/command.ts'
import { session } from './session/group.ts'
import { setup } from './setup/group.ts'
import { whoami } from './whoami/command.ts'
import { token } from './session/token/command.ts'

export const ocix: Group = {
  name: 'ocix',
  summary: 'sign in to Oracle Cloud Infrastructure, and use it from a terminal',
  commands: [
    session,
    token,
    whoami,
    doctor,
    rawRequest,
    iam,
    ce,
    exec,
    env,
    setup,
    emulator,
    completion,
    complete(() => ocix),
  ],
}
