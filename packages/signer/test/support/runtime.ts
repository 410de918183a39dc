// Which of the two runtimes the tests run over, and how often a property is tried.
import { createDigest } from '#runtime'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'

export const isWeb = createDigest === undefined

/** FUZZ_RUNS deepens every property test. */
export const numRuns = (usual: number): { numRuns: number } => ({ numRuns: fuzzRuns(usual) })
