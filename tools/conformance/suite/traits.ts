// By these the table of differences speaks of runtimes.
export type Trait = 'node' | 'cjs' | 'bun' | 'deno' | 'workerd' | 'chromium' | 'web'
