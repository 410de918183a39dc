// The commands about regions.
import type { Group } from '../../../program/command.ts'
import { list } from './list/command.ts'

export const region: Group = { name: 'region', summary: 'the regions of a realm', commands: [list] }
