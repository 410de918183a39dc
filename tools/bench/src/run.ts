// What a run leaves behind: its rows and under what circumstances they were measured.
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { installedVersion } from './peers.ts'
import type { Row } from './row.ts'

export interface Run {
  /** ISO 8601. */
  readonly date: string
  /** What makes such a run again. */
  readonly command: string
  readonly machine: string
  /** Of what is compared with, by name. */
  readonly versions: Readonly<Record<string, string | undefined>>
  readonly rows: readonly Row[]
}

export const runOf = (rows: readonly Row[], rounds: number): Run => ({
  date: new Date().toISOString().slice(0, 10),
  command: 'npm run bench -- --plots',
  machine: `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.versions.node}, ${rounds} rounds`,
  versions: {
    'oci-common': installedVersion('oci-common'),
    aws4fetch: installedVersion('aws4fetch'),
    Node: process.versions.node,
    OpenSSL: process.versions.openssl,
  },
  rows,
})

/** @throws SyntaxError when it is not the JSON of a run */
export const readRun = (file: string): Run => JSON.parse(readFileSync(file, 'utf8')) as Run
