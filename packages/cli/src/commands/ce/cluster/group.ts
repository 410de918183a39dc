// The commands about OKE clusters.
import type { Group } from '../../../program/command.ts'
import { generateToken } from './generate-token/command.ts'

export const cluster: Group = { name: 'cluster', summary: 'sign in to OKE clusters', commands: [generateToken] }
