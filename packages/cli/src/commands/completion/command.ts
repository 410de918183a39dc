// `ocix completion`.
import { command } from '../../program/command.ts'

export const completion = command({
  name: 'completion',
  summary: 'print the lines by which a shell completes commands, options, values and profiles',
  options: {},
  operands: [{ name: 'shell', summary: 'bash, zsh or fish' }],
  examples: [
    { summary: 'bash, in ~/.bashrc', line: 'source <(ocix completion bash)' },
    { summary: 'zsh, in ~/.zshrc after compinit', line: 'source <(ocix completion zsh)' },
    { summary: 'fish', line: 'ocix completion fish > ~/.config/fish/completions/ocix.fish' },
  ],
  run: () => import('./action.ts'),
})
