// Variables as lines of a shell, for its `eval`.
import type { Variables } from '../exec/profile-variables.ts'

export const SHELLS = ['bash', 'fish', 'powershell'] as const
export type Shell = (typeof SHELLS)[number]

interface Words {
  set(name: string, value: string): string
  unset(name: string): string
}

/** Between single quotes no shell looks for anything but their end. */
const WORDS: Readonly<Record<Shell, Words>> = {
  bash: {
    set: (name, value) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
    unset: (name) => `unset ${name}`,
  },
  fish: {
    set: (name, value) => `set -gx ${name} '${value.replaceAll(/[\\']/g, '\\$&')}'`,
    unset: (name) => `set -e ${name}`,
  },
  powershell: {
    // It takes typographic quotes for plain ones.
    set: (name, value) => `$Env:${name} = '${value.replaceAll(/['\u2018-\u201B]/g, '$&$&')}'`,
    unset: (name) => `Remove-Item Env:${name} -ErrorAction Ignore`,
  },
}

export function linesOf(variables: Variables, shell: Shell): string {
  const { set, unset } = WORDS[shell]
  // A name may hold anything, and no shell quotes one; a shell cannot have such a variable itself.
  const named = Object.entries(variables).filter(([name]) => /^\w+$/.test(name))
  const lines = named.map(([name, value]) => (value === undefined ? unset(name) : set(name, value)))
  return `${lines.join(shell === 'bash' ? '\n' : ';\n')}\n`
}
