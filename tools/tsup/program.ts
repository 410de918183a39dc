// The build of a program: ESM for Node, without types. What every run needs is in the entry, commands load late.
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { defineConfig, type Options } from 'tsup'
import { linkAgain } from './link-again.ts'

/** CommonJS that is built in asks for Node's modules by `require`. */
const REQUIRE = `import { createRequire as createRequireOfProgram } from 'node:module';
const require = createRequireOfProgram(import.meta.url);`

type Plugin = NonNullable<Options['esbuildPlugins']>[number]

/** Commander starts programs for commands that have a file of their own, ours have none: without this every run loads what does that. */
const withoutChildren: Plugin = {
  name: 'commander-starts-nothing',
  setup(build) {
    build.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[/\\]commander[/\\]/.test(importer) ? { path: 'nothing', namespace: 'nothing' } : undefined,
    )
    build.onLoad({ filter: /./, namespace: 'nothing' }, () => ({ contents: 'module.exports = {}' }))
  },
}

/** Packages, which are dependencies, and Node's modules. */
const EXTERNAL = [/^node:/, /^@[\w-]+\//, /^[\w-]+$/]

/**
 * @param entry - output name → source file
 * @param builtIn - packages of others that become part of it; their licences go along
 */
export function program(
  entry: Record<string, string>,
  { builtIn }: { readonly builtIn: readonly string[] },
): ReturnType<typeof defineConfig> {
  return defineConfig({
    entry,
    format: ['esm'],
    target: 'node20',
    platform: 'node',
    clean: true,
    splitting: true,
    treeshake: false,
    minify: true,
    esbuildPlugins: [withoutChildren],
    removeNodeProtocol: false,
    tsconfig: '../../tools/tsconfig/build.json',
    onSuccess: async () => {
      await linkAgain('dist', [Object.keys(entry)], EXTERNAL, {
        formats: ['es'],
        isPure: false,
        banner: REQUIRE,
      })
      for (const name of builtIn) await copyFile(join('node_modules', name, 'LICENSE'), `dist/${name}.LICENSE.txt`)
    },
  })
}
