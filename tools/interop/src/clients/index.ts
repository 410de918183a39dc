// The clients, in the order of the table's columns.
import type { Client } from './client.ts'
import { go } from './go.ts'
import { python } from './python.ts'

export const CLIENTS: readonly Client[] = [python, go]
