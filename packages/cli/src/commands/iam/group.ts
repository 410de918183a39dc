// The commands about identity and access management (IAM).
import type { Group } from '../../program/command.ts'
import { dbToken } from './db-token/group.ts'
import { region } from './region/group.ts'

export const iam: Group = {
  name: 'iam',
  summary: 'ask the identity service, and get tokens for databases',
  commands: [region, dbToken],
}
