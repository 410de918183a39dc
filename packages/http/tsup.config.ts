import { library } from '../../tools/tsup/preset.ts'

export default library({
  index: 'src/index.ts',
  'runtime/node': 'src/runtime/node.ts',
  'runtime/web': 'src/runtime/web.ts',
})
