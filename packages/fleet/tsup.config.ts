import { library } from '../../tools/tsup/preset.ts'

export default library({
  index: 'src/index.ts',
})
