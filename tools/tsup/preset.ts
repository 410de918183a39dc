// One build for every package: ESM and CJS with types for each, split so that what loads late stays out of the entry.
import { defineConfig } from 'tsup'
import { linkAgain } from './link-again.ts'
import { KEEPING_DECLARATIONS, makes, removeDeclarations } from './parts.ts'

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
  // Signers can be disposed of, which a user's own `lib` may be too old to know.
  const declarations = { banner: '/// <reference lib="esnext.disposable" />', only: !makes('js') }
  if (makes('types')) removeDeclarations('dist')
  return defineConfig({
    entry,
    // The second link makes CommonJS of the ESM; its declarations are made here.
    format: makes('types') ? ['esm', 'cjs'] : ['esm'],
    target: 'es2022',
    platform: 'neutral',
    dts: makes('types') && declarations,
    clean: KEEPING_DECLARATIONS,
    // What is kept is decided by the second link.
    splitting: true,
    // The check for `node:` imports in neutral builds is blind otherwise.
    removeNodeProtocol: false,
    external: EXTERNAL,
    tsconfig: '../../tools/tsconfig/build.json',
    onSuccess: () => linkAgain('dist', [together, ...alone.map((name) => [name])], EXTERNAL),
  })
}
