// A home that is as another one was, without a new key for each: the configuration names the files of the copy.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Home } from './home.ts'

export async function copyHome(home: Home): Promise<Home> {
  const path = await mkdtemp(join(tmpdir(), 'session-'))
  await cp(home.path, path, { recursive: true })
  const configFile = join(path, '.oci', 'config')
  await writeFile(configFile, (await readFile(configFile, 'utf8')).replaceAll(home.path, path))
  return {
    path,
    configFile,
    options: { homeDirectory: path, env: { ...home.options.env, HOME: path } },
    remove: () => rm(path, { recursive: true, force: true }),
  }
}
