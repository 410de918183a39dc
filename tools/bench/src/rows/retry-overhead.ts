// What the retry wrapper adds to a call that succeeds at once.
import { DEFAULT_RETRY_STRATEGY, retry } from '@x/retry'
import { differences, interleaved, serially, spreadOf } from '../measure.ts'
import { MICROSECONDS, show, showSpread, type Measurement } from '../row.ts'

const COUNT = 5_000
const GOAL_MS = 0.005

export const measure: Measurement = async ({ rounds }) => {
  const call = async (): Promise<string> => 'done'
  const spentMs = await interleaved(
    { wrapped: serially(COUNT, () => retry(call, DEFAULT_RETRY_STRATEGY)), plain: serially(COUNT, call) },
    { rounds },
  )
  const addedMs = spreadOf(differences(spentMs.wrapped, spentMs.plain).map((ms) => ms / COUNT))
  return [
    {
      what: 'retry: added to a call that succeeds',
      goal: `< ${show(GOAL_MS, MICROSECONDS)}`,
      measured: showSpread(addedMs, MICROSECONDS),
      reached: addedMs.median < GOAL_MS,
      raw: { count: COUNT, spentMs, addedMs },
    },
  ]
}
