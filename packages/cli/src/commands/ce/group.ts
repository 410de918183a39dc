// The commands about the Container Engine, where OKE clusters are.
import type { Group } from '../../program/command.ts'
import { cluster } from './cluster/group.ts'

export const ce: Group = { name: 'ce', summary: 'use OKE clusters', commands: [cluster] }
