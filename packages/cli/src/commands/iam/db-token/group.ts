// The commands about tokens for databases.
import type { Group } from '../../../program/command.ts'
import { get } from './get/command.ts'

export const dbToken: Group = { name: 'db-token', summary: 'get tokens that open databases', commands: [get] }
