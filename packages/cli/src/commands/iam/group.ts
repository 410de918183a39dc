// The commands about identity and access management (IAM).
import type { Group } from '../../program/command.ts'
import { region } from './region/group.ts'

export const iam: Group = { name: 'iam', summary: 'ask the identity service', commands: [region] }
