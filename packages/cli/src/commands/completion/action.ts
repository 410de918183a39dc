// Prints what a shell needs to complete: it asks `ocix complete`, so that nothing of it ages.
import type { Context } from '../../program/context.ts'
import { UsageError } from '../../program/errors.ts'

export async function run({ operands, give }: Context<object>): Promise<void> {
  const [shell = ''] = operands
  const script = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell as keyof typeof SCRIPTS] : undefined
  if (script === undefined)
    throw new UsageError(`There are no completions for ${JSON.stringify(shell.slice(0, 60))}. Give bash, zsh or fish.`)
  await give.plain(script)
}

/** Each line of the answer is a word, a tab and what it means; without one the shell completes paths. */
const SCRIPTS = {
  bash: String.raw`_ocix() {
  local word
  COMPREPLY=()
  while IFS=$'\t' read -r word _; do
    COMPREPLY+=("$(printf %q "$word")")
  done < <(ocix complete -- "${'${COMP_WORDS[@]:1:COMP_CWORD}'}" 2>/dev/null)
}
complete -o default -F _ocix ocix
`,
  zsh: String.raw`#compdef ocix
_ocix() {
  local line
  local -a found
  for line in "${'${(@f)$(ocix complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}'}"; do
    [[ -n $line ]] && found+=("${"${${line%%$'\\t'*}//:/\\:}:${line#*$'\\t'}"}")
  done
  if (( $#found )); then _describe ocix found; else _files; fi
}
compdef _ocix ocix
`,
  fish: String.raw`function __ocix_complete
  set -l found (ocix complete -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c ocix -f -a '(__ocix_complete)'
`,
}
