// How deep property tests go.

/** How many random cases a property test tries; the variable `FUZZ_RUNS` takes the place of the usual number. */
export const fuzzRuns = (usual: number): number => Number(process.env['FUZZ_RUNS'] ?? usual)
