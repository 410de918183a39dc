// The suite on a page in Chromium, where there is one: the runtime that differs most from Node, so it does not wait for the matrix.
import { existsSync } from 'node:fs'
import { findChromium } from '@x-tools/testkit/chromium'
import { beforeAll, describe, expect, test } from 'vitest'
import { titleOf } from '../suite/case.ts'
import { DIFFERENCES } from '../suite/differences.ts'
import { judge } from './judge.ts'
import { runIn, type Run } from './launch.ts'
import { layOut, PROJECT } from './install/layout.ts'
import { RUNTIMES } from './runtimes.ts'

const LIMIT_MS = 240_000

const found = findChromium()
const reason =
  'missing' in found ? found.missing : existsSync(PROJECT) ? undefined : 'the packages have not been packed'
if (reason !== undefined) console.log(`Browser suite skipped: ${reason}.`)

describe.skipIf(reason !== undefined)(
  `a page in Chromium${reason === undefined ? '' : ` (skipped: ${reason})`}`,
  () => {
    const chromium = RUNTIMES.find(({ id }) => id === 'chromium')!
    let run: Run
    beforeAll(async () => {
      await layOut()
      run = await runIn(chromium, 'missing' in found ? '' : found.executable)
    }, LIMIT_MS)

    test('does what every runtime does, but for what the table of differences tells', () => {
      const judged = judge(run.observations, chromium, DIFFERENCES)
      expect(judged.length).toBeGreaterThan(300)
      const failed = judged.filter(({ verdict }) => verdict === 'failed')
      expect(failed.map((one) => [titleOf(one), one.observed])).toEqual([])
    })
  },
)
