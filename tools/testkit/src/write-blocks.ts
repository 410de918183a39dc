// Lays out the code blocks of every README, document and TSDoc example as modules, so that the type check covers them.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readmeBlocks } from './readme-blocks.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** The `@example` blocks of a source file as Markdown again. */
const examplesOf = (source: string): string =>
  source.replaceAll(/^.*$/gm, (line) => (/^\s*\*( |$)/.test(line) ? line.replace(/^\s*\* ?/, '') : ''))

function writeBlocks(folder: string, file: string, markdown: string): void {
  for (const { line, code } of readmeBlocks(markdown)) {
    writeFileSync(join(folder, `${basename(file).replaceAll('.', '-')}-line-${line}.ts`), `${code}\nexport {}\n`)
  }
}

function freshFolder(place: string): string {
  const folder = join(place, '.readme-blocks', 'compile')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}

for (const name of readdirSync(join(root, 'packages'))) {
  const place = join(root, 'packages', name)
  const folder = freshFolder(place)
  const readme = join(place, 'README.md')
  if (existsSync(readme)) writeBlocks(folder, readme, readFileSync(readme, 'utf8'))
  for (const entry of readdirSync(join(place, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!entry.endsWith('.ts') || entry.endsWith('.test.ts')) continue
    writeBlocks(folder, entry.replaceAll(/[/\\]/g, '-'), examplesOf(readFileSync(join(place, 'src', entry), 'utf8')))
  }
}

// The root's documents may import every package, as the examples do.
const folder = freshFolder(join(root, 'examples'))
const documents = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]
for (const document of documents) {
  if (existsSync(join(root, document)))
    writeBlocks(folder, document.replaceAll(/[/\\]/g, '-'), readFileSync(join(root, document), 'utf8'))
}
