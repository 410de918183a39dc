// Bundles for the browser as a user's bundler would, and tells what loads at once from what loads late.
import { gzipSync } from 'node:zlib'
import { build, type Plugin } from 'esbuild'

export interface Bundle {
  readonly text: string
  readonly gzipBytes: number
}

/**
 * @param code - a module that exports what the user uses
 * @param resolveDir - from where package names are resolved, to their builds
 * @param counted - modules that load late but are to be counted as if they did not
 */
export async function bundle(code: string, resolveDir: string, counted?: RegExp): Promise<Bundle> {
  const late: Plugin = {
    name: 'late',
    setup(esbuild) {
      esbuild.onResolve({ filter: /.*/ }, ({ kind, path }) =>
        kind === 'dynamic-import' && !counted?.test(path) ? { path, external: true } : undefined,
      )
    },
  }
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir },
    plugins: [late],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    conditions: ['browser'],
    legalComments: 'none',
    logLevel: 'error',
  })
  const text = outputFiles[0]?.text ?? ''
  return { text, gzipBytes: gzipSync(text, { level: 9 }).length }
}
