// The clients, in the order of the table's columns.
import type { Client } from './client.ts'
import { go } from './go.ts'
import { python } from './python.ts'
import { java } from './java.ts'
import { pythonCli } from './python-cli.ts'
import { typescript } from './typescript.ts'

export const CLIENTS: readonly Client[] = [python, pythonCli, typescript, go, java]
