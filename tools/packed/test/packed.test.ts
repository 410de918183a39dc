// The packages as users get them: `npm test` packs and lays them out first.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
// @ts-expect-error plain JavaScript, since it runs on the packages alone
import { cases } from '../suite/suite.mjs'

const project = fileURLToPath(new URL('../.project/', import.meta.url))

describe.skipIf(!existsSync(project))('the packed packages', () => {
  describe.each(['esm.mjs', 'cjs.cjs'])('through %s', (launcher) => {
    const results = promisify(execFile)(process.execPath, [launcher], { cwd: project }).then(({ stdout }) =>
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { name: string; error: string | null }),
    )
    results.catch(() => {}) // reported by each test

    test.each(Object.keys(cases as object))('%s', async (name) => {
      expect((await results).find((result) => result.name === name)).toEqual({ name, error: null })
    })
  })
})
