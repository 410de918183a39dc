// One build for every package: ESM and CJS with types for each, split so that what loads late stays out of the entry.
import { defineConfig } from 'tsup'
import { linkAgain } from './link-again.ts'

/** Private, and so part of each build, types included. */
const KERNEL = '@x/kernel'
/** Siblings are packages with a scope; all but the kernel are dependencies. */
const EXTERNAL = ['#runtime', '#key-store', '#public-keys', /^node:/, new RegExp(`^(?!${KERNEL}$)@[\\w-]+/`)]

/**
 * @param entry - output name → source file; one row per export and per runtime module
 * @param alone - entries that share no file with the others, which would have one more to load; what is common is in both
 */
export function library(
  entry: Record<string, string>,
  { alone = [] }: { readonly alone?: readonly string[] } = {},
): ReturnType<typeof defineConfig> {
  const together = Object.keys(entry).filter((name) => !alone.includes(name))
  return defineConfig({
    entry,
    format: ['esm', 'cjs'],
    target: 'es2022',
    platform: 'neutral',
    // Signers can be disposed of, which a user's own `lib` may be too old to know.
    dts: { banner: '/// <reference lib="esnext.disposable" />' },
    clean: true,
    splitting: true,
    // Spares a transform of the CJS build; what is kept is decided by the second link.
    treeshake: true,
    // The check for `node:` imports in neutral builds is blind otherwise.
    removeNodeProtocol: false,
    external: EXTERNAL,
    tsconfig: '../../tools/tsconfig/build.json',
    onSuccess: () => linkAgain('dist', [together, ...alone.map((name) => [name])], EXTERNAL),
  })
}
