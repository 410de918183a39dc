// OCI's SDK for Java.
import { copyFileSync, readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { OF_COMMAND_LINE, type Client } from './client.ts'
import { ensureEnvironment, folderOf, runTool, scriptPath } from './environment.ts'
import { versionOf, type Tool } from './tool.ts'

const JAVAC: Tool = { name: 'javac 17 or newer', probe: ['javac', '--release', '17', '--version'] }
const MAVEN: Tool = { name: 'mvn', probe: ['mvn', '--version'] }

const folder = folderOf('java')
const libraries = join(folder, 'lib')
const classes = join(folder, 'classes')

function prepare(): Readonly<Record<string, string>> {
  const pom = scriptPath('java/pom.xml')
  ensureEnvironment('java', readFileSync(pom, 'utf8'), (made) => {
    console.log('Installing OCI’s SDK for Java …')
    copyFileSync(pom, join(made, 'pom.xml'))
    const repository = `-Dmaven.repo.local=${join(made, 'repository')}`
    runTool('mvn', ['--batch-mode', '--quiet', repository, 'dependency:copy-dependencies', '-DoutputDirectory=lib'], {
      cwd: made,
    })
  })
  const sources = readdirSync(scriptPath('java')).filter((name) => name.endsWith('.java'))
  const files = sources.map((name) => scriptPath(`java/${name}`))
  runTool('javac', ['--release', '17', '-encoding', 'UTF-8', '-cp', join(libraries, '*'), '-d', classes, ...files])
  return { ...jarVersions(), Java: versionOf(JAVAC) ?? '' }
}

/** `oci-java-sdk-common-3.79.0.jar` → `common` `3.79.0`, of those that are of interest. */
function jarVersions(): Readonly<Record<string, string>> {
  const jars = readdirSync(libraries).map((name) =>
    /^(oci-java-sdk-(?:common|identity|objectstorage))-([\d.]+)\.jar$/.exec(name),
  )
  return Object.fromEntries(jars.flatMap((jar) => (jar === null ? [] : [[jar[1], jar[2]]]))) as Record<string, string>
}

const NONE = 'What Maven Central has of it (3.79.0) knows no such principal.'

export const java: Client = {
  id: 'java',
  title: 'Java SDK',
  tools: [JAVAC, MAVEN],
  prepare: async () => prepare(),
  command: ({ name, caFile }) => ({
    file: 'java',
    // As UTF-8 whatever the locale is.
    args: ['-Dfile.encoding=UTF-8', '-cp', `${classes}${delimiter}${join(libraries, '*')}`, 'Main', name],
    ...(caFile && { variables: { INTEROP_CA: caFile } }),
  }),
  lacks: { ...OF_COMMAND_LINE, 'token-exchange': NONE, 'scoped-oauth': NONE },
}
