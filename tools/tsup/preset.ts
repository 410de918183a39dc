// One build for every package: ESM and CJS with types for each, split so that what loads late stays out of the entry.
import { defineConfig } from 'tsup'

/**
 * @param entry - output name → source file; one row per export and per runtime module
 */
export function library(entry: Record<string, string>): ReturnType<typeof defineConfig> {
  return defineConfig({
    entry,
    format: ['esm', 'cjs'],
    target: 'es2022',
    platform: 'neutral',
    dts: true,
    sourcemap: true,
    clean: true,
    splitting: true,
    // Without it the CJS build passes a transform that reorders static blocks.
    treeshake: true,
    // The check for `node:` imports in neutral builds is blind otherwise.
    removeNodeProtocol: false,
    external: ['#runtime', '#key-store', /^node:/, /^@x\//],
    tsconfig: '../../tools/tsconfig/build.json',
  })
}
