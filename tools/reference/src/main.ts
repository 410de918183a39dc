// Writes the API reference of all libraries: one program over their sources, so that links lead from package to package.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Application, Converter, ReflectionKind, type ProjectReflection } from 'typedoc'
import { readEntries } from '../../api/src/entries.ts'
import { linkAcrossModules } from './links.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const out = join(root, 'reference')
const entries = readEntries(join(root, 'packages'))
const specifiers = new Map(entries.map(({ source, specifier }) => [source, specifier]))
/** The kernel's types are public where a library passes them on. */
const packages = new Set([...entries.map((one) => one.package), '@x/kernel'])

const app = await Application.bootstrap({
  name: 'OCI authentication for TypeScript',
  entryPoints: entries.map(({ source }) => source),
  tsconfig: join(root, 'tools/reference/tsconfig.json'),
  // The type check of `npm run check` does that.
  skipErrorChecking: true,
  readme: 'none',
  out,
  excludeInternal: true,
  hideGenerator: true,
  navigation: { includeFolders: false },
})

app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
  for (const module of project.getChildrenByKind(ReflectionKind.Module)) {
    module.name = specifiers.get(String(module.sources?.[0]?.fullFileName)) ?? module.name
  }
  linkAcrossModules(project)
})

const project = await app.convert()
if (project) {
  app.validate(project)
  validateExports(project)
  await app.generateOutputs(project)
}
if (app.logger.hasErrors() || app.logger.hasWarnings()) process.exit(1)
console.log(`${entries.length} entries are documented in ${join(out, 'index.html')}.`)

/** TypeDoc asks what the project's own package uses and does not export; one program is of many packages. */
function validateExports(documented: ProjectReflection): void {
  app.options.setValue('validation', {
    notExported: true,
    invalidLink: false,
    invalidPath: false,
    unusedMergeModuleWith: false,
  })
  for (const name of packages) {
    documented.packageName = name
    app.validate(documented)
  }
}
