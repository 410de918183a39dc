// The build of a program: ESM for Node, without types. What every run needs is in the entry, commands load late.
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { defineConfig } from 'tsup'

/** CommonJS that is built in asks for Node's modules by `require`. */
const REQUIRE = `import { createRequire as createRequireOfProgram } from 'node:module';
const require = createRequireOfProgram(import.meta.url);`

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
    banner: { js: REQUIRE },
    removeNodeProtocol: false,
    tsconfig: '../../tools/tsconfig/build.json',
    onSuccess: async () => {
      for (const name of builtIn) await copyFile(join('node_modules', name, 'LICENSE'), `dist/${name}.LICENSE.txt`)
    },
  })
}
