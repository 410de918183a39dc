// Bundles for the browser as a user's bundler would, and tells what loads at once from what loads late.
import { gzipSync } from 'node:zlib'
import { build, type Plugin } from 'esbuild'

/** What bundlers for browsers, for workers and for neither look for in export conditions. */
export const NEUTRAL_CONDITIONS = {
  browser: ['browser'],
  worker: ['workerd', 'worker', 'browser'],
  neutral: [],
} as const

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

/** A module outside our packages that a bundle reaches. */
export interface Outside {
  readonly name: string
  /** Only through `import()`. */
  readonly late: boolean
}

/**
 * Walks everything that `specifier` leads to, late parts included, and tells what of it is not ours.
 *
 * @param resolveDir - from where the packages are resolved
 */
export async function outsideOf(
  specifier: string,
  resolveDir: string,
  conditions: keyof typeof NEUTRAL_CONDITIONS,
): Promise<readonly Outside[]> {
  const scope = specifier.slice(0, specifier.indexOf('/') + 1)
  const found = new Map<string, boolean>()
  const outside: Plugin = {
    name: 'outside',
    setup(esbuild) {
      esbuild.onResolve({ filter: /^[^.#/]/ }, ({ kind, path }) => {
        if (path.startsWith(scope)) return undefined
        const late = kind === 'dynamic-import'
        found.set(path, late && (found.get(path) ?? true))
        return { path, external: true }
      })
    },
  }
  await build({
    stdin: { contents: `export * from '${specifier}'`, resolveDir },
    plugins: [outside],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    conditions: [...NEUTRAL_CONDITIONS[conditions]],
    logLevel: 'error',
  })
  return [...found].map(([name, late]) => ({ name, late }))
}
